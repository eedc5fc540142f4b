"""Public API of the directory: Open Referral HSDS 3.2 at /api/hsds/. See docs/hsds.md."""
