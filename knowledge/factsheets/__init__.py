"""Factsheets: pages drawn from the knowledge base, on screen and in print."""
