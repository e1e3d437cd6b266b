"""Evidence from a file: by its references, for the team alone."""

from datetime import date
from uuid import uuid4

import pytest

from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from inspectorate.inspections.importing import EvidenceSheet
from inspectorate.inspections.models import Evidence, Inspection
from inspectorate.spreadsheets import Unreadable
from tests.factories import make_evidence, make_user
from tests.inspectorate.inspections.importing.files import csv_file, xlsx_file

pytestmark = pytest.mark.django_db

HEAD = ["reference", "kind", "collected_on", "summary", "marking"]


@pytest.fixture
def sheet(case: Inspection, mair: User) -> EvidenceSheet:
    return EvidenceSheet(case, by=mair)


def test_rows_become_items_and_change_those_that_are_there(
    sheet: EvidenceSheet, case: Inspection
) -> None:
    make_evidence(case, reference="CF-01", summary="Nine files.")
    make_evidence(case, reference="CF-02", summary="Same.")
    file = xlsx_file(
        HEAD,
        ["CF-01", "", None, "Ten files.", ""],
        ["CF-02", "", None, "Same.", ""],
        ["INT-1", "Focus group", date(2026, 3, 2), "They said so.", "official"],
    )
    batch = uuid4()

    lines, sealed = sheet.read(file)
    sheet.confirm(sealed, batch=batch)

    assert [(line.number, line.fate) for line in lines] == [
        (2, "changed"),
        (3, "same"),
        (4, "new"),
    ]
    changed, _same, new = case.evidence.order_by("pk")
    assert (changed.summary, changed.kind) == ("Ten files.", "case_file_review")
    assert (new.kind, new.marking) == ("focus_group", "official")
    assert new.collected_on == date(2026, 3, 2)
    entries = Entry.objects.filter(subject_type="inspections.evidence", batch=batch)
    assert {(e.subject_id, e.act) for e in entries} == {
        (str(changed.pk), "changed"),
        (str(new.pk), "created"),
    }
    assert entries.get(act="changed").before == {"summary": "Nine files."}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["A", "document", "31/02/2026", "S", ""], "Collected on – This is no date"),
        (["A", "document", "2026-13-01", "S", ""], "Collected on – This is no date"),
        (["A", "rumour", "", "S", ""], "Kind – “rumour” is none of: Interview with"),
        (["A", "", "", "S", ""], "Kind – This field is required."),
        (["A", "document", "", "", ""], "Summary – This field is required."),
        (["", "document", "", "S", ""], "Reference – This field is required."),
        (["A" * 61, "document", "", "S", ""], "Reference – .*60 characters"),
    ],
)
def test_row_that_is_no_evidence_is_refused(
    row: list[str], sentence: str, sheet: EvidenceSheet
) -> None:
    with pytest.raises(Unreadable, match=f"Row 2: {sentence}"):
        sheet.read(csv_file(HEAD, row))

    assert Evidence.objects.count() == 0


def test_file_without_references_is_refused(sheet: EvidenceSheet) -> None:
    with pytest.raises(Unreadable, match="The column “reference” is missing"):
        sheet.read(csv_file(["summary"], ["Nine files."]))


def test_who_directs_every_case_only_reads_its_evidence(case: Inspection) -> None:
    assert not EvidenceSheet(case, by=make_user("chief_inspector")).is_allowed()
    assert EvidenceSheet(case, by=make_user(is_superuser=True)).is_allowed()
