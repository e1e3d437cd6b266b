"""Rows of CSV files and Excel workbooks: nothing else knows how they are made."""

from inspectorate.spreadsheets.reading import (
    MOST_BYTES,
    MOST_ROWS,
    Row,
    Unreadable,
    in_row,
    read,
    read_as_headed,
)
from inspectorate.spreadsheets.waiting import opened, sealed
from inspectorate.spreadsheets.writing import (
    LONGEST_CELL,
    MOST_WORKBOOK_ROWS,
    csv_chunks,
    meant,
    workbook,
    written,
)

__all__ = [
    "LONGEST_CELL",
    "MOST_BYTES",
    "MOST_ROWS",
    "MOST_WORKBOOK_ROWS",
    "Row",
    "Unreadable",
    "csv_chunks",
    "in_row",
    "meant",
    "opened",
    "read",
    "read_as_headed",
    "sealed",
    "workbook",
    "written",
]
