"""Rows of CSV files and Excel workbooks: nothing else knows how they are made."""

from inspectorate.spreadsheets.reading import (
    MOST_BYTES,
    MOST_ROWS,
    Row,
    Unreadable,
    in_row,
    read,
)
from inspectorate.spreadsheets.waiting import opened, sealed
from inspectorate.spreadsheets.writing import (
    MOST_WORKBOOK_ROWS,
    csv_chunks,
    workbook,
)

__all__ = [
    "MOST_BYTES",
    "MOST_ROWS",
    "MOST_WORKBOOK_ROWS",
    "Row",
    "Unreadable",
    "csv_chunks",
    "in_row",
    "opened",
    "read",
    "sealed",
    "workbook",
]
