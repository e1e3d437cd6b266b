from collections.abc import Callable
from itertools import product

import pytest
from django.db import models
from django.test import Client

from inspectorate.history.admin.closing import FIXED
from inspectorate.inspections.admin.access import CHOOSE_YOURS
from inspectorate.inspections.models import Finding
from inspectorate.reports.models import Report
from tests.admin_pages import address, change_page, client_of, filled
from tests.factories import (
    NOON,
    make_finding,
    make_inspection,
    make_judgement,
    make_recommendation,
    make_report,
)

pytestmark = pytest.mark.django_db

ROWS: dict[str, Callable[[Report], models.Model]] = {
    "report": lambda report: report,
    "section": lambda report: report.sections.get(),
    "paragraph": lambda report: report.paragraphs.first(),
    "finding": lambda report: make_finding(report.inspection),
    "judgement": lambda report: make_judgement(report.inspection),
    "recommendation": lambda report: make_recommendation(report.inspection),
}


def test_states_of_signed_off_reports_are_those_of_reports() -> None:
    assert [status.value for status in Report.FIXED] == FIXED


def test_signed_off_row_is_only_read_and_the_page_says_why(
    subtests: pytest.Subtests,
) -> None:
    report = make_report()
    rows = {kind: make(report) for kind, make in ROWS.items()}
    client = client_of()

    for status, kind in product(FIXED, rows):
        Report.objects.update(status=status, scheduled_for=NOON)
        with subtests.test(status=status, kind=kind):
            check_it_is_only_read(client, rows[kind])


def check_it_is_only_read(client: Client, row: models.Model) -> None:
    shown = client.get(change_page(row))

    assert "awaits its sign-off or is signed off" in shown.text
    assert 'name="_save"' not in shown.text
    assert client.post(change_page(row), {}).status_code == 403
    gone = address(type(row), "delete", row.pk)
    assert client.post(gone, {"post": "yes"}).status_code == 403


def test_row_of_a_draft_may_be_edited(subtests: pytest.Subtests) -> None:
    report = make_report()
    pages = {kind: change_page(make(report)) for kind, make in ROWS.items()}
    client = client_of("head_of_inspection")

    for kind, page in pages.items():
        with subtests.test(kind=kind):
            shown = client.get(page)

            answer = client.post(page, filled(shown))

            assert "awaits its sign-off or is signed off" not in shown.text
            assert answer.status_code == 302


def test_nothing_is_added_to_an_inspection_that_is_signed_off() -> None:
    report = make_report(published=True)
    form = {"inspection": report.inspection_id, "classification": "strength"}

    answer = client_of().post(address(Finding, "add"), form)

    assert str(CHOOSE_YOURS) in answer.text
    assert not Finding.objects.exists()


def test_origin_and_inspection_of_a_report_stay() -> None:
    report, other = make_report(), make_inspection()
    client, page = client_of(), change_page(report)
    forged = {"recorded_from": "Hearsay", "kind": "letter", "inspection": other.pk}

    client.post(page, {**filled(client.get(page)), **forged})

    stored = Report.objects.get()
    assert (stored.recorded_from, stored.kind) == ("", "report")
    assert stored.inspection_id == report.inspection_id
