"""The directory for other programs: Open Referral HSDS 3.2 at /api/hsds/. See docs/hsds.md."""
