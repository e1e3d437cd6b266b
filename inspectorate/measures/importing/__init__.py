"""Readings from a spreadsheet: all of it or none."""

from inspectorate.measures.importing.columns import COLUMNS, guessed
from inspectorate.measures.importing.sheet import Line, ReadingSheet, Stated

__all__ = ["COLUMNS", "Line", "ReadingSheet", "Stated", "guessed"]
