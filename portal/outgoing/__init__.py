"""What leaves this portal: mail through an outbox, and calls to the identity provider.

Neither makes a request wait for long. See docs/decisions/0044-outgoing.md.
"""
