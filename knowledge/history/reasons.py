"""Change reasons that the software itself records."""

REASON = "Starting content"
