"""Public data as downloads: the directory as a data package of Open Referral, the knowledge base.

The content is the same for every visitor and in a fixed order, so that the same content gives the
same bytes. Files are streamed while they are generated.
"""
