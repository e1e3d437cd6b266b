"""The door of a pre-release reader: what it shows, to whom, and what it records."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from inspectorate.reports import publication
from inspectorate.reports.models import PreReleaseAccess, PreReleaseReader, Report
from tests.admin_pages import strictly
from tests.early_readers import make_pre_release_reader
from tests.factories import (
    NOON,
    SYSTEM,
    make_finding,
    make_framework,
    make_inspection,
    make_judgement,
    make_recommendation,
    make_report,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LINK = "/portal/early/the-link/"
ARTICLE = re.compile(r"<article>.*?</article>", re.DOTALL)
RECORD = re.compile(r'<section aria-labelledby="record".*?</section>', re.DOTALL)
# Addresses that there are from publication on, and what tells them.
CITE = re.compile(
    r'<a class="app-paragraph__cite".*?</a>'
    r'|<section aria-labelledby="cite".*?</section>|<li><a href="#cite">.*?</li>'
    r'|<p class="app-small"><a href="/\w\w/recommendations/.*?</p>',
    re.DOTALL,
)
DAY = timedelta(days=1)


def make_open(size: int = 1, **fields: object) -> PreReleaseReader:
    case = make_inspection(framework=make_framework("en cy"))
    for _each in range(size):
        for make in (make_finding, make_judgement, make_recommendation):
            make(case)
    report = make_report(case, signed=True, paragraphs=size)
    return make_pre_release_reader(report, token="the-link", **fields)


def words_of_report() -> list[str]:
    report = Report.objects.get()
    authority = report.inspection.authorities.get()
    return [
        *(report.title_en, report.title_cy, report.slug),
        *(report.inspection.reference, authority.name_en, authority.slug),
        *report.paragraphs.values_list("text_en", flat=True),
    ]


def test_program_that_opens_the_link_reads_nothing_and_records_nothing(
    client: Client,
) -> None:
    make_open()

    page = strictly(client.get(LINK)).text

    assert "Nia Parry, Private secretary to the minister" in page
    assert "Embargoed until it is published" in page
    assert "Each time you open it is recorded" in page
    assert [word for word in words_of_report() if word in page] == []
    assert client.head(LINK).status_code == 200
    assert not PreReleaseAccess.objects.exists()


@pytest.mark.parametrize("language", ["en", "cy"])
def test_reader_reads_what_is_published_afterwards(
    client: Client, language: str
) -> None:
    reader = make_open()

    page = strictly(client.post(LINK, {"language": language}))

    assert page["Content-Language"] == language
    assert f'<html lang="{language}"' in page.text
    [access] = PreReleaseAccess.objects.all()
    assert (access.reader, access.language) == (reader, language)
    assert access.sha256 == Report.objects.get().signed_digest
    publication.publish(reader.report, by=SYSTEM, at=timezone.now())
    public = client.get(f"/{language}/reports/{reader.report.slug}/")
    assert article(page.text) == article(public.text)


def article(page: str) -> str:
    told = ARTICLE.search(page)[0]
    return re.sub(r"\s+", " ", CITE.sub("", RECORD.sub("", told)))


def test_name_and_embargo_stand_on_what_is_read(client: Client) -> None:
    reader = make_open()
    moment = timezone.now() + DAY
    Report.objects.get().schedule(by=SYSTEM, scheduled_for=moment)

    page = client.post(LINK).text

    local = timezone.localtime(moment)
    told = f"Embargoed until {local:%-d %B %Y, %H:%M}, by the time of London"
    assert page.count(told) == 2
    assert page.count(f"For {reader} alone: do not pass it on.") == 2
    assert "<title>A report before its publication" in page


def test_each_change_of_language_is_recorded_and_unknown_ones_are_the_readers(
    client: Client,
) -> None:
    make_open(language="cy")

    for language in ("en", "cy", "fr"):
        client.post(LINK, {"language": language})

    rows = PreReleaseAccess.objects.order_by("pk").values_list("language", flat=True)
    assert list(rows) == ["en", "cy", "cy"]


def test_pages_are_kept_and_found_by_nobody(client: Client) -> None:
    make_open()

    for page in (client.get(LINK), client.post(LINK)):
        assert "no-store" in page["Cache-Control"]
        assert page["Referrer-Policy"] == "same-origin"
        assert page["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert "ETag" not in page


def test_form_of_another_site_reads_nothing() -> None:
    make_open()

    assert Client(enforce_csrf_checks=True).post(LINK).status_code == 403
    assert not PreReleaseAccess.objects.exists()


def closed(reader: PreReleaseReader) -> None:
    reader.close(by=SYSTEM)


def ended(reader: PreReleaseReader) -> None:
    PreReleaseReader.objects.update(closes_at=NOON + DAY)


def not_open_yet(reader: PreReleaseReader) -> None:
    PreReleaseReader.objects.update(opens_at=timezone.now() + DAY)


def renewed(reader: PreReleaseReader) -> None:
    PreReleaseReader.objects.update(digest=None, status="queued")


def sent_back(reader: PreReleaseReader) -> None:
    Report.objects.get().return_to_revision(by=SYSTEM, reason="A figure is wrong.")


def issued(reader: PreReleaseReader) -> None:
    publication.issue(Report.objects.get(), by=SYSTEM, reason="A children's home.")


def changed(reader: PreReleaseReader) -> None:
    reader.report.paragraphs.update(text_en="Changed by hand.")


def asked(client: Client, verb: str, link: str) -> tuple[HttpResponse, int]:
    with CaptureQueriesContext(connection) as queries:
        response = getattr(client, verb)(link)
    return response, len(queries)


@pytest.mark.parametrize("verb", ["get", "post"])
@pytest.mark.parametrize(
    "end", [closed, ended, not_open_yet, renewed, sent_back, issued]
)
def test_dead_link_answers_like_an_address_that_does_not_exist(
    client: Client, verb: str, end: Callable
) -> None:
    end(make_open())

    dead, queries = asked(client, verb, LINK)
    unknown, queries_for_unknown = asked(client, verb, "/portal/early/never-was/")
    nowhere = getattr(client, verb)("/portal/nowhere/")

    assert dead.status_code == unknown.status_code == nowhere.status_code == 404
    assert dead.content == unknown.content == nowhere.content
    assert dead.headers == unknown.headers == nowhere.headers
    assert dead.cookies == unknown.cookies == nowhere.cookies == {}
    assert queries == queries_for_unknown == 1
    assert not PreReleaseAccess.objects.exists()


def test_text_that_changed_after_sign_off_is_not_shown(client: Client) -> None:
    changed(make_open())

    assert client.post(LINK).status_code == 404
    assert not PreReleaseAccess.objects.exists()


@pytest.mark.parametrize("verb", ["get", "post"])
def test_link_leads_to_the_report_once_it_is_published(
    client: Client, verb: str
) -> None:
    reader = make_open(language="cy", closes_at=NOON + DAY)
    publication.publish(reader.report, by=SYSTEM)

    page = getattr(client, verb)(LINK)

    assert (page.status_code, page["Location"]) == (
        302,
        f"/cy/reports/{reader.report.slug}/",
    )
    assert "no-store" in page["Cache-Control"]
    assert not PreReleaseAccess.objects.exists()


def test_link_that_was_closed_leads_nowhere_after_publication(client: Client) -> None:
    reader = make_open()
    closed(reader)
    publication.publish(Report.objects.get(), by=SYSTEM)

    assert client.get(LINK).status_code == 404


@pytest.mark.parametrize(
    "token", ["%00", "%ED%A0%80", "x" * 5000, "%27%20OR%201=1", "..", "%E2%80%AE"]
)
def test_nonsense_is_no_link(client: Client, token: str) -> None:
    assert client.get(f"/portal/early/{token}/").status_code == 404


def test_reading_costs_the_same_queries_for_one_part_and_for_three(
    client: Client,
) -> None:
    counts = []
    for size in (1, 3):
        make_open(size)
        counts.append(asked(client, "post", LINK)[1])
        PreReleaseReader.objects.update(digest=None)

    assert counts[0] == counts[1] <= 24
