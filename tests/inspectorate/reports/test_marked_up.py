"""What has changed in a draft since the authority was sent it."""

from time import perf_counter

import pytest

from inspectorate.reports.document import document_of
from inspectorate.reports.marked_up import Run, changes, runs
from inspectorate.reports.models import AccuracyCheck, Report
from inspectorate.reports.parts import Part, parts_of
from tests.factories import (
    make_accuracy_check,
    make_finding,
    make_inspection,
    make_paragraph,
    make_report,
)


def test_words_that_came_and_went_are_told_apart() -> None:
    assert runs("Inspectors read 12 files.", "Inspectors read all 14 files.") == [
        Run("same", "Inspectors read "),
        Run("removed", "12"),
        Run("added", "all 14"),
        Run("same", " files."),
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Same.", "Same.", [Run("same", "Same.")]),
        ("", "New.", [Run("added", "New.")]),
        ("Old.", "", [Run("removed", "Old.")]),
        ("tŷ bach", "tŷ mawr", None),
    ],
)
def test_text_that_is_new_gone_or_the_same(
    old: str, new: str, told: list[Run] | None
) -> None:
    found = runs(old, new)

    assert told is None or found == told
    assert "".join(run.text for run in found if run.fate != "added") == old
    assert "".join(run.text for run in found if run.fate != "removed") == new


def test_very_long_text_is_shown_whole_without_a_wait() -> None:
    old, new = "one two " * 25_000, "two one " * 25_000
    began = perf_counter()

    assert runs(old, new) == [Run("removed", old), Run("added", new)]

    assert perf_counter() - began < 2


def told(check: AccuracyCheck) -> list[tuple[str, str, str]]:
    report = Report.objects.get(pk=check.report_id)
    now = parts_of(document_of(report, number=0))
    return [
        (change.fate, change.part.name, change.name_sent)
        for change in changes(check.parts, now)
        if change.part.kind in ("paragraph", "finding")
    ]


@pytest.mark.django_db
def test_paragraphs_are_followed_by_their_stable_ids() -> None:
    report = make_report(status="accuracy_check", paragraphs=["A.", "B.", "C.", "D."])
    check = make_accuracy_check(report)
    first, second, third, _fourth = report.paragraphs.all()
    first.delete()
    second.text_cy = "Newydd."
    second.save()
    third.position, third.number = 9, "1.9"
    third.save()
    make_paragraph(report, position=10, number="1.10")

    assert told(check) == [
        ("removed", "Paragraph 1.1", ""),
        ("changed", "Paragraph 1.2", ""),
        ("same", "Paragraph 1.4", ""),
        ("same", "Paragraph 1.9", "Paragraph 1.3"),
        ("added", "Paragraph 1.10", ""),
    ]


@pytest.mark.django_db
def test_finding_is_followed_by_its_words() -> None:
    inspection = make_inspection()
    first = make_finding(inspection, text_en="Good.")
    make_finding(inspection, text_en="Slow.")
    report = make_report(inspection, status="accuracy_check", paragraphs=0)
    check = make_accuracy_check(report)
    first.delete()
    make_finding(inspection, text_en="Slower.", position=99)

    assert told(check) == [
        ("removed", "Finding F1", ""),
        ("same", "Finding F1", "Finding F2"),
        ("added", "Finding F2", ""),
    ]


def test_languages_that_a_part_has_are_shown() -> None:
    sent = Part("paragraph", "a", "1.1", "One.", "")
    now = Part("paragraph", "a", "1.1", "One.", "Un.")

    (change,) = changes([sent], [now])

    assert change.texts() == [
        ("en", [Run("same", "One.")]),
        ("cy", [Run("added", "Un.")]),
    ]
