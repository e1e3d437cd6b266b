"""Whom we inspect: authorities and their services."""
