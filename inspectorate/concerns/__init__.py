"""Concern about an authority: protocol episodes, their decisions, and boards."""
