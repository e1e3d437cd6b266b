"""What the site says of itself."""

import pytest
from django.test import Client
from pytest_django import Settings

from inspectorate.public.standing_pages import TEMPLATES
from tests.crawl import DOORS, ask, links
from tests.factories import make_episode
from tests.inspectorate.public.pages import words
from tests.planted import make_read

pytestmark = pytest.mark.django_db


PRESCRIBED = [
    "is committed to making it accessible, in accordance with the Public Sector",
    "(Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018.",
    "Compliance status This website is partially compliant with the Web Content",
    "Guidelines version 2.2 AA standard, due to the non-compliances listed below.",
    "Non-accessible content",
    "Feedback and contact information",
    "Enforcement procedure The Equality and Human Rights Commission",
    "Preparation of this statement It was prepared on 22 November 2026",
    "To be added by the inspectorate that runs this site",
]


@pytest.mark.parametrize("page", ["contact", "accessibility", "privacy"])
def test_reader_is_told_how_to_reach_the_inspectorate(
    client: Client, settings: Settings, page: str
) -> None:
    nobody = words(client.get(f"/en/{page}/"))
    settings.CONTACT_EMAIL = "contact@inspectorate.example"
    settings.CONTACT_ADDRESS = ["Care Inspectorate", "1 Example Street"]

    response = client.get(f"/en/{page}/")

    assert "has not given an address yet." in nobody
    assert "has not given an address yet." not in words(response)
    assert "Care Inspectorate 1 Example Street" in words(response)
    assert 'href="mailto:contact@inspectorate.example"' in response.content.decode()


def test_statement_has_the_parts_that_are_prescribed(client: Client) -> None:
    page = words(client.get("/en/accessibility/"))

    for part in PRESCRIBED:
        assert part in page


def test_open_data_are_led_to(client: Client) -> None:
    html = client.get("/en/open-data/").content.decode()

    for way in ("/api/v1/", "/api/v1/docs/", "/en/register/", "/en/glossary/"):
        assert f'href="{way}"' in html
        assert client.get(way).status_code == 200
    for way in ("/en/measures/", "/en/open-data/columns/"):
        assert f'<a class="govuk-link" href="{way}"' in html
    for way in ("recommendations.csv", "recommendations.json"):
        assert f'href="/en/{way}"' in html


@pytest.mark.parametrize("page", TEMPLATES)
def test_page_is_read_without_a_statement_to_the_database(
    client: Client, page: str, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):
        assert client.get(f"/cy/{page}/").status_code == 200


@pytest.mark.slow
def test_no_public_page_sets_a_cookie(client: Client) -> None:
    make_read()
    make_episode()
    found: set[str] = set()
    waiting = list(DOORS)
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        found.add(address)
        _status, headers, body = ask(client, address)
        assert "Set-Cookie" not in headers, address
        waiting += links(body)

    assert not client.cookies
    assert len(found) > 40
