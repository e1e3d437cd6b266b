from pathlib import Path

import pytest
from django.template.response import TemplateResponse
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


def test_what_is_issued_is_shown_to_who_works_on_the_case_alone() -> None:
    edition = make_issued()
    stranger, member = client_of("inspector"), client_of("inspector")
    make_team_member(edition.report.inspection, user=User.objects.latest("pk"))
    lists = [
        reverse("admin:reports_edition_changelist"),
        reverse("admin:reports_editionform_changelist"),
        reverse("admin:reports_registerentry_changelist"),
    ]
    pages = [
        *map(change_page, (edition, edition.register_entry, edition.forms.first())),
        file_page(edition),
    ]

    assert [shown(stranger.get(page)) for page in lists] == [0, 0, 0]
    assert {stranger.get(page).status_code for page in pages} == {302, 404}
    for reader in (member, client_of("chief_inspector")):
        assert [shown(reader.get(page)) for page in lists] == [1, 6, 2]
        answers = [reader.get(page) for page in pages]
        assert {answer.status_code for answer in answers} == {200}
        assert b"".join(answers[-1].streaming_content).decode() == edition.document


def shown(changelist: TemplateResponse) -> int:
    return len(changelist.context["cl"].result_list)


def test_lost_file_is_told_and_no_error(edition_files: Path) -> None:
    edition = make_edition()
    forming.form(edition)
    (edition_files / edition.forms.get(form="json").stored_as).unlink()

    answer = client_of("inspector").get(file_page(edition), follow=True)

    assert "The storage does not hold this file." in answer.text
