"""Rows of CSV files and Excel workbooks: nothing else knows how they are made."""

from inspectorate.spreadsheets.reading import MOST_BYTES, Row, Unreadable, read
from inspectorate.spreadsheets.writing import (
    MOST_WORKBOOK_ROWS,
    csv_chunks,
    workbook,
)

__all__ = [
    "MOST_BYTES",
    "MOST_WORKBOOK_ROWS",
    "Row",
    "Unreadable",
    "csv_chunks",
    "read",
    "workbook",
]
