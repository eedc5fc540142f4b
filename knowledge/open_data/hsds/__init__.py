"""Mapping of our directory to Open Referral (HSDS 3.2): records in, dicts out. Pure.

Runs no queries and knows nothing of requests; `knowledge.models.directory` loads what is needed.
Texts are in the active language. docs/hsds.md describes how each field is filled.
"""
