"""The lists of the site as files: what their filters leave, on all of their pages."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from inspectorate.opendata.tables import TABLES
from inspectorate.public.list_data import EDITIONS, in_order
from inspectorate.public.models import StoredPage
from inspectorate.public.reports import ReportList
from inspectorate.public.search import SearchPage
from inspectorate.public.urls import FILES, SHARED, pages
from inspectorate.reports.search import finding
from inspectorate.reports.search.index import MOST
from tests.factories import (
    make_authority,
    make_edition,
    make_finding,
    make_framework,
    make_inspection,
    make_report,
    make_service,
)
from tests.inspectorate.public.pages import rows_of, words

pytestmark = pytest.mark.django_db

NEXT = re.compile(r'rel="next" href="([^"]+)"')
REPORT = re.compile(r'href="/\w\w/reports/([\w-]+)/(?:#[\w-]+)?"')
FILE = re.compile(r'href="(/\w\w/[\w/-]+\.csv[^"]*)"')


@pytest.fixture
def published() -> None:
    """Five editions of two services in three years, newest last, and a draft."""
    services = [make_service(code=code) for code in ("transport", "housing")]
    for number in range(5):
        case = make_inspection(
            make_authority(f"Shire {number}"), service=services[number % 2]
        )
        make_finding(case, text_en="Placements took long.")
        make_edition(
            case,
            title_en=f"Placements {number}",
            slug=f"report-{number}",
            published_on=f"201{number // 2}",
        )
    make_report(make_inspection(service=services[0]), slug="draft")


def walked(client: Client, address: str) -> list[str]:
    """The reports on all pages of a list, in its order."""
    found: list[str] = []
    way = address.partition("?")[0]
    while address:
        page = client.get(address).content.decode()
        main = page.partition("<main")[2]
        found += dict.fromkeys(REPORT.findall(main))
        further = NEXT.search(page)
        query = further[1].replace("&amp;", "&") if further else ""
        address = f"{way}{query}" if further else ""
    return found


@pytest.fixture
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ReportList, "page_size", 2)
    monkeypatch.setattr(SearchPage, "page_size", 2)


@pytest.mark.slow
@pytest.mark.usefixtures("published", "_short_pages")
@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize(
    ("name", "query", "count"),
    [
        ("reports", "", 5),
        ("reports", "?service=transport", 3),
        ("reports", "?service=housing&year=2010", 1),
        ("reports", "?year=2012&service=housing", 0),
        ("search", "?q=placements", 5),
        ("search", "?q=placements&service=transport", 3),
        ("search", "?q=placements&part=findings&authority=shire-1", 1),
    ],
)
def test_file_has_what_all_pages_of_the_list_have_in_their_order(
    client: Client, language: str, name: str, query: str, count: int
) -> None:
    listed = walked(client, f"/{language}/{name}/{query}")

    rows = rows_of(client.get(f"/{language}/{name}.csv{query}"))

    assert [row["report"] for row in rows] == listed
    assert len(rows) == count


@pytest.mark.usefixtures("published")
def test_file_of_a_search_holds_back_what_the_search_does_and_the_page_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "MOST", 2)

    rows = rows_of(client.get("/en/search.csv", {"q": "placements"}))

    assert [row["report"] for row in rows] == ["report-4", "report-3"]
    page = words(client.get("/en/search/", {"q": "placements"}))
    assert "The file has these 500 too, and none beyond them." in page


def test_most_that_a_search_shows_stand_in_the_order_that_is_asked() -> None:
    keys = [make_edition().pk for _number in range(3)][::-1]

    found = in_order(EDITIONS.public(), [*keys, *range(10**6, 10**6 + MOST)])

    assert [edition.pk for edition in found] == keys


@pytest.mark.usefixtures("published")
def test_file_has_the_columns_of_the_open_data_and_then_whom_it_is_about(
    client: Client,
) -> None:
    joint = make_inspection(make_authority("Zedshire"))
    joint.authorities.add(make_authority("Ashire"))
    make_edition(joint, slug="joint")

    rows = {row["report"]: row for row in rows_of(client.get("/en/reports.csv"))}

    table = TABLES["editions"]
    assert [*rows["joint"]] == [*table.names, "authorities"]
    assert rows["joint"]["authorities"] == "ashire zedshire"
    own = next(row for row in table.rows() if row.cells[0] == "report-3")
    told = dict(zip(table.names, own.cells, strict=True))
    assert rows["report-3"]["sha256"] == told["sha256"]
    assert rows["report-3"]["entered_at"] == told["entered_at"]
    assert (rows["report-3"]["is_current"], told["is_current"]) == ("true", True)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Bramshire", "Exampleshire", "Ynys Môr"]),
        ("?q=ynys mor", ["Ynys Môr"]),
        ("?q=SHIRE", ["Bramshire", "Exampleshire"]),
        ("?q=zzz", []),
        ("?q=%00", []),
    ],
)
def test_authorities_are_those_that_the_page_finds(
    client: Client, query: str, names: list[str]
) -> None:
    TABLES["authorities"].public().delete()
    for name in ("Ynys Môr", "Exampleshire", "Bramshire"):
        make_authority(name)

    rows = rows_of(client.get(f"/en/authorities.csv{query}"))

    assert [row["name_en"] for row in rows] == names
    page = words(client.get(f"/en/authorities/{query}"))
    assert [name for name in names if name not in page] == []


def test_file_of_nothing_has_its_columns(client: Client) -> None:
    body = b"".join(client.get("/cy/reports.csv"))

    assert body.startswith("\ufeffreport,edition,is_current,".encode())
    assert body.count(b"\r\n") == 1


@pytest.mark.parametrize("address", ["reports.csv", "search.csv?q=sum"])
def test_text_of_a_file_is_no_formula(client: Client, address: str) -> None:
    make_edition(title_en="=SUM(A1)", paragraphs=["The sum."])

    (row,) = rows_of(client.get(f"/en/{address}"))

    assert row["title_en"] == "'=SUM(A1)"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("reports.csv?year=MMXX", "Year published: “MMXX” is not one of the choices"),
        ("reports.csv?service=%00", "Service: “\0” is not one of the choices"),
        (
            "search.csv?q=a&part=x",
            "Where the words are: “x” is not one of the choices.",
        ),
        ("search.csv?q=", "Write the words that you are looking for."),
        ("search.csv", "Write the words that you are looking for."),
    ],
)
def test_bad_filter_is_answered_by_the_sentence_of_the_page(
    client: Client, address: str, told: str
) -> None:
    response = client.get(f"/en/{address}")

    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().startswith(told)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize(
    ("page", "way"),
    [
        ("reports/?service=transport&cursor=", "reports.csv?service=transport"),
        ("search/?q=placements&year=2011&page=1", "search.csv?q=placements&year=2011"),
        ("authorities/?q=shire", "authorities.csv?q=shire"),
        ("recommendations/", ""),
    ],
)
def test_page_leads_to_the_file_of_its_filters(
    client: Client, language: str, page: str, way: str
) -> None:
    html = client.get(f"/{language}/{page}").content.decode()

    found = [address.replace("&amp;", "&") for address in FILE.findall(html)]
    assert found == ([f"/{language}/{way}"] if way else [])


def test_page_that_found_nothing_offers_no_file(client: Client) -> None:
    for page in ("reports/", "search/?q=zyzzyva", "reports/?year=x"):
        assert FILE.findall(client.get(f"/en/{page}").content.decode()) == []


@pytest.mark.usefixtures("stored_pages", "published")
def test_no_file_is_stored_as_a_page_is(client: Client) -> None:
    for name in ("reports.csv", "authorities.csv", "programme.csv", "concerns.csv"):
        response = client.get(f"/en/{name}")

        assert response.streaming
        assert b"".join(response.streaming_content)
        assert "ETag" not in response
    assert not StoredPage.objects.exists()


@pytest.mark.parametrize(
    "name", ["reports", "search", "authorities", "concerns", "programme", "boards"]
)
def test_file_is_asked_for_and_not_written_to(client: Client, name: str) -> None:
    response = client.post(f"/en/{name}.csv")

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


def test_every_file_is_named_as_one_and_as_no_page() -> None:
    named = {page.name for page in pages if "." in str(page.pattern)}

    assert named == FILES - {"report-file"}
    assert not FILES & SHARED


@pytest.mark.parametrize(
    ("address", "most"),
    [("reports.csv", 9), ("search.csv?q=placements", 8), ("authorities.csv", 4)],
)
def test_file_takes_the_same_queries_for_any_number_of_rows(
    client: Client, address: str, most: int
) -> None:
    framework, counts = make_framework(), []
    for number in range(3):
        make_edition(make_inspection(framework=framework), title_en="Placements")
        with CaptureQueriesContext(connection) as queries:
            assert len(rows_of(client.get(f"/en/{address}"))) > number
        counts.append(len(queries))

    assert len(set(counts)) == 1
    assert counts[0] <= most
