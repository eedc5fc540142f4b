"""Our directory in the words of Open Referral (HSDS 3.2): a pure mapping, records in, dicts out.

Nothing here asks the database or knows of requests; `knowledge.models.directory` loads what is
needed. Texts are in the active language. docs/hsds.md says how each field is filled.
"""
