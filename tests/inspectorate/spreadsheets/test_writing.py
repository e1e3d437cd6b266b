"""Rows in a file: formulas are disarmed, nothing is too long or cannot be written."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from inspectorate.spreadsheets.writing import (
    LINES_IN_CHUNK,
    LONGEST_CELL,
    csv_chunks,
    workbook,
)

FORMULAS = [
    "=HYPERLINK(1)",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "\u00a0=1",
    "\uff1d1",
]


def from_csv(*lines: list) -> list[list[str]]:
    content = b"".join(csv_chunks(iter(lines)))
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def from_workbook(*lines: list) -> list[list]:
    with workbook(iter(lines)) as file:
        rows = load_workbook(file).active.iter_rows()
        return [[(cell.value, cell.data_type) for cell in row] for row in rows]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_is_a_formula_stands_behind_an_apostrophe(text: str) -> None:
    [[cell]] = from_csv([text])
    [[(value, kind)]] = from_workbook([text])

    assert cell == f"'{text}"
    assert value.startswith("'")
    assert kind == "s"


def test_numbers_and_dates_stay_what_they_are() -> None:
    moment = datetime(2026, 3, 2, 12, 30)  # noqa: DTZ001 - as a cell has it
    line = [-5, 1.5, date(2026, 3, 2), moment, "Tŷ"]

    assert from_csv(line) == [["-5", "1.5", "2026-03-02", "2026-03-02 12:30", "Tŷ"]]
    assert [kind for _value, kind in from_workbook(line)[0]] == [
        "n",
        "n",
        "d",
        "d",
        "s",
    ]


def test_characters_that_no_workbook_holds_are_shown_as_missing() -> None:
    assert from_csv(["a\x00b"]) == [["a\ufffdb"]]
    assert from_workbook(["a\x00b\x1f\uffff"]) == [[("a\ufffdb\ufffd\ufffd", "s")]]


def test_text_beyond_a_cell_of_excel_is_whole_in_csv_and_cut_with_a_note() -> None:
    text = "x" * 200_000

    content = b"".join(csv_chunks([[text]]))
    [[(cut, _kind)]] = from_workbook([text])

    assert text.encode() in content
    assert len(cut) == LONGEST_CELL
    assert cut.endswith("The CSV file has all of it.]")


def test_csv_asks_for_no_more_lines_than_it_sends() -> None:
    asked = []

    def lines() -> Iterator[list]:
        for number in range(10_000):
            asked.append(number)
            yield [number]

    chunks = csv_chunks(lines())
    next(chunks)
    next(chunks)

    assert len(asked) == LINES_IN_CHUNK
