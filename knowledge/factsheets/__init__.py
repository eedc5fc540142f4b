"""Factsheets: from the knowledge base to a page on screen and on paper."""
