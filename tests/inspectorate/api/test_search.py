from collections.abc import Callable

import pytest
from django.test import Client

from tests.inspectorate.api.problems import sentences
from tests.inspectorate.api.told import TERMS
from tests.inspectorate.reports.search.record import make_record

pytestmark = pytest.mark.django_db
WAY = "/api/v1/search/"


@pytest.fixture(scope="module", autouse=True)
def record(rows_of_module: None) -> None:
    make_record()


def test_reports_are_found_with_their_passages(get: Callable[..., dict]) -> None:
    answer = get(WAY, q="placements", found_in="findings")

    (result,) = answer.pop("results")
    assert answer == {
        **TERMS,
        "next": None,
        "previous": None,
        "words": ["placements"],
        "count": 1,
        "has_more": False,
        "authorities": [],
    }
    assert result["edition"]["report"] == "cardiff"
    assert result["found_in"] == ["findings"]
    assert result["passages"] == [
        {
            "kind": "finding",
            "number": "",
            "stable_id": "",
            "anchor": "findings",
            "language": "en",
            "segments": [
                {"text": "The ", "is_marked": False},
                {"text": "placement", "is_marked": True},
                {"text": " of a child took long.", "is_marked": False},
            ],
        }
    ]


def test_authority_is_told_that_the_words_name(get: Callable[..., dict]) -> None:
    answer = get(WAY, q="Nghastell-nedd")

    assert [each["slug"] for each in answer["authorities"]] == ["neath-port-talbot"]
    assert [each["edition"]["report"] for each in answer["results"]] == [
        "neath-port-talbot"
    ]


@pytest.mark.parametrize(
    ("narrowing", "reports"),
    [
        ({"authority": "W06000020"}, ["torfaen"]),
        ({"service": "adults-x"}, ["cardiff", "isle-of-anglesey"]),
        ({"year": "2021"}, ["isle-of-anglesey"]),
        ({"language": "cy"}, []),
        ({"found_in": "title"}, ["swansea"]),
    ],
)
def test_search_is_narrowed(
    get: Callable[..., dict], narrowing: dict[str, str], reports: list[str]
) -> None:
    answer = get(WAY, q="placements", **narrowing)

    assert [each["edition"]["report"] for each in answer["results"]] == reports


def test_pages_meet_each_report_once(get: Callable[..., dict]) -> None:
    way, found = f"{WAY}?q=placements&page_size=3", []
    while way:
        answer = get(way)
        found += [each["edition"]["report"] for each in answer["results"]]
        way = answer["next"]

    assert found == ["swansea", "cardiff", "isle-of-anglesey", "torfaen"]
    before = f"http://testserver{WAY}?page=1&page_size=3&q=placements"
    assert answer["previous"] == before


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ({}, "q"),
        ({"q": ""}, "q"),
        ({"q": "x", "authority": "nobody"}, "authority"),
        ({"q": "x", "service": "none"}, "service"),
        ({"q": "x", "year": "MMXX"}, "year"),
        ({"q": "x", "language": "fr"}, "language"),
        ({"q": "x", "found_in": "margin"}, "found_in"),
        ({"q": "x", "page": "0"}, "page"),
        ({"q": "x", "page": "2"}, "page"),
        ({"q": "x", "page_size": "1000"}, "page_size"),
        ({"q": "x", "kind": "PEI"}, "kind"),
        ({"q": "\x00"}, "q"),
    ],
)
def test_parameter_without_a_meaning_is_refused(
    client: Client, parameters: dict[str, str], name: str
) -> None:
    response = client.get(WAY, parameters)

    assert (response.status_code, list(sentences(response))) == (400, [name])


@pytest.mark.parametrize(
    "text", ["🦊", '"', "=en", "x" * 10_000, "*:^-()", "q z " * 900]
)
def test_odd_text_finds_nothing(get: Callable[..., dict], text: str) -> None:
    assert get(WAY, q=text)["results"] == []


def test_number_of_queries_does_not_grow_with_what_is_found(
    count_queries: Callable[[str], int],
) -> None:
    assert count_queries(f"{WAY}?q=policies") == count_queries(f"{WAY}?q=placements")
