"""Findings from a file: what each row would do, and that it does no more than that."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from inspectorate.inspections.importing import FindingSheet, Line
from inspectorate.inspections.models import Finding, Inspection
from inspectorate.lifecycle import Refusal
from inspectorate.spreadsheets import Unreadable
from tests.factories import (
    make_evidence,
    make_finding,
    make_framework,
    make_inspection,
    make_report,
    make_theme,
    make_user,
)
from tests.inspectorate.inspections.importing.files import csv_file, xlsx_file

pytestmark = pytest.mark.django_db


def read(sheet: FindingSheet, *lines: list[str]) -> tuple[list[Line], str]:
    return sheet.read(csv_file(*lines))


def store(sheet: FindingSheet, *lines: list[str]) -> list[Line]:
    return sheet.confirm(read(sheet, *lines)[1], batch=uuid4())


def faults(sheet: FindingSheet, *lines: list[str]) -> list[str]:
    with pytest.raises(Unreadable) as refusal:
        read(sheet, *lines)
    return refusal.value.reasons


@pytest.fixture
def sheet(case: Inspection, mair: User) -> FindingSheet:
    return FindingSheet(case, by=mair)


def test_rows_become_findings_under_one_batch(
    sheet: FindingSheet, case: Inspection, mair: User
) -> None:
    first, second = make_evidence(case), make_evidence(case)
    theme = make_theme(case.framework, code="voice", name_cy="Llais")
    lines = [
        ["Dosbarthiad", "thema", "testun_en", "testun_cy", "tystiolaeth", "public"],
        ["Cryfder", "LLAIS", "Good.", "Da.", f"{first.reference}; {second.reference}"],
        ["area for improvement", "voice", "=1+1", "", "", "no"],
    ]
    lines[1].append("")
    batch = uuid4()

    shown, sealed = read(sheet, *lines)
    assert [line.fate for line in shown] == ["new", "new"]
    assert Finding.objects.count() == 0
    sheet.confirm(sealed, batch=batch)

    good, formula = case.findings.order_by("position")
    assert (good.classification, good.theme, good.text_cy) == ("strength", theme, "Da.")
    assert set(good.evidence.all()) == {first, second}
    assert (formula.text_en, formula.is_public, formula.position) == ("=1+1", False, 2)
    entries = Entry.objects.filter(subject_type="inspections.finding")
    assert {(e.act, e.batch, e.actor_id) for e in entries} == {
        ("created", batch, mair.pk)
    }


def test_row_with_a_position_changes_that_finding_where_its_cells_are_filled(
    sheet: FindingSheet, case: Inspection
) -> None:
    item = make_evidence(case)
    finding = make_finding(case, position=3, text_en="Old.", text_cy="Hen.")
    finding.evidence.add(item)
    head = ["position", "text_en", "text_cy", "evidence", "classification"]

    [line], sealed = read(sheet, head, ["3", "New.", "", "", ""])
    sheet.confirm(sealed, batch=uuid4())

    assert (line.fate, line.before, line.after) == (
        "changed",
        {"text_en": "Old."},
        {"text_en": "New."},
    )
    stored = Finding.objects.get()
    assert (stored.text_en, stored.text_cy) == ("New.", "Hen.")
    assert (stored.classification, list(stored.evidence.all())) == ("strength", [item])
    entry = Entry.objects.get(subject_type="inspections.finding")
    assert (entry.before, entry.after) == ({"text_en": "Old."}, {"text_en": "New."})


def test_evidence_of_a_row_replaces_what_the_finding_rested_on(
    sheet: FindingSheet, case: Inspection
) -> None:
    old, new = make_evidence(case), make_evidence(case)
    finding = make_finding(case, position=1)
    finding.evidence.add(old)

    [line] = store(sheet, ["position", "evidence"], ["1", new.reference])

    assert (line.before, line.after) == ({"evidence": [old.pk]}, {"evidence": [new.pk]})
    assert list(finding.evidence.all()) == [new]


def test_same_file_twice_adds_nothing_twice(
    sheet: FindingSheet, case: Inspection
) -> None:
    lines = [
        ["text_en", "classification"],
        ["One.\r\nTwo.", "strength"],
        ["Three.", ""],
    ]
    store(sheet, *lines)
    case.findings.filter(text_en="Three.").update(text_cy="Tri.")

    shown, sealed = read(sheet, *lines)

    assert [line.fate for line in shown] == ["same", "same"]
    assert sheet.confirm(sealed, batch=uuid4()) == []
    assert case.findings.count() == 2


def test_confirmation_that_is_sent_twice_stores_nothing_twice(
    sheet: FindingSheet, case: Inspection
) -> None:
    _lines, sealed = read(sheet, ["text_en"], ["One."])

    assert len(sheet.confirm(sealed, batch=uuid4())) == 1
    assert sheet.confirm(sealed, batch=uuid4()) == []
    assert case.findings.count() == 1


def test_faults_of_all_rows_are_told_at_once_and_nothing_is_stored(
    sheet: FindingSheet, case: Inspection
) -> None:
    make_theme(make_framework(), code="elsewhere")
    head = ["text_en", "theme", "classification", "evidence", "change", "position"]
    told = faults(
        sheet,
        head,
        ["Fine.", "", "", "", "", ""],
        ["A", "elsewhere", "", "", "", ""],
        ["B", "no such", "", "", "", ""],
        ["C", "", "superb", "", "", ""],
        ["D", "", "", "CF-99", "", ""],
        ["E", "", "", "", "improved", ""],
        ["", "", "strength", "", "", ""],
        ["Fine.", "", "", "", "", ""],
        ["G", "", "", "", "", "7"],
        ["H\x07I", "", "", "", "", ""],
        ["K" * 100_001, "", "", "", "", ""],
    )

    starts = [
        "Row 3: Theme – This theme belongs to another framework",
        "Row 4: Theme – “no such” is no theme of the inspection's framework",
        "Row 5: Classification – “superb” is none of: Strength, Improvement noted",
        "Row 6: Evidence – This case has no item of evidence CF-99: mend",
        "Row 7: Choose the previous finding, or write what the change is compared",
        "Row 8: Write what was found, in English or in Welsh.",
        "Row 9: Row 2 is about the same: leave one out.",
        "Row 10: There is no finding at position 7: mend it, or leave the cell empty",
        "Row 11: Text (English) – After “H” stands a character that cannot be seen",
        "Row 12: Text (English) – This text has 100001 characters; at most 100000",
    ]
    assert [t[: len(s)] for t, s in zip(told, starts, strict=True)] == starts
    assert case.findings.count() == 0


def test_position_that_two_findings_share_is_refused(
    sheet: FindingSheet, case: Inspection
) -> None:
    make_finding(case, position=1)
    make_finding(case, position=1)

    [told] = faults(sheet, ["position", "text_en"], ["1", "New."])

    assert "Several findings stand at position 1" in told


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is missing|no rows"),
        (b"text_en\na\x00b\n", "neither an Excel workbook nor text in UTF-8"),
        (b"text_en\n\xff\xfe\n", "neither an Excel workbook nor text in UTF-8"),
        (b"PK\x03\x04nonsense", "The workbook is damaged"),
        (b"text_en,colour\nA,red\n", "The column “colour” is not known"),
        (b"text_en\n" + b"x" * 200_000, "a very long text"),
        (b"text_en\n" + b"A\n" * 501, "more than 500 rows"),
        (b"x" * (2 * 1024 * 1024 + 1), "larger than 2 MB"),
    ],
)
def test_file_that_makes_no_sense_is_refused_with_its_cure(
    content: bytes, sentence: str, sheet: FindingSheet
) -> None:
    file = csv_file()
    file.write(content)
    file.seek(0)

    with pytest.raises(Unreadable, match=sentence):
        sheet.read(file)


def test_file_that_holds_too_much_to_be_shown_is_refused(sheet: FindingSheet) -> None:
    long = [["x" * 90_000 + str(number)] for number in range(5)]

    assert "more than 400000 characters" in faults(sheet, ["text_en"], *long)[0]


def test_workbook_gives_formulas_as_they_were_typed(
    sheet: FindingSheet, case: Inspection
) -> None:
    file = xlsx_file(["text_en", "evidence"], ['=HYPERLINK("http://x.example")', None])

    sheet.confirm(sheet.read(file)[1], batch=uuid4())

    assert case.findings.get().text_en == '=HYPERLINK("http://x.example")'


def test_reference_that_may_have_lost_a_nought_is_refused(sheet: FindingSheet) -> None:
    with pytest.raises(Unreadable, match=r"1\.1 may have lost a nought"):
        sheet.read(xlsx_file(["text_en", "evidence"], ["A", 1.1]))


def test_case_that_has_changed_since_is_not_written_over(
    sheet: FindingSheet, case: Inspection
) -> None:
    finding = make_finding(case, position=1, text_en="Old.")
    _lines, sealed = read(sheet, ["position", "text_en"], ["1", "Mine."])
    finding.text_en = "Theirs."
    finding.save()

    with pytest.raises(Refusal, match="The case has changed since this was shown"):
        sheet.confirm(sealed, batch=uuid4())

    assert Finding.objects.get().text_en == "Theirs."


def test_case_that_is_signed_off_since_takes_nothing(
    sheet: FindingSheet, case: Inspection
) -> None:
    _lines, sealed = read(sheet, ["text_en"], ["One."])
    make_report(case, signed=True)

    with pytest.raises(Refusal, match="is over or its report is fixed"):
        sheet.confirm(sealed, batch=uuid4())

    assert case.findings.filter(text_en="One.").count() == 0


def test_confirmation_of_another_person_or_case_is_unknown(
    sheet: FindingSheet, case: Inspection, mair: User
) -> None:
    _lines, sealed = read(sheet, ["text_en"], ["One."])
    chief = make_user("chief_inspector")

    for other in (
        FindingSheet(case, by=chief),
        FindingSheet(make_inspection(), by=mair),
    ):
        with pytest.raises(Unreadable, match="What was shown is no longer known"):
            other.confirm(sealed, batch=uuid4())
    with pytest.raises(Unreadable, match="What was shown is no longer known"):
        sheet.confirm(f"{sealed}x", batch=uuid4())

    assert Finding.objects.count() == 0


def test_who_left_the_team_since_stores_nothing(
    sheet: FindingSheet, case: Inspection
) -> None:
    _lines, sealed = read(sheet, ["text_en"], ["One."])
    case.team.all().delete()

    with pytest.raises(Refusal, match="Only the team of this case imports"):
        sheet.confirm(sealed, batch=uuid4())


def test_each_row_costs_only_the_rules_of_its_finding(
    sheet: FindingSheet, case: Inspection
) -> None:
    counts = []
    for count in (1, 11):
        rows = [[f"Text {number}."] for number in range(count)]
        with CaptureQueriesContext(connection) as asked:
            read(sheet, ["text_en"], *rows)
        counts.append(len(asked))

    # Each rule is asked of the database in a savepoint of its own, and nothing else.
    assert counts[1] - counts[0] <= 10 * 3 * len(Finding._meta.constraints)
