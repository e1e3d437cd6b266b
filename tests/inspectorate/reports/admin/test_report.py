import pytest
from django.urls import reverse

from inspectorate.reports.models import Report
from tests.admin_pages import change_page, client_of, errors, filled
from tests.factories import make_report, make_user, make_withdrawal


@pytest.mark.django_db
def test_status_does_not_move_by_editing() -> None:
    report = make_report()
    client, page = client_of("publishing_officer"), change_page(report)
    forged = {"status": Report.Status.PUBLISHED, "title_en": "A new title"}

    client.post(page, {**filled(client.get(page)), **forged})

    report.refresh_from_db()
    assert (report.status, report.title_en) == ("drafting", "A new title")
    assert not report.editions.exists()


@pytest.mark.django_db
def test_published_report_keeps_its_address_and_shows_its_editions() -> None:
    report = make_report(published=True, slug="exampleshire-2025-01")
    client, page = client_of("publishing_officer"), change_page(report)
    shown = client.get(page)

    client.post(page, {**filled(shown), "slug": "elsewhere"})

    report.refresh_from_db()
    assert report.slug == "exampleshire-2025-01"
    assert report.current_edition.sha256 in shown.text


@pytest.mark.django_db
def test_withdrawn_report_keeps_its_address_while_it_is_revised() -> None:
    report = make_withdrawal().edition.report
    Report.objects.update(status="revision")
    client, page = client_of("head_of_inspection"), change_page(report)

    client.post(page, {**filled(client.get(page)), "slug": "elsewhere"})

    assert Report.objects.get().slug == report.slug


@pytest.mark.django_db
def test_draft_may_still_change_its_address() -> None:
    report = make_report()
    client, page = client_of("publishing_officer"), change_page(report)

    client.post(page, {**filled(client.get(page)), "slug": "elsewhere"})

    report.refresh_from_db()
    assert report.slug == "elsewhere"


ASSURES = "Who assures the quality of the report cannot be its lead author: choose "
SIGNED = "Who signed the report off cannot be its lead author: choose another author."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "sentence"),
    [("assurer", f"{ASSURES}another author."), ("signed_off_by", SIGNED)],
)
def test_author_who_cannot_be_one_is_refused_with_a_sentence(
    column: str, sentence: str
) -> None:
    other = make_user("quality_assurer")
    report = make_report(**{column: other})
    client, page = client_of("head_of_inspection"), change_page(report)

    answer = client.post(page, {**filled(client.get(page)), "author": other.pk})

    assert errors(answer) == [sentence]
    assert Report.objects.get().author is None


@pytest.mark.django_db
def test_who_signs_a_version_off_is_told_that_its_report_comes_first() -> None:
    report = make_report()
    version = make_report(report.inspection, kind="summary", status="awaiting_sign_off")
    page = reverse("admin:reports_report_act", args=[version.pk, "sign_off"])
    client = client_of("chief_inspector")

    told = client.get(page)
    done = client.post(page)

    assert (told.status_code, done.status_code) == (200, 302)
    assert "which is not published yet: publish that first." in told.text
