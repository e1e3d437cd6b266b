from pathlib import Path

import pytest
from django.urls import reverse

from inspectorate.accounts.models import User
from inspectorate.history.models import record
from inspectorate.reports import forming
from inspectorate.reports.models import Edition
from inspectorate.reports.publication import issue
from tests.admin_pages import change_page, client_of
from tests.factories import (
    NOON,
    SYSTEM,
    make_edition,
    make_inspection,
    make_report,
    make_team_member,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("edition_files")]


def file_page(edition: Edition) -> str:
    name = edition.forms.get(form="json").name
    return reverse("admin:reports_edition_file", args=[edition.pk, name])


def make_issued() -> Edition:
    report = make_report(make_inspection(), signed=True)
    edition = issue(report, by=SYSTEM, reason="A secure home.", at=NOON)
    forming.form(edition)
    return edition


def test_staff_reads_the_files_of_an_edition() -> None:
    edition = make_edition()
    forming.form(edition)
    client = client_of("inspector")

    page = client.get(change_page(edition))
    answer = client.get(file_page(edition))

    assert file_page(edition) in page.text
    assert b"".join(answer.streaming_content).decode() == edition.document
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_reason_why_there_are_no_files_stands_on_the_page() -> None:
    edition = make_edition()
    client = client_of("inspector")
    assert "Not made yet" in client.get(change_page(edition)).text

    record(edition, forming.FAILED, by=SYSTEM, reason="The disk is full.")

    assert "The disk is full." in client.get(change_page(edition)).text


def test_files_of_what_is_issued_are_for_who_works_on_the_case() -> None:
    edition = make_issued()
    stranger, member = client_of("inspector"), client_of("inspector")
    make_team_member(edition.report.inspection, user=User.objects.latest("pk"))

    assert stranger.get(file_page(edition)).status_code == 404
    for reader in (member, client_of("chief_inspector")):
        answer = reader.get(file_page(edition))
        assert b"".join(answer.streaming_content).decode() == edition.document


def test_lost_file_is_told_and_no_error(edition_files: Path) -> None:
    edition = make_edition()
    forming.form(edition)
    (edition_files / edition.forms.get(form="json").stored_as).unlink()

    answer = client_of("inspector").get(file_page(edition), follow=True)

    assert "The storage does not hold this file." in answer.text
