"""What is to be translated leaves in a file, and comes back whole or not at all."""

import io
from typing import BinaryIO

import pytest
from openpyxl import Workbook, load_workbook

from inspectorate.reports.models import Report
from inspectorate.reports.translating import translate
from inspectorate.reports.translation_sheet import (
    lines,
    opened,
    read_sheet,
    sealed,
)
from inspectorate.spreadsheets import Unreadable, workbook
from tests.factories import SYSTEM, make_framework, make_inspection, make_report

pytestmark = pytest.mark.django_db

Table = list[list[object]]


@pytest.fixture
def report() -> Report:
    """Its first paragraph has no Welsh, its second one that is out of date."""
    framework = make_framework(languages="en cy")
    report = make_report(make_inspection(framework=framework), paragraphs=3)
    report.paragraphs.filter(position=1).update(text_cy="", text_en="=1+1 says it.")
    report.paragraphs.filter(position=2).update(text_en="New.", text_cy="Hen.")
    report.paragraphs.filter(position=2).update(text_en="Newer.")
    return Report.objects.get(pk=report.pk)


def exported(report: Report) -> Table:
    """What a spreadsheet program reads from the file that is handed out."""
    report = Report.objects.get(pk=report.pk)
    wanted = report.to_translate(report.pairs())
    with workbook(lines(report, wanted)) as file:
        sheet = load_workbook(io.BytesIO(file.read())).worksheets[0]
    return [[cell.value for cell in line] for line in sheet.iter_rows()]


def saved(table: Table) -> BinaryIO:
    book = Workbook()
    for line in table:
        book.worksheets[0].append(line)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def store(report: Report, table: Table) -> int:
    report = Report.objects.get(pk=report.pk)
    wanted = read_sheet(report, saved(table))
    return translate(
        report, opened(report, sealed(report, wanted, by=1), by=1), by=SYSTEM
    )


def faults(report: Report, table: Table) -> list[str]:
    with pytest.raises(Unreadable) as refused:
        read_sheet(Report.objects.get(pk=report.pk), saved(table))
    return refused.value.reasons


def welsh(report: Report) -> list[str]:
    return list(report.paragraphs.values_list("text_cy", flat=True))


def test_file_holds_what_is_to_be_translated_with_its_source(report: Report) -> None:
    head, missing, stale = exported(report)

    first, second = report.paragraphs.all()[:2]
    assert head == ["report", "key", "what", "English", "Welsh", "state", "digest"]
    assert missing[:6] == [
        *(report.slug, f"paragraph {first.stable_id}", "Paragraph 1"),
        *("'=1+1 says it.", None, "Missing"),
    ]
    assert stale[:6] == [
        *(report.slug, f"paragraph {second.stable_id}", "Paragraph 2"),
        *("Newer.", "Hen.", "Out of date"),
    ]


def test_file_comes_back_with_translations_and_again_changes_nothing(
    report: Report,
) -> None:
    head, missing, stale = exported(report)
    missing[4], stale[4] = "'=1+1 sy'n ei ddweud.", "Newydd.\r\n\r\nEto."

    assert store(report, [head, missing, stale]) == 2
    assert welsh(report)[:2] == ["=1+1 sy'n ei ddweud.", "Newydd.\n\nEto."]
    assert Report.objects.get(pk=report.pk).lacks_texts() == []
    assert store(report, [head, missing, stale]) == 0


def test_row_without_a_translation_is_left_alone(report: Report) -> None:
    before = welsh(report)
    head, missing, stale = exported(report)
    stale[4] = "  "

    assert store(report, [head, missing, stale]) == 0
    assert welsh(report) == before


def test_row_of_a_text_that_changed_since_keeps_the_whole_file_out(
    report: Report,
) -> None:
    head, missing, stale = exported(report)
    missing[4], stale[4] = "Un.", "Newydd."
    report.paragraphs.filter(position=2).update(text_en="Newest.")

    (fault,) = faults(report, [head, missing, stale])

    assert fault.startswith("Row 3: Paragraph 2 has changed in English since you were")
    assert fault.endswith(
        "Export the report again, and take over what you have written."
    )
    assert "Un." not in welsh(report)


def test_row_that_would_undo_what_somebody_else_wrote_is_refused(
    report: Report,
) -> None:
    head, _missing, stale = exported(report)
    stale[4] = "Newydd."
    report.paragraphs.filter(position=2).update(text_cy="Arall.")

    (fault,) = faults(report, [head, stale])

    assert fault.startswith("Row 2: Somebody else has changed Paragraph 2 in Welsh")


def test_file_that_waits_is_stored_only_on_what_it_was_shown_for(
    report: Report,
) -> None:
    head, _missing, stale = exported(report)
    stale[4] = "Newydd."
    wanted = read_sheet(report, saved([head, stale]))
    waiting = sealed(report, wanted, by=1)
    report.paragraphs.filter(position=2).update(text_en="Newest.")

    with pytest.raises(Exception, match="Paragraph 2 has changed in English"):
        translate(report, opened(report, waiting, by=1), by=SYSTEM)
    with pytest.raises(Unreadable):
        opened(report, waiting, by=2)


def test_rows_that_are_not_of_this_report_are_refused_by_name(report: Report) -> None:
    head, missing, stale = exported(report)
    missing[4] = stale[4] = "X."
    other = [["another", *missing[1:]], [missing[0], "paragraph x", *missing[2:]]]

    foreign, unknown, twice = faults(report, [head, *other, stale, stale])

    assert foreign.startswith("Row 2: It is of the report “another”, and this is “")
    assert unknown.startswith("Row 3: “paragraph x” is no text of this report: leave")
    assert twice == "Row 5: It is about the text of row 4: leave one of them out."


def test_formula_is_the_text_that_was_typed(report: Report) -> None:
    head, missing, _stale = exported(report)
    missing[4] = "=SUM(A1:A2)"

    store(report, [head, missing])

    assert welsh(report)[0] == "=SUM(A1:A2)"


@pytest.mark.parametrize("cell", [1.1, 2015])
def test_number_is_refused_for_it_may_have_lost_a_nought(
    report: Report, cell: float
) -> None:
    head, missing, _stale = exported(report)
    missing[4] = cell

    (fault,) = faults(report, [head, missing])

    assert fault.startswith("Row 2: The translation is a number")


def test_title_that_is_too_long_is_refused(report: Report) -> None:
    Report.objects.update(title_cy="")
    head, title, *_others = exported(report)
    title[4] = "x" * 301

    (fault,) = faults(report, [head, title])

    assert fault.startswith("Row 2: This text has 301 characters, and 300 is the most")


def test_text_that_is_longer_than_a_cell_is_translated_elsewhere(
    report: Report,
) -> None:
    report.paragraphs.filter(position=1).update(text_en="word " * 7_000)
    head, missing, _stale = exported(report)
    missing[4] = "X."

    (fault,) = faults(report, [head, missing])

    assert fault.startswith("Row 2: Paragraph 1 is longer than a cell holds")


def test_file_without_its_digests_is_refused(report: Report) -> None:
    table = [line[:6] for line in exported(report)]

    assert faults(report, table) == [
        "The column “digest” is missing: add it to the headings in the first row."
    ]


def test_digest_that_somebody_wrote_over_is_refused(report: Report) -> None:
    head, missing, _stale = exported(report)
    missing[4], missing[6] = "Un.", "0"

    (fault,) = faults(report, [head, missing])

    assert "has changed in English since you were shown it" in fault
