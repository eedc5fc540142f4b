"""Reads a sentence into the closed answers of the guide. Pure: nothing here keeps a word."""
