"""Rows written as CSV or as an Excel workbook, one after the other.

Text that a spreadsheet program would take for a formula stands behind an apostrophe;
numbers and dates stay what they are.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from tempfile import TemporaryFile
from typing import BinaryIO

from django.utils.translation import gettext as _
from openpyxl import Workbook

# What a sheet of Excel holds below its headings, and each of its cells.
MOST_WORKBOOK_ROWS = 1_048_575
LONGEST_CELL = 32_767
LONGEST_SHEET_NAME = 31
LINES_IN_CHUNK = 200

# The wide ones are read like the narrow ones by some programs.
FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
LEADING = ("\t", "\r", "\n")
# What XML cannot hold, and nobody sees.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Line = list[object]


def csv_chunks(lines: Iterable[Line]) -> Iterator[bytes]:
    """With the mark by which Excel knows UTF-8."""
    lines = iter(lines)
    yield codecs.BOM_UTF8
    while some := list(islice(lines, LINES_IN_CHUNK)):
        text = io.StringIO(newline="")
        csv.writer(text).writerows([told(cell) for cell in line] for line in some)
        yield text.getvalue().encode()


def workbook(lines: Iterable[Line]) -> BinaryIO:
    """A file that is written on disk row by row, and is gone once it is closed."""
    return workbook_of({"Sheet": lines})


def workbook_of(sheets: dict[str, Iterable[Line]]) -> BinaryIO:
    """The same with a sheet for each, by its name, of at most 31 signs."""
    book = Workbook(write_only=True)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name[:LONGEST_SHEET_NAME])
        for line in lines:
            sheet.append([fitting(harmless(cell)) for cell in line])
    file = TemporaryFile()  # noqa: SIM115 - who sends it closes it
    book.save(file)
    file.seek(0)
    return file


def told(cell: object) -> object:
    cell = harmless(cell)
    return cell.isoformat(" ", "minutes") if isinstance(cell, datetime) else cell


def harmless(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    text = UNSEEN.sub("\ufffd", cell)
    is_formula = text.startswith(LEADING) or text.lstrip().startswith(FORMULA)
    return f"'{text}" if is_formula else text


def written(text: str) -> str:
    """A text as it stands in a workbook that was made here."""
    return fitting(harmless(text))


def meant(cell: str) -> str:
    """The text of a cell, without the apostrophe that keeps it from being a formula."""
    is_kept = cell.startswith("'") and harmless(cell[1:]) == cell
    return cell[1:] if is_kept else cell


def fitting(cell: object) -> object:
    if not isinstance(cell, str) or len(cell) <= LONGEST_CELL:
        return cell
    note = _(" [Cut here: a cell of Excel holds no more. The CSV file has all of it.]")
    return cell[: LONGEST_CELL - len(note)] + note
