"""All that anybody may see, as files: the directory as tables of Open Referral, the knowledge base.

What is in them is the same for everyone who asks, in a fixed order, so that the same content gives
the same bytes. Everything is made while it is sent.
"""
