"""Printed documents as data, and typesetting them to PDF. No models, no database."""
