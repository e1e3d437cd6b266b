from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from inspectorate.reports.models import Edition
from recommendations.models import Recommendation
from tests.factories import (
    make_edition,
    make_inspection,
    make_recommendation,
    make_theme,
    stand,
)
from tests.inspectorate.api.told import TERMS, links_of_place

API = "http://testserver/api/v1"


def references(answer: dict) -> list[str]:
    return [row["reference"] for row in answer["results"]]


def test_recommendation_is_told_as_published_and_as_it_stands(
    get: Callable[..., dict], arfon: Edition
) -> None:
    Recommendation.objects.update(
        text_en="Reworded since.", timescale="12m", due_on="1999-12-31"
    )
    stand(
        Recommendation.objects.get(),
        acceptance="rejected",
        accepted_on="1993-07-01",
        lifecycle="closed",
        closed_reason="no_longer_relevant",
        closed_on="1994-01-02",
    )
    Recommendation.objects.get().themes.set([make_theme(code="homes")])

    assert get("/api/v1/recommendations/ARFON-1993-01-R1/", as_of="1995-01-01") == {
        **TERMS,
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
        "url": f"{API}/recommendations/ARFON-1993-01-R1/",
        "reference": "ARFON-1993-01-R1",
        "number": "R1",
        "text": {
            "en": "See that every child has a named social worker.",
            "cy": "Sicrhau bod gan bob plentyn weithiwr cymdeithasol.",
        },
        "priority": True,
        "themes": [
            {
                "code": "care",
                "name": {"en": "Leadership", "cy": "Arweinyddiaeth"},
                "framework": None,
                "stands_for": None,
            }
        ],
        "standing": {
            "acceptance": "rejected",
            "accepted_on": "1993-07-01",
            "progress": "paused",
            "verification": "limited",
            "lifecycle": "closed",
            "closed_reason": "no_longer_relevant",
            "closed_on": "1994-01-02",
            "timescale": "6m",
            "due_on": "1993-12-31",
            "is_overdue": False,
            "awaits_verification": False,
        },
        "successor": None,
        "repeat_of": None,
        "recorded_from": "Paper archive",
    }


DAYS = [("1993-12-31", False), ("1994-01-01", True)]


def test_recommendation_is_overdue_from_the_day_after_the_one_it_is_due(
    get: Callable[..., dict], arfon: Edition, subtests: pytest.Subtests
) -> None:
    for at, is_overdue in DAYS:
        with subtests.test(at=at):
            one = get("/api/v1/recommendations/ARFON-1993-01-R1/", as_of=at)
            late = get("/api/v1/recommendations/", overdue="true", as_of=at)
            rest = get("/api/v1/recommendations/", overdue="false", as_of=at)

            assert one["standing"]["is_overdue"] is is_overdue
            assert len(references(late)) == is_overdue
            assert len(references(rest)) == (not is_overdue)


def test_overdue_is_reckoned_for_today_when_no_day_is_given(
    get: Callable[..., dict], db: None
) -> None:
    today = timezone.localdate()
    inspection = make_inspection(reference="X-1")
    for days in (-1, 0):
        due = today + timedelta(days=days)
        make_recommendation(inspection, timescale="1m", due_on=due)
    make_edition(inspection)

    assert references(get("/api/v1/recommendations/", overdue="true")) == ["X-1-R1"]
    standings = [
        row["standing"]["is_overdue"]
        for row in get("/api/v1/recommendations/")["results"]
    ]
    assert standings == [True, False]


FILTERS = [
    ("priority", "true", "ARFON-1993-01-R1"),
    ("priority", "false", "DWYFOR-2025-01-R1"),
    ("acceptance", "rejected", "ARFON-1993-01-R1"),
    ("acceptance", "awaiting", "DWYFOR-2025-01-R1"),
    ("progress", "paused", "ARFON-1993-01-R1"),
    ("verification", "limited", "ARFON-1993-01-R1"),
    ("theme", "care", "ARFON-1993-01-R1"),
    ("theme", "own-haste", "DWYFOR-2025-01-R1"),
    ("theme", "haste", "DWYFOR-2025-01-R1"),
]


def test_filter_finds_one_recommendation_and_not_the_other(
    get: Callable[..., dict], arfon: Edition, dwyfor: Edition, subtests: pytest.Subtests
) -> None:
    for name, value, found in FILTERS:
        with subtests.test(name=name, value=value):
            assert references(get("/api/v1/recommendations/", **{name: value})) == [
                found
            ]


def test_filter_by_lifecycle_tells_open_from_closed(
    get: Callable[..., dict], arfon: Edition, dwyfor: Edition
) -> None:
    one = Recommendation.objects.get(reference__startswith="ARFON")
    why = {"closed_reason": "issued_in_error", "closed_on": date(2026, 1, 1)}
    stand(one, lifecycle="closed", **why)

    closed = get("/api/v1/recommendations/", lifecycle="closed")
    still_open = get("/api/v1/recommendations/", lifecycle="open")

    assert references(closed) == ["ARFON-1993-01-R1"]
    assert references(still_open) == ["DWYFOR-2025-01-R1"]


def test_links_to_others_are_told_once_those_are_published(
    get: Callable[..., dict], arfon: Edition, dwyfor: Edition
) -> None:
    one, other = Recommendation.objects.order_by("reference")
    draft = make_recommendation(reference="DRAFT-R1")
    stand(one, lifecycle="closed", closed_reason="merged", successor=other)
    inspection = make_inspection(reference="X-1")
    make_recommendation(inspection, repeat_of=one)
    make_recommendation(inspection, repeat_of=draft)
    make_edition(inspection)

    told = {
        row["reference"]: (row["successor"], row["repeat_of"])
        for row in get("/api/v1/recommendations/")["results"]
    }

    assert told == {
        "ARFON-1993-01-R1": ("DWYFOR-2025-01-R1", None),
        "DWYFOR-2025-01-R1": (None, None),
        "X-1-R1": (None, "ARFON-1993-01-R1"),
        "X-1-R2": (None, None),
    }


def test_draft_changes_neither_time_nor_themes_nor_what_is_repeated(
    get: Callable[..., dict], arfon: Edition, dwyfor: Edition
) -> None:
    one, other = Recommendation.objects.order_by("reference")
    before = get("/api/v1/recommendations/", as_of="1995-01-01")

    one.inspection.reports.update(status="revision")
    Recommendation.objects.filter(pk=one.pk).update(
        timescale="ongoing", due_on=None, repeat_of=other
    )
    one.themes.set([make_theme(code="homes")])

    late = get("/api/v1/recommendations/", overdue="true", as_of="1995-01-01")
    assert get("/api/v1/recommendations/", as_of="1995-01-01") == before
    assert references(late) == ["ARFON-1993-01-R1"]
    assert references(get("/api/v1/recommendations/", theme="homes")) == []


def test_list_takes_as_many_queries_for_three_rows_as_for_one(
    count_queries: Callable[[str], int], db: None
) -> None:
    for _edition in range(3):
        inspection = make_inspection()
        theme = make_theme(inspection.framework, stands_for=make_theme())
        make_recommendation(inspection).themes.add(theme)
        make_edition(inspection)
    url = "/api/v1/recommendations/?page_size="

    assert count_queries(f"{url}1") == count_queries(f"{url}3") == 3


@pytest.mark.parametrize(
    ("way", "axis"),
    [
        ("answers", {"acceptance": "rejected"}),
        ("progress-updates", {"progress": "in_progress"}),
        ("verifications", {"verification": "limited"}),
        ("closings", {"lifecycle": "closed", "closed_reason": "no_longer_relevant"}),
    ],
)
def test_what_was_said_is_found_by_authority(
    get: Callable[..., dict], arfon: Edition, dwyfor: Edition, way: str, axis: dict
) -> None:
    stand(Recommendation.objects.get(reference="ARFON-1993-01-R1"), **axis)

    of_arfon = get(f"/api/v1/{way}/", authority="arfon")["results"]
    of_dwyfor = get(f"/api/v1/{way}/", authority="dwyfor")["results"]

    assert {row["recommendation"] for row in of_arfon} == {"ARFON-1993-01-R1"}
    assert "ARFON-1993-01-R1" not in {row["recommendation"] for row in of_dwyfor}


def test_historical_recommendation_tells_the_source_of_its_edition(
    get: Callable[..., dict],
) -> None:
    case = make_inspection()
    make_recommendation(case, recorded_from="A draft's source", reference="OLD")
    edition = make_edition(case)

    answer = get("/api/v1/recommendations/OLD/")

    assert answer["recorded_from"] == edition.recorded_from
