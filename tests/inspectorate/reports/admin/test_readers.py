"""The page on which pre-release readers are named, sent new links and closed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from inspectorate.reports.models import PreReleaseReader, Report
from tests.admin_pages import client_of, strictly
from tests.early_readers import make_pre_release_access, make_pre_release_reader
from tests.factories import (
    NOON,
    SYSTEM,
    make_inspection,
    make_report,
    make_team_member,
    make_user,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def by_email(settings: Settings) -> None:
    settings.NOTICES_BY_EMAIL = True


def page_of(report: Report) -> str:
    return reverse("admin:reports_report_readers", args=[report.pk])


def link_of(reader: PreReleaseReader) -> str:
    return reverse(
        "admin:reports_report_reader_link", args=[reader.report_id, reader.pk]
    )


def close_of(reader: PreReleaseReader) -> str:
    return reverse(
        "admin:reports_report_reader_close", args=[reader.report_id, reader.pk]
    )


def officer() -> Client:
    return client_of("publishing_officer")


def name(client: Client, report: Report, **fields: str) -> HttpResponse:
    asked = {
        "name": "Nia Parry",
        "role": "Private secretary",
        "email": "nia@gov.example",
        "language": "cy",
        "opens_at": "2026-03-02T12:00",
        "closes_at": "",
    }
    return client.post(page_of(report), asked | fields)


def test_officer_names_a_reader_and_sees_their_state_and_never_the_link() -> None:
    report, client = make_report(signed=True), officer()

    response = name(client, report)

    assert response.url == page_of(report)
    reader = PreReleaseReader.objects.get()
    assert (reader.email, reader.opens_at) == ("nia@gov.example", NOON)
    page = strictly(client.get(page_of(report))).text
    assert "The link is being sent to nia@gov.example." in page
    assert "Nia Parry, Private secretary" in page
    assert "<strong>Open</strong>" in page
    assert "Not read yet." in page
    assert "/portal/" not in page


@pytest.mark.parametrize(
    ("fields", "status", "told"),
    [
        ({"email": "nia at gov"}, 422, "Enter a valid email address."),
        ({"name": ""}, 422, "This field is required."),
        ({"opens_at": "soon"}, 422, "Enter a valid date/time."),
        ({"closes_at": "2026-03-02T11:00"}, 409, "The window ends before it opens"),
        ({"role": "Secretary\x00"}, 422, "a character that cannot be seen"),
    ],
)
def test_what_is_wrong_is_told_beside_what_was_typed(
    fields: dict, status: int, told: str
) -> None:
    response = name(officer(), make_report(signed=True), **fields)

    assert response.status_code == status
    assert told in response.text
    assert 'value="nia' in response.text
    assert not PreReleaseReader.objects.exists()


def test_reader_who_is_named_twice_is_told_with_the_cure() -> None:
    report, client = make_report(signed=True), officer()
    name(client, report)

    response = name(client, report, email="NIA@gov.example")

    assert response.status_code == 409
    assert "send them a new link" in response.text


def test_case_leads_to_the_readers_once_the_text_is_final() -> None:
    client = officer()
    final, draft = make_report(signed=True), make_report()

    def leads(report: Report) -> bool:
        case = reverse("admin:case", args=[report.inspection.reference])
        return page_of(report) in client.get(case).text

    assert (leads(final), leads(draft)) == (True, False)


def test_history_of_the_case_tells_who_named_whom() -> None:
    report, client = make_report(signed=True), client_of("chief_inspector")
    name(client, report)
    client.get(page_of(report))  # tells the address once

    reference = report.inspection.reference
    page = client.get(reverse("admin:case-history", args=[reference])).text

    assert "Nia Parry, Private secretary" in page
    assert "nia@gov.example" not in page


def test_each_reading_is_shown_with_its_time_and_what_was_read() -> None:
    reader = make_pre_release_reader()
    make_pre_release_access(reader, sha256="a" * 64)

    page = officer().get(page_of(reader.report)).text

    assert "Read 1 time, 2 March 2026, 12:00" in page
    assert "2 March 2026, 12:00:00 · English · Nia Parry" in page
    assert "a" * 64 in page


def test_states_of_readers_are_told_apart() -> None:
    report = make_report(signed=True)
    make_pre_release_reader(report, opens_at=timezone.now() + DAY)
    make_pre_release_reader(report)
    make_pre_release_reader(report, closes_at=NOON + DAY)
    make_pre_release_reader(report, closed_at=NOON, closed_by=make_user())
    client = officer()

    def states() -> list[str]:
        readers = client.get(page_of(report)).context["readers"]
        return [str(state) for _reader, state, _read in readers]

    assert states() == ["Not open yet", "Open", "Over", "Closed"]
    Report.objects.get().publish(by=SYSTEM)
    assert states() == [*["Over: the report is published"] * 3, "Closed"]


def test_new_link_is_asked_for_with_what_is_known_and_sent_by_post() -> None:
    reader, client = make_pre_release_reader(token="old"), officer()

    page = strictly(client.get(link_of(reader)))
    assert 'value="Nia Parry"' in page.text
    assert reader.email in page.text
    assert PreReleaseReader.objects.by_token("old") == reader

    asked = {"name": "Nia Parri", "role": "Minister", "language": "en"}
    window = {"opens_at": "2026-03-03T12:00", "closes_at": ""}
    response = client.post(link_of(reader), asked | window)

    assert response.url == page_of(reader.report)
    stored = PreReleaseReader.objects.get()
    assert (stored.name, stored.opens_at) == ("Nia Parri", NOON + DAY)
    assert (stored.digest, stored.status) == (None, "queued")


def test_new_link_for_what_is_not_final_is_refused_with_the_cure() -> None:
    reader, client = make_pre_release_reader(), officer()
    Report.objects.update(status="revision")
    asked = {"name": "Nia", "role": "Minister", "language": "en"}

    response = client.post(link_of(reader), asked | {"opens_at": "2026-03-03T12:00"})

    assert response.status_code == 409
    assert "Have it signed off first." in response.text


def test_reading_is_closed_by_post_alone_and_once() -> None:
    reader, client = make_pre_release_reader(), officer()

    assert client.get(close_of(reader)).url == page_of(reader.report)
    assert PreReleaseReader.objects.get().closed_at is None
    client.post(close_of(reader))
    assert PreReleaseReader.objects.get().closed_at is not None

    page = client.post(close_of(reader), follow=True).text
    assert "does not read it any longer already" in page


@pytest.mark.parametrize(
    "role", ["head_of_inspection", "quality_assurer", "information_governance"]
)
def test_who_may_not_publish_reads_the_record_and_is_offered_nothing(role: str) -> None:
    reader, client = make_pre_release_reader(), client_of(role)

    page = client.get(page_of(reader.report))

    assert "Nia Parry" in page.text
    assert "Your role does not include this act." in page.text
    assert 'class="acts"' not in page.text
    assert name(client, reader.report, email="x@gov.example").status_code == 409
    assert client.post(close_of(reader)).status_code == 302
    assert PreReleaseReader.objects.get().closed_at is None


def test_team_reads_the_record_and_other_inspectors_do_not() -> None:
    inspection = make_inspection()
    member = make_team_member(inspection, user=make_user("inspector")).user
    reader = make_pre_release_reader(make_report(inspection, signed=True))
    client = Client()
    client.force_login(member)

    assert client.get(page_of(reader.report)).status_code == 200
    other = client_of("inspector")
    for page in (page_of(reader.report), link_of(reader), close_of(reader)):
        assert other.get(page).status_code == 404
        assert other.post(page).status_code == 404


def test_stranger_is_sent_to_sign_in() -> None:
    reader = make_pre_release_reader()

    for page in (page_of(reader.report), link_of(reader), close_of(reader)):
        assert "/login/" in Client().get(page).url
        assert "/login/" in Client().post(page).url


def test_reader_of_another_report_is_not_found() -> None:
    reader, other = make_pre_release_reader(), make_report(signed=True)
    page = reverse("admin:reports_report_reader_link", args=[other.pk, reader.pk])

    assert officer().get(page).status_code == 404


def test_page_costs_the_same_queries_for_one_reader_and_for_three() -> None:
    client, counts = officer(), []
    for size in (1, 3):
        report = make_report(signed=True)
        for _each in range(size):
            people = {"named_by": make_user(), "closed_by": make_user()}
            make_pre_release_access(make_pre_release_reader(report))
            make_pre_release_reader(report, closed_at=NOON, **people)
        client.get(page_of(report))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page_of(report)).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]
