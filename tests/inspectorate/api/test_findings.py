from collections.abc import Callable

import pytest

from inspectorate.reports.models import Edition
from tests.factories import make_edition, make_finding, make_inspection, make_theme
from tests.inspectorate.api.told import links_of_place

API = "http://testserver/api/v1"


def test_finding_is_told_with_its_theme_and_its_change(
    get: Callable[..., dict], arfon: Edition
) -> None:
    assert get("/api/v1/findings/")["results"] == [
        {
            "edition": {
                "url": f"{API}/reports/arfon-1993-01/editions/1/",
                "report": "arfon-1993-01",
                "number": 1,
                "is_current": True,
                "published_on": "1993-06",
                "licence": "OGL-UK-3.0",
                "authorities": ["W99000001"],
                "links": links_of_place("arfon-1993-01", "W99000001", "OLD-1990"),
            },
            "position": 1,
            "classification": "strength",
            "theme": {
                "code": "warmth",
                "name": {"en": "Leadership", "cy": "Arweinyddiaeth"},
                "framework": None,
                "stands_for": None,
            },
            "text": {
                "en": "Leaders know their services well.",
                "cy": "Mae arweinwyr yn adnabod eu gwasanaethau'n dda.",
            },
            "change": "improved",
            "compared_with": {"en": "The year before.", "cy": ""},
        }
    ]


def test_finding_without_theme_and_change_has_nulls(
    get: Callable[..., dict], db: None
) -> None:
    inspection = make_inspection(recorded_from="Paper archive")
    make_finding(inspection, theme=None, recorded_from="Paper archive")
    make_edition(inspection, recorded_from="Paper archive")

    (finding,) = get("/api/v1/findings/")["results"]

    assert (finding["theme"], finding["change"]) == (None, None)


FILTERS = [
    ("classification", "strength", "arfon-1993-01"),
    ("classification", "challenge", "dwyfor-2025-01"),
    ("change", "improved", "arfon-1993-01"),
    ("theme", "warmth", "arfon-1993-01"),
    ("theme", "own-haste", "dwyfor-2025-01"),
]


def test_filter_finds_the_findings_of_one_report(
    get: Callable[..., dict], arfon: Edition, dwyfor: Edition, subtests: pytest.Subtests
) -> None:
    for name, value, report in FILTERS:
        with subtests.test(name=name, value=value):
            rows = get("/api/v1/findings/", **{name: value})["results"]

            assert [row["edition"]["report"] for row in rows] == [report]


def test_stable_theme_finds_the_themes_of_frameworks_that_stand_for_it(
    get: Callable[..., dict], dwyfor: Edition
) -> None:
    (finding,) = get("/api/v1/findings/", theme="haste")["results"]

    assert finding["theme"] == {
        "code": "own-haste",
        "name": {"en": "Leadership", "cy": "Arweinyddiaeth"},
        "framework": "NEW-2020",
        "stands_for": "haste",
    }


def test_list_takes_as_many_queries_for_three_rows_as_for_one(
    count_queries: Callable[[str], int], db: None
) -> None:
    for _edition in range(3):
        inspection = make_inspection()
        theme = make_theme(inspection.framework, stands_for=make_theme())
        make_finding(inspection, theme=theme)
        make_edition(inspection)
    url = "/api/v1/findings/?page_size="

    assert count_queries(f"{url}1") == count_queries(f"{url}3") == 2
