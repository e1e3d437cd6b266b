"""A table as a file: CSV for people with spreadsheets, JSON Lines for programs."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice

from inspectorate.opendata.column import Cell
from inspectorate.opendata.table import Row, Table
from inspectorate.spreadsheets.writing import harmless

LINES_AT_ONCE = 1000


def as_csv(table: Table, rows: Iterable[Row]) -> Iterator[bytes]:
    """With the mark by which Excel knows UTF-8, and the names of columns first."""
    rows = iter(rows)
    yield codecs.BOM_UTF8 + ",".join(table.names).encode() + b"\r\n"
    while some := list(islice(rows, LINES_AT_ONCE)):
        text = io.StringIO(newline="")
        csv.writer(text).writerows([in_csv(each) for each in row.cells] for row in some)
        yield text.getvalue().encode()


def in_csv(cell: Cell) -> Cell:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return harmless(cell)


def as_lines(table: Table, rows: Iterable[Row]) -> Iterator[bytes]:
    """One row a line, as its digest in the changes is made of."""
    rows = iter(rows)
    while some := list(islice(rows, LINES_AT_ONCE)):
        yield b"".join(table.line(row) + b"\n" for row in some)


FORMS = {"csv": as_csv, "jsonl": as_lines}
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}


def media_type_of(name: str) -> str:
    return MEDIA_TYPES.get(name.rpartition(".")[2], MEDIA_TYPES["txt"])
