"""Bringing published reports in from a file of JSON Lines (docs/import-format.md)."""
