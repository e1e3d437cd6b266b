from pathlib import Path

import pytest
from django.test import Client

from inspectorate.reports import forming
from inspectorate.reports.models import Edition
from inspectorate.reports.publication import issue
from tests.factories import NOON, SYSTEM, make_edition, make_report, make_withdrawal

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def edition(edition_files: Path) -> Edition:
    edition = make_edition()
    forming.form(edition, at=NOON)
    return edition


def address(edition: Edition, ending: str) -> str:
    slug = edition.report.slug
    return f"/en/reports/{slug}/editions/1/files/{slug}-edition-1{ending}"


@pytest.mark.parametrize(
    ("ending", "media_type", "disposition"),
    [
        ("-en.pdf", "application/pdf", "inline"),
        ("-cy.txt", "text/plain; charset=utf-8", "inline"),
        (".html", "text/html; charset=utf-8", "attachment"),
        (".json", "application/json", "inline"),
    ],
)
def test_reader_gets_a_file_as_what_it_is(
    client: Client, edition: Edition, ending: str, media_type: str, disposition: str
) -> None:
    answer = client.get(address(edition, ending))

    name = address(edition, ending).rpartition("/")[2]
    form = edition.forms.get(name=name)
    assert len(b"".join(answer.streaming_content)) == form.size
    assert answer["Content-Type"] == media_type
    assert answer["Content-Disposition"] == f'{disposition}; filename="{name}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["ETag"] == f'"{form.sha256}"'
    assert answer["Cache-Control"] == "public, no-cache"
    again = client.get(
        address(edition, ending), headers={"If-None-Match": answer["ETag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_report_page_leads_to_each_file(client: Client, edition: Edition) -> None:
    page = client.get(edition.report.current_edition.get_absolute_url()).text

    for form in edition.forms.all():
        assert (
            f'href="{address(edition, "")}{form.name.partition("-edition-1")[2]}"'
            in page
        )
    assert "PDF (English, " in page


def test_page_of_an_edition_without_files_offers_none(client: Client) -> None:
    edition = make_edition()

    assert "Download:" not in client.get(edition.get_absolute_url()).text


def test_file_of_a_withdrawn_edition_is_gone_and_says_why(
    client: Client, edition: Edition
) -> None:
    make_withdrawal(edition)

    answer = client.get(address(edition, "-en.pdf"))

    assert answer.status_code == 410
    assert "A child could be known." in answer.text
    assert client.get(address(edition, "-fr.pdf")).status_code == 404


def test_file_of_an_issued_edition_is_not_found(
    client: Client, edition_files: Path
) -> None:
    report = make_report(signed=True)
    edition = issue(report, by=SYSTEM, reason="A secure home.", at=NOON)
    forming.form(edition)

    for ending in ("-en.pdf", ".html", "-en.txt", ".json"):
        found = client.get(address(edition, ending))
        nothing = client.get(f"/en/reports/nothing/editions/1/files/x{ending}")
        assert found.status_code == nothing.status_code == 404
        assert report.slug not in found.text


def test_file_that_the_storage_lost_is_not_found(
    client: Client, edition: Edition, edition_files: Path
) -> None:
    (edition_files / edition.forms.get(form="html").stored_as).unlink()

    assert client.get(address(edition, ".html")).status_code == 404
