from collections.abc import Callable

import pytest

from inspectorate.reports.models import Edition
from tests.factories import make_edition, make_paragraph
from tests.inspectorate.api.told import TERMS, links_of_place

API = "http://testserver/api/v1"


def texts(answer: dict) -> list[str]:
    return [paragraph["text"]["en"] for paragraph in answer["results"]]


def test_paragraph_is_told_with_its_place(
    get: Callable[..., dict], dwyfor: Edition
) -> None:
    row = dwyfor.paragraphs.order_by("position").first()

    assert get(f"/api/v1/paragraphs/{row.stable_id}/") == {
        **TERMS,
        "edition": {
            "url": f"{API}/reports/dwyfor-2025-01/editions/1/",
            "report": "dwyfor-2025-01",
            "number": 1,
            "is_current": True,
            "published_on": "2026-03-02",
            "licence": "OGL-UK-3.0",
            "authorities": ["W99000002"],
            "links": links_of_place("dwyfor-2025-01", "W99000002", "NEW-2020"),
        },
        "position": 1,
        "url": f"{API}/paragraphs/{row.stable_id}/",
        "stable_id": row.stable_id,
        "number": "1.1",
        "anchor": "p-1-1",
        "section": {
            "number": "1",
            "heading": {
                "en": "Leadership and management",
                "cy": "Arweinyddiaeth a rheolaeth",
            },
        },
        "text": {
            "en": "Inspectors read 1 of the case files.",
            "cy": "Darllenodd arolygwyr 1 o'r ffeiliau achos.",
        },
    }


@pytest.mark.slow
def test_list_holds_current_editions_in_the_order_of_entry_and_of_the_text(
    get: Callable[..., dict], corrected: Callable[..., Edition], db: None
) -> None:
    first = make_edition(slug="first", paragraphs=["One.", "Two."])
    make_edition(slug="second", paragraphs=["Three."])
    make_paragraph(first.report, text_en="Added.")
    corrected(first.report)

    assert texts(get("/api/v1/paragraphs/")) == ["Three.", "One.", "Two.", "Added."]
    assert texts(get("/api/v1/paragraphs/", report="second")) == ["Three."]
    older = get("/api/v1/paragraphs/", report="first", edition=1)
    assert texts(older) == ["One.", "Two."]
    assert older["results"][0]["edition"]["is_current"] is False


@pytest.mark.slow
def test_paragraph_that_was_dropped_is_still_found_by_its_stable_id(
    get: Callable[..., dict], corrected: Callable[..., Edition], db: None
) -> None:
    edition = make_edition(paragraphs=["Kept.", "Dropped."])
    kept, dropped = edition.report.paragraphs.all()
    dropped.delete()
    corrected(edition.report)

    found = [
        get(f"/api/v1/paragraphs/{row.stable_id}/")["edition"]
        for row in (kept, dropped)
    ]
    assert [(place["number"], place["is_current"]) for place in found] == [
        (2, True),
        (1, False),
    ]


FIND_ARFON = [
    ("authority", "W99000001"),
    ("service", "housing"),
    ("framework", "OLD"),
    ("kind", "REVIEW"),
    ("year", "1993"),
    ("published_before", "1993-06-01"),
    ("report", "arfon-1993-01"),
]


def test_rows_are_found_by_what_their_edition_is(
    get: Callable[..., dict], arfon: Edition, dwyfor: Edition, subtests: pytest.Subtests
) -> None:
    for name, value in FIND_ARFON:
        with subtests.test(name=name, value=value):
            for resource in ("paragraphs", "findings", "judgements", "recommendations"):
                rows = get(f"/api/v1/{resource}/", **{name: value})["results"]

                assert {row["edition"]["report"] for row in rows} == {"arfon-1993-01"}


def test_list_takes_as_many_queries_for_three_rows_as_for_one(
    count_queries: Callable[[str], int], db: None
) -> None:
    for _edition in range(3):
        make_edition(paragraphs=1)
    url = "/api/v1/paragraphs/?page_size="

    assert count_queries(f"{url}1") == count_queries(f"{url}3") == 2
