import base64
import json
from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import make_edition, make_framework, make_inspection, make_service
from tests.inspectorate.api.problems import sentences

pytestmark = pytest.mark.slow

REPORTS = "/api/v1/reports/"
PARAGRAPHS = "/api/v1/paragraphs/"


def cursor(*parts: object) -> str:
    text = json.dumps(parts).encode()
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


@pytest.fixture(scope="module")
def _seven(rows_of_module: None) -> None:
    """Seven reports, of which four bear one date."""
    shared = {"framework": make_framework(), "service": make_service()}
    days = ["2025-05-01"] * 4 + ["2025-04", "2025-06-30", "2024"]
    for number, day in enumerate(days, start=1):
        inspection = make_inspection(**shared)
        make_edition(inspection, slug=f"r{number}", published_on=day, paragraphs=1)


@pytest.fixture
def seven(_seven: None, db: None) -> None:
    """Those of the module, for one test."""


def slugs(page: dict) -> list[str]:
    return [report["slug"] for report in page["results"]]


def test_walk_and_walk_back_meet_every_report_once_also_where_dates_are_equal(
    get: Callable[..., dict], seven: None
) -> None:
    forwards = [get(REPORTS, page_size=3)]
    while forwards[-1]["next"]:
        forwards.append(get(forwards[-1]["next"]))
    backwards = [forwards[-1]]
    while backwards[-1]["previous"]:
        backwards.append(get(backwards[-1]["previous"]))

    expected = [["r6", "r4", "r3"], ["r2", "r1", "r5"], ["r7"]]
    assert [slugs(page) for page in forwards] == expected
    assert [slugs(page) for page in backwards] == expected[::-1]
    assert forwards[0]["previous"] is None


def test_walk_in_the_order_of_entry_meets_every_paragraph_once(
    get: Callable[..., dict], seven: None
) -> None:
    pages = [get(PARAGRAPHS, page_size=3)]
    while pages[-1]["next"]:
        pages.append(get(pages[-1]["next"]))

    found = [[row["edition"]["report"] for row in page["results"]] for page in pages]
    assert found == [["r1", "r2", "r3"], ["r4", "r5", "r6"], ["r7"]]


def test_report_that_comes_meanwhile_moves_no_other_from_page_to_page(
    get: Callable[..., dict], seven: None
) -> None:
    first = get(REPORTS, page_size=3)
    make_edition(slug="newest", published_on="2025-12-01")

    assert slugs(get(first["next"])) == ["r2", "r1", "r5"]


def test_next_address_is_absolute_and_keeps_the_filters(
    get: Callable[..., dict], seven: None
) -> None:
    address = get(REPORTS, page_size=3, year=2025)["next"]

    assert address.startswith("http://testserver/api/v1/reports/?")
    assert "page_size=3" in address
    assert "year=2025" in address
    assert slugs(get(address)) == ["r2", "r1", "r5"]


def test_cursor_holds_the_date_and_the_number_of_the_register_and_no_key(
    get: Callable[..., dict], seven: None
) -> None:
    address = get(REPORTS, page_size=3)["next"]

    assert f"cursor={cursor(['2025-05-01', '3'], False)}" in address


def test_page_has_25_rows_unless_told_and_at_most_100(
    client: Client, get: Callable[..., dict], db: None
) -> None:
    make_edition(paragraphs=101)

    assert len(get(PARAGRAPHS)["results"]) == 25
    assert len(get(PARAGRAPHS, page_size=1)["results"]) == 1
    assert len(get(PARAGRAPHS, page_size=100)["results"]) == 100


@pytest.mark.parametrize("size", ["0", "-1", "101", "1000000", "ten", "2.5", "9" * 99])
def test_page_size_out_of_bounds_is_refused_and_not_cut(
    client: Client, db: None, size: str
) -> None:
    response = client.get(REPORTS, {"page_size": size})

    told = f"“{size}” is not a page size. Give a number from 1 to 100."
    assert response.status_code == 400
    assert sentences(response) == {"page_size": [told]}


@pytest.mark.parametrize(
    "tampered",
    [
        "x",
        "%00",
        "ééé",
        cursor(["2025-05-01", "3"]),
        cursor(["2025-05-01"], False),
        cursor(["2025-05-01", "3"], "no"),
        cursor(["2025-05-01", 3], False),
        cursor(["2025-13-01", "3"], False),
        cursor(["2025-05-01", "three"], False),
        cursor(["2025-05-01", "9" * 30], False),
        cursor({"2025-05-01": "3"}, False),
        cursor(["\x00", "3"], False),
        base64.urlsafe_b64encode(b"[" * 6000).decode(),
    ],
)
def test_tampered_cursor_is_refused_with_what_to_do(
    client: Client, db: None, tampered: str
) -> None:
    response = client.get(REPORTS, {"cursor": tampered})

    told = "This page address is not valid. Start again from the first page."
    assert response.status_code == 400
    assert response.json()["detail"] == f"cursor: {told}"
    assert sentences(response) == {"cursor": [told]}


@pytest.mark.parametrize("slug", ["\x00", "\ud800", "a b", "é"])
def test_tampered_cursor_of_authorities_is_refused(
    client: Client, db: None, slug: str
) -> None:
    response = client.get("/api/v1/authorities/", {"cursor": cursor([slug], False)})

    assert response.status_code == 400


def test_cursor_of_another_list_is_refused(
    client: Client, get: Callable[..., dict], seven: None
) -> None:
    address = get(REPORTS, page_size=3)["next"].replace("/reports/", "/authorities/")

    assert client.get(address).status_code == 400
