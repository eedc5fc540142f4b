"""Reasons that the software itself gives for a change."""

REASON = "Starting content"
