from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django import Settings

from authorities.models import Authority
from inspectorate.public import sitemaps
from tests.factories import (
    make_edition,
    make_recommendation,
    make_report,
    make_withdrawal,
)
from tests.inspectorate.public.corrections import correct

pytestmark = pytest.mark.django_db
SITE = "https://inspectorate.example"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LINK = "{http://www.w3.org/1999/xhtml}link"


@pytest.fixture(autouse=True)
def few_authorities() -> None:
    Authority.objects.all().delete()


def read(client: Client, path: str) -> ET.Element:
    response = client.get(path)
    assert response.status_code == 200
    return ET.fromstring(response.content)


def locations(tree: ET.Element) -> list[str]:
    return [each.text for each in tree.iter(LOC)]


def test_index_names_every_section_under_the_address_of_the_site(
    client: Client,
) -> None:
    found = locations(read(client, "/sitemap.xml"))

    assert found == [f"{SITE}/sitemap-{name}.xml" for name in sitemaps.SECTIONS]


def test_section_that_is_too_long_has_further_pages_which_the_index_names(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps.InLanguages, "limit", 2)
    make_edition()
    make_edition()

    assert f"{SITE}/sitemap-reports.xml?p=2" in locations(read(client, "/sitemap.xml"))
    assert len(locations(read(client, "/sitemap-reports.xml?p=2"))) == 2
    assert client.get("/sitemap-reports.xml?p=3").status_code == 404
    assert client.get("/sitemap-reports.xml?p=x").status_code == 404


def test_report_is_named_in_each_language_with_where_it_is_in_the_other(
    client: Client,
) -> None:
    slug = make_edition().report.slug

    tree = read(client, "/sitemap-reports.xml")

    way = f"reports/{slug}/"
    assert locations(tree) == [f"{SITE}/en/{way}", f"{SITE}/cy/{way}"]
    others = {each.get("hreflang"): each.get("href") for each in tree.iter(LINK)}
    assert others == {
        "en": f"{SITE}/en/{way}",
        "cy": f"{SITE}/cy/{way}",
        "x-default": f"{SITE}/{way}",
    }
    assert (
        b"<lastmod>2026-03-02</lastmod>" in client.get("/sitemap-reports.xml").content
    )


def test_draft_signed_off_and_withdrawn_report_is_in_no_section(client: Client) -> None:
    make_edition()
    before = {name: client.get(f"/sitemap-{name}.xml").content for name in SECTIONS}

    make_report()
    make_report(signed=True)
    gone = make_edition()
    make_withdrawal(gone)

    for name in SECTIONS:
        assert client.get(f"/sitemap-{name}.xml").content == before[name]


SECTIONS = ("reports", "editions", "pages")


@pytest.mark.parametrize("name", sitemaps.PAGES)
def test_page_of_the_sitemap_is_there(client: Client, name: str) -> None:
    path = sitemaps.Pages().location(name)

    assert client.get(path).status_code == 200


def test_section_that_is_none_is_not_found(client: Client) -> None:
    assert client.get("/sitemap-drafts.xml").status_code == 404


def test_sitemap_names_the_host_that_was_asked_where_no_address_is_set(
    client: Client, settings: Settings
) -> None:
    settings.HAS_SITE_ADDRESS = False

    found = locations(read(client, "/sitemap.xml"))

    assert found[0] == "http://testserver/sitemap-pages.xml"


def test_recommendation_is_named_once_and_only_when_the_public_reads_it(
    client: Client,
) -> None:
    read_one = make_recommendation()
    correct(make_edition(read_one.inspection).report)
    make_recommendation()

    found = locations(read(client, "/sitemap-recommendations.xml"))

    ways = [f"{code}/recommendations/{read_one.reference}/" for code in ("en", "cy")]
    assert found == [f"{SITE}/{way}" for way in ways]
