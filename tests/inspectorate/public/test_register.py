"""The public register as a page."""

import hashlib

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from inspectorate.public.register import RegisterPage
from inspectorate.reports.models import RegisterEntry
from inspectorate.reports.publication import issue
from tests.factories import NOON, SYSTEM, make_edition, make_report, make_withdrawal
from tests.inspectorate.public.pages import in_order, words

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_reader_finds_what_entered_the_newest_first(client: Client) -> None:
    edition = make_edition()
    withdrawal = make_withdrawal(edition)
    slug = edition.report.slug

    response = client.get("/en/register/")

    assert in_order(
        response,
        "2 · 2 March 2026, 12:00:00",
        # Named by its code alone: nobody may read its title any more.
        f"Withdrawal of {slug}, edition 1 · unsigned",
        withdrawal.register_entry.digest,
        "1 · 2 March 2026, 12:00:00",
        f"Publication of {slug}, edition 1 · unsigned",
        edition.register_entry.digest,
        edition.sha256,
    )
    html = response.content.decode()
    assert html.count(f'<a href="/en/reports/{slug}/editions/1/">') == 2
    assert "the register is chained, and unsigned" in words(response)


def test_entry_is_named_by_authority_and_title(client: Client) -> None:
    edition = make_edition(title_en="Children", title_cy="Plant")
    slug = edition.report.slug

    english, welsh = (client.get(f"/{code}/register/") for code in ("en", "cy"))

    told = f"Publication of Exampleshire: Children, edition 1 {slug} · unsigned"
    assert told in words(english)
    link = f'<a href="/en/reports/{slug}/editions/1/">Exampleshire: Children, edition 1'
    assert link in english.content.decode()
    assert ": Plant, " in words(welsh)


def test_reader_finds_the_key_and_since_when(
    client: Client, settings: Settings
) -> None:
    settings.SIGNING_KEY = b"k" * 32
    edition = make_edition()

    response = client.get("/en/register/")

    key = edition.register_entry.signed_with
    assert in_order(
        response,
        "Keys Key",
        f"{key.code} , since 2 March 2026, 12:00",
        key.public,
        f"edition 1 {edition.report.slug} · signed with the key {key.code}",
        edition.register_entry.signature,
        f"Key made known: {key.code}",
    )


def test_what_entered_before_the_first_key_is_explained(
    client: Client, settings: Settings
) -> None:
    told = "What entered before the first key bears no signature of its own."
    settings.SIGNING_KEY = b""
    make_edition()
    settings.SIGNING_KEY = b"k" * 32
    make_edition()

    page = words(client.get("/en/register/"))

    assert told in page
    assert "1 · 2 March 2026, 12:00:00 GMT" in page


def test_what_is_issued_is_not_in_it(client: Client) -> None:
    report = make_report(signed=True)
    issue(report, by=SYSTEM, reason="A secure home.", at=NOON)

    page = client.get("/en/register/")

    assert "Nothing has entered the register yet." in words(page)
    assert report.slug not in page.content.decode()


def test_reader_pages_through_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RegisterPage, "page_size", 2)
    for _number in range(3):
        make_edition()

    first = client.get("/en/register/")
    second = client.get("/en/register/", {"cursor": first.context["page"].next})

    pages = [
        [each.entry.sequence for each in page.context["links"]]
        for page in (first, second)
    ]
    assert pages == [[3, 2], [1]]
    assert client.get("/en/register/?cursor=x").status_code == 400


def test_page_tells_how_to_check_it_and_the_way_works(client: Client) -> None:
    make_edition()

    page = client.get("/en/register/")

    assert "The SHA-256 of the “content” of each entry is its “digest”." in words(page)
    (entry,) = client.get("/api/v1/register/").json()["results"]
    assert hashlib.sha256(entry["content"].encode()).hexdigest() == entry["digest"]
    assert entry["digest"] in page.content.decode()


def test_every_page_leads_to_the_register(client: Client) -> None:
    assert '<a href="/cy/register/">' in client.get("/cy/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_four_queries_for_any_number_of_entries(
    client: Client,
    count: int,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    settings.SIGNING_KEY = b"k" * 32
    for _number in range(count):
        make_edition()
    assert RegisterEntry.objects.count() == count + 1

    with django_assert_num_queries(4):
        client.get("/en/register/")
