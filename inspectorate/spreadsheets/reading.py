"""Rows of a CSV file or an Excel workbook, by their headings, as text.

A formula is the text that was typed, never its result, and nothing is worked out.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from itertools import islice
from typing import BinaryIO, NamedTuple
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 500
# What all rows may hold together; it waits in a page to be confirmed.
MOST_CHARACTERS = 400_000
MOST_UNPACKED = 30 * 1024 * 1024
MOST_COLUMNS = 100
# Those of a file, of which blank ones are no rows.
MOST_LINES = 20_000

WORKBOOK, OLD_OR_LOCKED_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# What openpyxl and zipfile meet in a workbook that is none.
BROKEN = (
    *(zipfile.BadZipFile, InvalidFileException, ParseError, LookupError),
    *(ValueError, TypeError, AttributeError, EOFError, RuntimeError, OSError),
)

Cells = Iterator[tuple[object, ...]]


class Unreadable(ValueError):  # noqa: N818 - an answer to who sent the file
    """Why a file cannot be taken: every sentence tells its cure."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = list(reasons)


class Row(NamedTuple):
    """`number` is that of the spreadsheet program, where the headings are row 1.

    `cells` are by column, empty where a column or cell is missing. `numeric` are the
    columns whose cell held a number and not text: 1.10 has become 1.1 in them.
    """

    number: int
    cells: dict[str, str]
    numeric: frozenset[str]


def read(
    file: BinaryIO,
    headings: Mapping[str, str],
    required: Iterable[str],
    most_rows: int = MOST_ROWS,
) -> list[Row]:
    """Rows that are not blank. `headings` leads from each name that a heading may
    have, in small letters, to its column. Raises Unreadable with every fault.
    """
    lines = lines_of(file)
    columns = columns_of(next(lines, ()), headings, required)
    return rows_within(lines, columns, most_rows)


def read_as_headed(
    file: BinaryIO, most_rows: int = MOST_ROWS
) -> tuple[list[str], list[Row]]:
    """The headings of a file, whatever they are, and its rows by them."""
    lines = lines_of(file)
    line = next(lines, ())
    headings = [name for cell in line if (name := text_of(cell).strip())]
    columns = columns_of(line, {name.casefold(): name for name in headings}, [])
    return headings, rows_within(lines, columns, most_rows)


def lines_of(file: BinaryIO) -> Cells:
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        told = _("The file is larger than %s MB: divide it into several.")
        raise Unreadable(told % (MOST_BYTES // 1024**2))
    return workbook_lines(content) if is_workbook(content) else csv_lines(content)


def rows_within(lines: Cells, columns: list[str], most_rows: int) -> list[Row]:
    rows = list(islice(rows_of(lines, columns), most_rows + 1))
    if not rows:
        raise Unreadable(_("The file has no rows below its headings."))
    if len(rows) > most_rows:
        told = _("The file has more than %s rows: divide it into several.")
        raise Unreadable(told % most_rows)
    if sum(len("".join(row.cells.values())) for row in rows) > MOST_CHARACTERS:
        told = _("The file holds more than %s characters: divide it into several.")
        raise Unreadable(told % MOST_CHARACTERS)
    return rows


def in_row(number: int, reason: str) -> str:
    return _("Row %(number)s: %(reason)s") % {"number": number, "reason": reason}


def columns_of(
    line: tuple[object, ...], headings: Mapping[str, str], required: Iterable[str]
) -> list[str]:
    """The column of each heading; empty for a heading that is empty."""
    told = [text_of(cell).strip() for cell in line]
    columns = [headings.get(name.casefold(), "") for name in told]
    known = [column for column in columns if column]
    faults = [
        _("The column “%(name)s” is not known: leave it out. Known are: %(known)s.")
        % {"name": name[:60], "known": ", ".join(headings)}
        for name, column in zip(told, columns, strict=True)
        if name and not column
    ]
    names = {column: name for name, column in reversed(headings.items())}
    faults += [
        _("The column “%s” is missing: add it to the headings in the first row.")
        % names[column]
        for column in required
        if column not in known
    ]
    faults += [
        _("The column “%s” is there twice: leave one out.") % names[column]
        for column in sorted({each for each in known if known.count(each) > 1})
    ]
    if faults:
        raise Unreadable(*faults)
    return columns


def rows_of(lines: Cells, columns: list[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, start=2):
        if number > MOST_LINES:
            told = _("The file has more than %s lines: delete those at its end.")
            raise Unreadable(told % MOST_LINES)
        texts = [text_of(cell) for cell in line]
        if not any(text.strip() for text in texts):
            continue
        if any(text.strip() for text in stray(texts, columns)):
            told = _("Row %s has a cell without a heading: name its column.")
            raise Unreadable(told % number)
        filled = list(zip(columns, texts, line, strict=False))
        cells = dict.fromkeys(filter(None, columns), "")
        cells |= {column: text for column, text, _cell in filled if column}
        numeric = {column for column, _text, cell in filled if is_number(cell)}
        yield Row(number, cells, frozenset(numeric))


def stray(texts: list[str], columns: list[str]) -> list[str]:
    below = [text for text, name in zip(texts, columns, strict=False) if not name]
    return [*below, *texts[len(columns) :]]


def text_of(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time.min:
        # A workbook knows no dates without a time.
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    # A formula over several cells is an object that has its text.
    return str(getattr(cell, "text", cell))


def is_number(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def csv_lines(content: bytes) -> Cells:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\x00"
    if "\x00" in text:
        told = _(
            "The file is neither an Excel workbook nor text in UTF-8: save it as .xlsx "
            "or as “CSV UTF-8”."
        )
        raise Unreadable(told)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from (tuple(line) for line in lines)
    except csv.Error as error:
        told = _(
            "The file cannot be read from line %(line)s on (%(error)s): look for a "
            "quotation mark that is not closed, or a very long text."
        )
        named = {"line": lines.line_num, "error": error}
        raise Unreadable(told % named) from error


def is_workbook(content: bytes) -> bool:
    """By what is in it, not by its name."""
    if content.startswith(OLD_OR_LOCKED_WORKBOOK):
        told = _(
            "The workbook is locked by a password, or of the old form .xls: save it as "
            ".xlsx without a password."
        )
        raise Unreadable(told)
    return content.startswith(WORKBOOK)


def workbook_lines(content: bytes) -> Cells:
    """Of the first sheet."""
    try:
        check_archive(content)
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # What a file says of its size is not always so.
        sheet.reset_dimensions()
        yield from sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
    except Unreadable:
        raise
    except BROKEN as error:
        told = _("The workbook is damaged: open it, save it as .xlsx, and try again.")
        raise Unreadable(told) from error


def check_archive(content: bytes) -> None:
    """Raise Unreadable where a workbook would unpack to more than anybody writes."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        if sum(member.file_size for member in members) > MOST_UNPACKED:
            told = _("The workbook is too large when unpacked: divide it into several.")
            raise Unreadable(told)
        # No workbook declares entities, which could unpack without an end.
        if any(b"<!DOCTYPE" in archive.read(member) for member in members):
            raise ValueError(archive)
