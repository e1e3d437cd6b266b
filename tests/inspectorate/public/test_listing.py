import base64
import json

import pytest
from django.test import Client

from inspectorate.public.reports import ReportList
from inspectorate.reports.models import Edition
from tests.factories import (
    make_authority,
    make_edition,
    make_inspection,
    make_report,
)
from tests.inspectorate.public.pages import words

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def cursor(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode()


@pytest.fixture
def three_pages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Five reports, two to a page, newest first: their titles."""
    monkeypatch.setattr(ReportList, "page_size", 2)
    for year in (2014, 2015, 2016, 2017, 2018):
        make_edition(title_en=f"Report of {year}", published_on=str(year))
    return [f"Report of {year}" for year in (2018, 2017, 2016, 2015, 2014)]


def follow(client: Client, address: str, way: str) -> list[list[str]]:
    """The titles on each page, from an address on along its links."""
    pages = []
    while address:
        response = client.get(address)
        html = response.content.decode()
        pages.append([str(edition.title) for edition in response.context["page"].rows])
        _before, link, after = html.partition(f'rel="{way}" href="')
        query = after.partition('"')[0].replace("&amp;", "&")
        address = f"/en/reports/{query}" if link else ""
    return pages


def test_reader_walks_forward_and_back_by_the_links(
    client: Client, three_pages: list[str]
) -> None:
    pages = [three_pages[:2], three_pages[2:4], three_pages[4:]]
    edition = Edition.objects.get(title_en=three_pages[-1])
    last = cursor([str(edition.sorted_on), str(edition.register_entry.sequence)], True)

    assert follow(client, "/en/reports/", "next") == pages
    assert follow(client, f"/en/reports/?cursor={last}", "prev") == [
        pages[1],
        pages[0],
    ]


def test_links_to_other_pages_keep_the_filters(
    client: Client, three_pages: list[str]
) -> None:
    html = client.get("/en/reports/", {"kind": "PEI", "year": ""}).content.decode()

    assert 'rel="next" href="?kind=PEI&amp;' in html


@pytest.mark.parametrize("list_page", ["reports", "recommendations"])
@pytest.mark.parametrize(
    "given",
    [
        "x",
        "W10",
        "%00",
        cursor(["2014-09-01"], False),
        cursor(["2014-09-01", "x"], False),
        cursor(["today", "1"], False),
        cursor(["2014-09-01", "9" * 30], False),
        cursor(["2014-09-01", "1"], "maybe"),
    ],
)
def test_foreign_cursor_is_answered_by_a_page_with_a_sentence(
    client: Client, list_page: str, given: str
) -> None:
    response = client.get(f"/en/{list_page}/?kind=PEI&cursor={given}")

    assert response.status_code == 400
    told = "This page address is not valid. Start again from the first page."
    assert told in words(response)
    assert '<a href="?kind=PEI">' in response.content.decode()


def test_foreign_cursor_is_answered_in_welsh(client: Client) -> None:
    page = words(client.get("/cy/reports/?cursor=x"))

    assert "Nid yw cyfeiriad y dudalen hon yn ddilys. Dechreuwch eto o'r" in page


def test_page_after_the_last_says_that_there_is_no_more(client: Client) -> None:
    make_edition(published_on="2014")

    page = words(
        client.get("/en/reports/", {"cursor": cursor(["2001-01-01", "1"], False)})
    )

    assert "There is nothing more in this list. First page" in page


def test_choices_in_the_other_language_are_marked(client: Client) -> None:
    make_edition(published_on="2014")
    authority = make_authority("Portsmouth", name_cy="")
    edition = make_edition(published_on="2015")
    edition.edition_authorities.create(authority=authority)

    html = client.get("/cy/reports/").content.decode()

    assert '<option value="portsmouth" lang="en">Portsmouth (1)</option>' in html
    assert (
        '<option value="exampleshire">Sir Exampleshire (exampleshire) (1)</option>'
        in html
    )


def test_only_years_of_publication_are_offered_newest_first(client: Client) -> None:
    for year in ("2014-02", "2016", "2014"):
        make_edition(published_on=year)

    assert offered(client, "year") == ["2016", "2014"]

    make_edition(make_inspection(recorded_from="News"), recorded_from="News")
    assert offered(client, "year") == ["2016", "2014", "not-stated"]


def test_only_kinds_that_are_published_are_offered(client: Client) -> None:
    make_edition(make_inspection(kind="JOINT"))
    make_report(make_inspection(kind="THEMATIC"))

    assert offered(client, "kind") == ["JOINT"]


def test_filter_without_a_choice_is_not_shown(client: Client) -> None:
    make_edition()

    html = client.get("/en/reports/").content.decode()

    assert 'name="kind"' in html
    assert 'name="overall"' not in html


def test_filters_in_use_are_told_above_the_results(client: Client) -> None:
    authority = make_authority("Portsmouth", name_cy="")
    make_edition(make_inspection(authority), published_on="2014")

    address = "/cy/reports/?authority=portsmouth&year=2014&kind="
    html = client.get(address).content.decode().partition('class="app-chosen"')[2]

    assert 'Awdurdod:</span> <span lang="en">Portsmouth</span>' in html
    assert "<span>2014</span>" in html
    assert html.partition("app-found")[0].count("<li") == 2
    assert "app-chosen" not in client.get("/cy/reports/").content.decode()


def test_each_filter_in_use_is_removed_by_a_link(client: Client) -> None:
    make_edition(make_inspection(make_authority("Portsmouth")), published_on="2014")

    query = "?authority=portsmouth&year=2014&kind=&cursor="
    html = client.get(f"/en/reports/{query}").content.decode()

    assert 'href="/en/reports/?year=2014&amp;kind="' in html
    assert 'href="/en/reports/?authority=portsmouth&amp;kind="' in html
    html = client.get("/en/reports/?year=2014").content.decode()
    assert '<a class="app-chosen__remove" href="/en/reports/">' in html


def test_form_is_closed_but_where_something_is_wrong_with_it(client: Client) -> None:
    make_edition()

    closed = '<details class="govuk-details app-facets__fold">'
    assert closed in client.get("/en/reports/").content.decode()
    wrong = client.get("/en/reports/?overall=x").content.decode()
    assert closed.replace('">', '" open>') in wrong
    assert 'name="overall" aria-invalid="true"' in wrong


def offered(client: Client, name: str) -> list[str]:
    """The values a reader may choose of a filter, beside all of them."""
    form = client.get("/en/reports/").context["filter"].form
    return [str(value) for value, _label in form.fields[name].choices if value]
