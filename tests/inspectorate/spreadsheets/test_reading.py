"""Rows of a file by their headings; what cannot be read is told with its cure."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from inspectorate.spreadsheets import MOST_BYTES, Row, Unreadable, read

HEADINGS = {"number": "place", "text": "said", "rhif": "place"}


def rows(content: bytes, most: int = 10) -> list[Row]:
    return read(io.BytesIO(content), HEADINGS, ["place", "said"], most)


def refusals(content: bytes) -> list[str]:
    with pytest.raises(Unreadable) as refusal:
        rows(content)
    return refusal.value.reasons


def workbook(*lines: list) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for line in lines:
        book.active.append(line)
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_csv_is_read_whatever_parts_its_cells(sign: str) -> None:
    text = (
        f'\ufeffNumber {sign}TEXT\r\n1.10{sign}"Two\nlines; and, more"\r\n\r\n2{sign}ŵ'
    )

    assert rows(text.encode()) == [
        Row(2, {"place": "1.10", "said": "Two\nlines; and, more"}, frozenset()),
        Row(4, {"place": "2", "said": "ŵ"}, frozenset()),
    ]


def test_workbook_is_read_as_text_and_tells_what_was_a_number() -> None:
    content = workbook(
        ["Text", "Rhif"],
        ["One", 1.1],
        [],
        [date(2026, 3, 2), 7.0],
        [True, "1.10"],
    )

    assert rows(content) == [
        Row(2, {"place": "1.1", "said": "One"}, frozenset({"place"})),
        Row(4, {"place": "7", "said": "2026-03-02"}, frozenset({"place"})),
        Row(5, {"place": "1.10", "said": "True"}, frozenset()),
    ]


def test_formula_is_the_text_that_was_typed() -> None:
    content = workbook(
        ["number", "text"],
        ['=HYPERLINK("http://example.org")', ArrayFormula("B2:B3", "=SUM(A1:A9)")],
    )

    (row,) = rows(content)

    assert row.cells["place"] == '=HYPERLINK("http://example.org")'
    assert row.cells["said"] == "=SUM(A1:A9)"
    (same,) = rows(b"number,text\n=1+1,@SUM(A1)\n")
    assert same.cells == {"place": "=1+1", "said": "@SUM(A1)"}


def test_headings_that_are_missing_unknown_or_double_are_told_together() -> None:
    assert refusals(b"number,rhif,colour\n1,2,red\n") == [
        (
            "The column “colour” is not known: leave it out. Known are: number, text, "
            "rhif."
        ),
        "The column “text” is missing: add it to the headings in the first row.",
        "The column “number” is there twice: leave one out.",
    ]


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def archive(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return file.getvalue()


def with_entity() -> bytes:
    good, file = workbook(["number", "text"], ["1", "One"]), io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good)) as old,
        zipfile.ZipFile(file, "w") as new,
    ):
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "xl/worksheets/sheet1.xml":
                content = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content
            new.writestr(member.filename, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is missing"),
        (b"number,text\n", "has no rows below its headings"),
        (b"number,text\n , \n", "has no rows below its headings"),
        (b"number,text\n1,One,Two\n", "Row 2 has a cell without a heading"),
        (b"number,,text\n1,One,Two\n", "Row 2 has a cell without a heading"),
        (b'number,text\n1,"One\n', "quotation mark that is not closed"),
        (b"number,text\n1," + b"x" * 200_000, "very long text"),
        (b"number,text\n" + b"1,One\n" * 11, "more than 10 rows"),
        (b"number,text\n" + b"\n" * 20_001 + b"1,One", "more than 20000 lines"),
        ("number,text\n1,Môn".encode("latin-1"), "save it as .xlsx or as “CSV UTF-8”"),
        ("number,text\n1,Môn".encode("utf-16"), "save it as .xlsx or as “CSV UTF-8”"),
        (b"number,text\n1,a\x00b", "save it as .xlsx or as “CSV UTF-8”"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "neither an Excel workbook"),
        (b"n" * (MOST_BYTES + 1), "larger than 2 MB"),
        (LOCKED, "locked by a password"),
        (b"PK\x03\x04 and no more", "The workbook is damaged"),
        (archive("readme.txt", b"Hello"), "The workbook is damaged"),
        (archive("xl/workbook.xml", b"0" * 32_000_000), "too large when unpacked"),
        (with_entity(), "The workbook is damaged"),
    ],
)
def test_file_that_cannot_be_taken_is_told_with_its_cure(
    content: bytes, told: str
) -> None:
    assert told in " ".join(refusals(content))


def test_truncated_workbook_is_damaged() -> None:
    whole = workbook(["number", "text"], ["1", "One"])

    for end in range(10, len(whole), 401):
        assert refusals(whole[:end]) == [
            "The workbook is damaged: open it, save it as .xlsx, and try again."
        ]
