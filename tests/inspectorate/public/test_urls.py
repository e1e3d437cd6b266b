import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern

from inspectorate.api import urls as api
from inspectorate.public import urls as public
from inspectorate.reports.models import Edition
from inspectorate.reports.publication import issue
from tests.factories import NOON, SYSTEM, make_authority, make_edition, make_report
from tests.inspectorate.public.pages import words

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PAGES = ["", "reports/", "authorities/", "recommendations/", "register/", "follow/"]
PAGES += ["concerns/", "glossary/", "open-data/", "accessibility/", "privacy/"]
PAGES += ["contact/", "cookies/", "compare/", "search/", "programme/", "measures/"]


@pytest.mark.parametrize(
    ("asked", "given"),
    [("cy", "/cy/"), ("en-GB", "/en/"), ("fr, cy;q=0.5", "/cy/"), ("fr", "/en/")],
)
def test_stranger_at_start_is_led_to_the_language_asked_for(
    client: Client, asked: str, given: str
) -> None:
    response = client.get("/", headers={"accept-language": asked})

    assert (response.status_code, response["Location"]) == (302, given)
    assert response["Vary"] == "Accept-Language"


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("page", PAGES)
def test_page_has_its_language_and_a_link_to_itself_in_the_other(
    client: Client, language: str, page: str
) -> None:
    other = {"en": "cy", "cy": "en"}[language]

    response = client.get(f"/{language}/{page}", {"year": "2014"})

    assert response.status_code == 200
    assert response["Content-Language"] == language
    html = response.content.decode()
    assert f'<html lang="{language}" ' in html
    assert f'href="/{other}/{page}?year=2014" lang="{other}"' in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize("page", PAGES)
def test_page_sets_no_cookie_and_is_the_same_for_every_reader(
    client: Client, page: str
) -> None:
    response = client.get(f"/en/{page}")

    assert not response.cookies
    assert "Vary" not in response
    assert "script-src" not in response["Content-Security-Policy"]
    assert "default-src 'self'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("page", PAGES)
def test_page_has_no_inline_style_or_script(client: Client, page: str) -> None:
    make_edition()

    html = client.get(f"/en/{page}").content.decode()

    # Data for machines, which no browser runs.
    html = html.replace('<script type="application/ld+json">', "")
    assert " style=" not in html
    assert "<style" not in html
    assert "<script" not in html
    assert "onclick" not in html


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize(
    "address",
    ["", "editions/1/", "editions/1/changes/2/", "paragraphs/{paragraph}/"],
)
def test_stranger_gets_the_same_answer_for_a_draft_as_for_nothing(
    client: Client, language: str, address: str
) -> None:
    make_edition()
    draft = make_report(status="sign_off")
    address = address.format(paragraph=draft.paragraphs.first().stable_id)
    answers = []

    for slug in (draft.slug, "there-is-no-such-report"):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"/{language}/reports/{slug}/{address}")
        answers.append(
            (response.status_code, response.content, response.headers, len(queries))
        )

    assert answers[0][0] == 404
    assert answers[0] == answers[1]


SAID = {
    *(
        "form",
        "slug",
        "number",
        "old",
        "new",
        "stable_id",
        "identifier",
        "reference",
        "name",
    ),
    # Of a personal link, which names nothing; of the sitemap.
    *("token", "section"),
    *("framework", "area"),
    # Of a kind of problem; of a copy of the open data.
    *("code", "snapshot"),
}


# Casework is read by token alone, and tells by number what has no reference.
OF_STRANGERS = [
    each for each in api.urlpatterns if not str(each.pattern).startswith("casework/")
]


@pytest.mark.parametrize(
    "pattern",
    [*public.pages, *public.without_language, *OF_STRANGERS],
    ids=lambda pattern: str(pattern.pattern),
)
def test_address_names_what_it_shows_by_what_is_public(pattern: URLPattern) -> None:
    """A primary key would tell how much there is that nobody may read."""
    assert pattern.pattern.regex.groupindex.keys() <= SAID


def test_address_of_a_further_page_holds_no_primary_key(client: Client) -> None:
    make_edition()
    issue(make_report(signed=True), by=SYSTEM, reason="A secure home.", at=NOON)
    edition = make_edition()

    for name in ("reports", "recommendations"):
        page = client.get(f"/en/{name}/").context["view"]
        assert page.order == ("-sorted_on", "-register_entry__sequence")
    assert edition.register_entry.sequence == 2 != edition.pk


def test_edition_out_of_the_register_is_not_found(client: Client) -> None:
    """What is being published cannot be read before it is in the register."""
    published = make_edition()
    report = make_report()
    columns = {
        field.name: getattr(published, field.name)
        for field in Edition._meta.concrete_fields
        if field.name not in ("id", "report")
    }
    Edition.objects.create(report=report, **columns)

    assert client.get(f"/en/reports/{report.slug}/editions/1/").status_code == 404


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Page not found"), ("cy", "Heb ddod o hyd i'r dudalen")],
)
def test_missing_page_is_told_in_the_readers_language(
    client: Client, language: str, title: str
) -> None:
    response = client.get(f"/{language}/nowhere/")

    assert response.status_code == 404
    assert title in words(response)


def test_missing_page_does_not_repeat_the_address(client: Client) -> None:
    response = client.get("/en/reports/secret-name-of-a-draft/")

    assert "secret" not in response.content.decode()


def test_fault_is_told_in_the_readers_language(client: Client) -> None:
    client.raise_request_exception = False
    authority = make_authority()

    connection.execute_wrappers.append(refuse)
    try:
        response = client.get(f"/cy/authorities/{authority.slug}/")
    finally:
        connection.execute_wrappers.remove(refuse)

    assert response.status_code == 500
    assert '<html lang="cy" ' in response.content.decode()
    assert "Aeth rhywbeth o" in response.content.decode()


def refuse(*args: object) -> None:
    raise RuntimeError


def test_address_without_language_is_led_to_one(client: Client) -> None:
    response = client.get("/reports/", headers={"accept-language": "cy"})

    assert (response.status_code, response["Location"]) == (302, "/cy/reports/")


def test_robots_are_kept_from_the_workspace(client: Client) -> None:
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    told = response.content.decode()
    assert "Disallow: /admin/" in told
    assert "Sitemap: https://inspectorate.example/sitemap.xml" in told


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("reports/", "page"),
        ("reports/exampleshire-2025-01-report/", "true"),
        ("authorities/", None),
        ("reports/nosuch/", None),
    ],
)
def test_navigation_tells_in_which_part_of_the_site_a_page_is(
    client: Client, address: str, told: str | None
) -> None:
    make_edition()

    html = client.get(f"/en/{address}").content.decode()

    _before, _link, after = html.partition('href="/en/reports/"')
    current = re.match(r' aria-current="(\w+)"', after)
    assert (current and current[1]) == told


def test_page_that_is_not_there_yet_is_not_linked(client: Client) -> None:
    html = client.get("/en/").content.decode()

    assert 'href=""' not in html
    assert "None" not in html
