from collections.abc import Callable

import pytest

from inspectorate.reports.models import Edition
from tests.factories import (
    make_edition,
    make_finding,
    make_inspection,
    make_judgement,
    make_recommendation,
)
from tests.inspectorate.api.told import TERMS

API = "http://testserver/api/v1"
NOON = "2026-03-02T12:00:00.000000Z"


def slugs(answer: dict) -> list[str]:
    return [report["slug"] for report in answer["results"]]


def test_report_is_told_as_its_current_edition_has_it(
    get: Callable[..., dict], arfon: Edition, corrected: Callable[..., Edition]
) -> None:
    report = arfon.report
    report.title_en, report.stated_recommendation_count = "Arfon, corrected", 15
    report.save()
    second = corrected(report)
    framework, point = second.framework, second.judgements.get().point

    assert get("/api/v1/reports/arfon-1993-01/") == {
        "url": f"{API}/reports/arfon-1993-01/",
        "slug": "arfon-1993-01",
        "title": {"en": "Arfon, corrected", "cy": ""},
        "page": {
            "en": "http://testserver/en/reports/arfon-1993-01/editions/2/",
            "cy": "http://testserver/cy/reports/arfon-1993-01/editions/2/",
        },
        "inspection": {
            "reference": "ARFON-1993-01",
            "kind": "REVIEW",
            "fieldwork_start": "1993",
            "fieldwork_end": None,
        },
        "authorities": [
            {
                "url": f"{API}/authorities/W99000001/",
                "gss_code": "W99000001",
                "slug": "arfon",
                "name": {"en": "Arfon", "cy": "Sir Arfon"},
            }
        ],
        "service": {
            "code": "housing",
            "name": {"en": "Housing", "cy": "Gwasanaethau plant"},
        },
        "framework": {
            "code": "OLD-1990",
            "family": "OLD",
            "url": f"{API}/frameworks/?code=OLD-1990",
            "name": {"en": "Framework for examples", "cy": "Fframwaith enghreifftiau"},
            "body": {
                "code": framework.body.code,
                "name": {
                    "en": "Care Inspectorate Exampleshire",
                    "cy": "Arolygiaeth Gofal Enghraifft",
                },
            },
            "valid_from": None,
            "valid_to": None,
        },
        "published_on": "1993-06",
        "languages": ["en"],
        "judgements": [
            {
                "framework": "OLD-1990",
                "area": {
                    "code": "all-round",
                    "name": {
                        "en": "The experiences of children",
                        "cy": "Profiadau plant",
                    },
                    "is_overall": True,
                },
                "grade": {
                    "code": "fine",
                    "label": {"en": "Good", "cy": "Da"},
                    "meaning": {"en": point.meaning_en, "cy": point.meaning_cy},
                    "polarity": "neutral",
                },
            }
        ],
        "recommendations": {"stated": 15, "recorded": 1},
        "recorded_from": "Paper archive",
        **TERMS,
        "current_edition": 2,
        "editions": [
            {
                "url": f"{API}/reports/arfon-1993-01/editions/1/",
                "number": 1,
                "published_on": "1993-06",
                "entered_at": NOON,
                "sha256": arfon.sha256,
            },
            {
                "url": f"{API}/reports/arfon-1993-01/editions/2/",
                "number": 2,
                "published_on": "1993-06",
                "entered_at": NOON,
                "sha256": second.sha256,
            },
        ],
        "links": {
            "paragraphs": f"{API}/paragraphs/?report=arfon-1993-01",
            "findings": f"{API}/findings/?report=arfon-1993-01",
            "judgements": f"{API}/judgements/?report=arfon-1993-01",
            "recommendations": f"{API}/recommendations/?report=arfon-1993-01",
        },
    }


def test_corrected_report_stands_once_in_the_list_newest_report_first(
    get: Callable[..., dict],
    arfon: Edition,
    dwyfor: Edition,
    corrected: Callable[..., Edition],
) -> None:
    corrected(arfon.report)

    answer = get("/api/v1/reports/")

    assert slugs(answer) == ["dwyfor-2025-01", "arfon-1993-01"]
    assert [report["current_edition"] for report in answer["results"]] == [1, 2]
    assert answer["licence"] == "OGL-UK-3.0"


@pytest.mark.django_db
def test_report_whose_source_states_no_licence_has_no_attribution_either(
    get: Callable[..., dict],
) -> None:
    case = make_inspection()
    make_finding(case)
    make_edition(case, slug="untold", licence="", recorded_from="A source")

    report = get("/api/v1/reports/untold/")
    edition = get("/api/v1/reports/untold/editions/1/", lang="cy")
    (finding,) = get("/api/v1/findings/")["results"]

    assert (report["licence"], report["attribution"]) == ("", {"en": "", "cy": ""})
    assert (edition["licence"], edition["attribution"]) == ("", {"cy": ""})
    assert finding["edition"]["licence"] == ""


FIND_ARFON = [
    ("authority", "W99000001"),
    ("authority", "arfon"),
    ("service", "housing"),
    ("framework", "OLD-1990"),
    ("framework", "OLD"),
    ("kind", "REVIEW"),
    ("year", "1993"),
    ("published_before", "1993-06-01"),
    ("grade", "fine"),
    ("overall", "fine"),
]


def test_filter_finds_the_one_report_and_not_the_other(
    get: Callable[..., dict], arfon: Edition, dwyfor: Edition, subtests: pytest.Subtests
) -> None:
    for name, value in FIND_ARFON:
        with subtests.test(name=name, value=value):
            assert slugs(get("/api/v1/reports/", **{name: value})) == ["arfon-1993-01"]


FIND_DWYFOR = [
    ("language", "cy"),
    ("published_after", "1993-06-02"),
    ("grade", "shaky"),
]


def test_filter_finds_the_other_report_and_not_the_one(
    get: Callable[..., dict], arfon: Edition, dwyfor: Edition, subtests: pytest.Subtests
) -> None:
    for name, value in FIND_DWYFOR:
        with subtests.test(name=name, value=value):
            assert slugs(get("/api/v1/reports/", **{name: value})) == ["dwyfor-2025-01"]


def test_overall_grade_is_that_of_the_judgement_which_sums_up(
    get: Callable[..., dict], dwyfor: Edition
) -> None:
    assert slugs(get("/api/v1/reports/", grade="shaky")) == ["dwyfor-2025-01"]
    assert slugs(get("/api/v1/reports/", overall="shaky")) == []


@pytest.mark.django_db
@pytest.mark.parametrize("stated", [None, "XXXX-03"])
def test_report_without_a_year_is_of_no_year(
    get: Callable[..., dict], stated: str | None
) -> None:
    make_edition(slug="undated", published_on=stated, recorded_from="Paper archive")

    assert slugs(get("/api/v1/reports/")) == ["undated"]
    assert slugs(get("/api/v1/reports/", year="2026")) == []
    assert slugs(get("/api/v1/reports/", published_after="1900-01-01")) == []
    assert slugs(get("/api/v1/reports/", published_before="2100-01-01")) == []


def test_filters_together_find_what_meets_them_all(
    get: Callable[..., dict], arfon: Edition, dwyfor: Edition
) -> None:
    found = get("/api/v1/reports/", authority="arfon", language="cy")

    assert slugs(found) == []


@pytest.mark.django_db
def test_list_takes_as_many_queries_for_three_rows_as_for_one(
    count_queries: Callable[[str], int],
) -> None:
    for _report in range(3):
        inspection = make_inspection()
        make_judgement(inspection)
        make_recommendation(inspection)
        make_edition(inspection)
    url = "/api/v1/reports/?page_size="

    assert count_queries(f"{url}1") == count_queries(f"{url}3") == 7
