"""What pages tell machines of themselves."""

import json
import re

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from inspectorate.accounts.models import User
from tests.early_readers import make_pre_release_reader
from tests.factories import make_edition, make_report, make_user, make_withdrawal
from tests.subscribers import make_subscription

pytestmark = pytest.mark.django_db
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
META = re.compile(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">')
LINK = re.compile(
    r'<link rel="(?:canonical|alternate)" (?:hreflang="([^"]+)" )?href="([^"]+)">'
)
SITE = "https://inspectorate.example"


def head(response: HttpResponse) -> str:
    return response.content.decode().partition("</head>")[0]


def data(response: HttpResponse) -> dict[str, dict]:
    found = [json.loads(each) for each in DATA.findall(head(response))]
    return {each["@type"]: each for each in found}


def test_report_tells_its_addresses_and_itself(client: Client) -> None:
    edition = make_edition(
        title_en='A "bold" <b>title</b> & </script> more',
        title_cy="Teitl",
        summary_en="**What** we found.",
        summary_cy="Yr hyn a ganfuwyd.",
    )
    slug = edition.report.slug

    page = client.get(f"/en/reports/{slug}/")

    assert dict(LINK.findall(head(page))) == {
        "": f"{SITE}/en/reports/{slug}/",
        "en": f"{SITE}/en/reports/{slug}/",
        "cy": f"{SITE}/cy/reports/{slug}/",
        "x-default": f"{SITE}/reports/{slug}/",
    }
    told = dict(META.findall(head(page)))
    assert told["og:title"] == (
        "Exampleshire: A &quot;bold&quot; &lt;b&gt;title&lt;/b&gt; &amp; "
        "&lt;/script&gt; more"
    )
    assert told["description"] == told["og:description"] == "What we found."
    assert (told["og:locale"], told["og:locale:alternate"]) == ("en_GB", "cy_GB")
    assert told["og:url"] == f"{SITE}/en/reports/{slug}/"
    found = data(page)
    assert found["Report"]["name"] == 'A "bold" <b>title</b> & </script> more'
    assert found["Report"]["inLanguage"] == ["en", "cy"]
    assert found["Report"]["datePublished"] == "2026-03-02"
    trail = found["BreadcrumbList"]["itemListElement"]
    assert [each["position"] for each in trail] == [1, 2, 3]
    assert trail[-1]["item"] == f"{SITE}/en/reports/{slug}/"


def test_date_without_a_year_is_no_date_for_machines(client: Client) -> None:
    told = {"recorded_from": "Paper archive", "published_on": "XXXX-02"}
    edition = make_edition(**told)

    page = client.get(f"/en/reports/{edition.report.slug}/")

    assert "datePublished" not in data(page)["Report"]


def test_authority_tells_its_feed_and_code(client: Client) -> None:
    authority = make_edition().report.inspection.authorities.get()

    page = client.get(f"/cy/authorities/{authority.slug}/")

    assert data(page)["GovernmentOrganization"]["identifier"] == authority.gss_code
    assert f'href="/cy/feeds/authorities/{authority.slug}/"' in head(page)


def test_register_is_a_dataset(client: Client) -> None:
    assert data(client.get("/en/register/"))["Dataset"]


def test_choice_of_a_list_is_not_for_search_engines(client: Client) -> None:
    page = head(client.get("/en/reports/?year=2014"))

    assert '<meta name="robots" content="noindex, follow">' in page
    assert "canonical" not in page


def test_withdrawn_report_tells_machines_no_word_of_it(client: Client) -> None:
    edition = make_edition(title_en="Secret title")
    make_withdrawal(edition)

    page = client.get(f"/en/reports/{edition.report.slug}/")

    assert page.status_code == 410
    assert "Secret" not in page.content.decode()
    assert data(page) == {}


def test_missing_page_tells_machines_nothing(client: Client) -> None:
    for path in ("nowhere/", "reports/secret-name/"):
        page = head(client.get(f"/en/{path}"))
        assert "og:" not in page
        assert "canonical" not in page
        assert "secret" not in page


def test_page_of_a_personal_link_tells_machines_nothing(client: Client) -> None:
    make_subscription(token="known-link")
    report = make_report(signed=True)
    make_pre_release_reader(report, token="early-link")

    for path in ("/en/follow/manage/known-link/", "/portal/early/early-link/"):
        page = client.get(path)
        assert page.status_code == 200
        assert "og:" not in head(page)
        assert "canonical" not in head(page)


@pytest.fixture
def assurer() -> User:
    return make_user("head_of_inspection")


def test_preview_in_the_workspace_tells_machines_nothing(
    client: Client, assurer: User
) -> None:
    report = make_report()
    client.force_login(assurer)

    page = client.get(f"/admin/reports/report/{report.pk}/preview/")

    assert page.status_code == 200
    assert "og:" not in head(page)


def test_addresses_are_those_of_the_host_where_no_address_is_set(
    client: Client, settings: Settings
) -> None:
    settings.HAS_SITE_ADDRESS = False

    page = head(client.get("/en/"))

    assert '<link rel="canonical" href="http://testserver/en/">' in page
