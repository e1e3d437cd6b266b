from collections.abc import Callable

import pytest

from inspectorate.reports.models import Edition
from tests.factories import (
    make_area,
    make_edition,
    make_framework,
    make_inspection,
    make_judgement,
    make_point,
    make_scale,
)
from tests.inspectorate.api.told import links_of_place

API = "http://testserver/api/v1"


def both(text: str) -> dict[str, str]:
    return {"en": text, "cy": f"{text} (cy)"}


def columns(name: str, text: str) -> dict[str, str]:
    return {f"{name}_{language}": told for language, told in both(text).items()}


def test_judgement_is_told_with_framework_area_scale_and_every_point(
    get: Callable[..., dict], db: None
) -> None:
    scale = make_scale(code="prospects", **columns("name", "Prospects"))
    framework = make_framework(
        code="CSSIW-1", family="CSSIW", valid_from="2007", valid_to="2010-03"
    )
    area = make_area(framework, code="future", scale=scale, **columns("name", "Future"))
    worse, better = (
        make_point(
            scale,
            code=code,
            order=order,
            polarity=polarity,
            **columns("label", code.title()),
            **columns("meaning", f"It is {code}."),
        )
        for order, code, polarity in [(2, "dim", "negative"), (1, "bright", "positive")]
    )
    inspection = make_inspection(reference="ARFON-1", framework=framework)
    make_judgement(
        inspection,
        area=area,
        point=worse,
        mapped_by="The chief inspector",
        **columns("wording", "rather dim"),
        **columns("mapping_note", "By the lower word."),
    )
    edition = make_edition(inspection, slug="arfon-1", published_on="2009-11")

    dim = {
        "code": "dim",
        "label": both("Dim"),
        "meaning": both("It is dim."),
        "polarity": "negative",
    }
    bright = {
        "code": "bright",
        "label": both("Bright"),
        "meaning": both("It is bright."),
        "polarity": "positive",
    }
    code = edition.authorities.get().gss_code
    assert better.order < worse.order
    assert get("/api/v1/judgements/")["results"] == [
        {
            "edition": {
                "url": f"{API}/reports/arfon-1/editions/1/",
                "report": "arfon-1",
                "number": 1,
                "is_current": True,
                "published_on": "2009-11",
                "licence": "OGL-UK-3.0",
                "authorities": [code],
                "links": links_of_place("arfon-1", code, "CSSIW-1"),
            },
            "position": 1,
            "framework": {
                "code": "CSSIW-1",
                "family": "CSSIW",
                "url": f"{API}/frameworks/?code=CSSIW-1",
                "name": {
                    "en": "Framework for examples",
                    "cy": "Fframwaith enghreifftiau",
                },
                "body": {
                    "code": framework.body.code,
                    "name": {
                        "en": "Care Inspectorate Exampleshire",
                        "cy": "Arolygiaeth Gofal Enghraifft",
                    },
                },
                "valid_from": "2007",
                "valid_to": "2010-03",
            },
            "area": {"code": "future", "name": both("Future"), "is_overall": False},
            "scale": {
                "code": "prospects",
                "name": both("Prospects"),
                "kind": "ordinal",
                "points": [bright, dim],
            },
            "grade": dim,
            "wording": both("rather dim"),
            "mapped_by": "The chief inspector",
            "mapping_note": both("By the lower word."),
        }
    ]


def test_area_that_was_not_judged_has_no_grade(
    get: Callable[..., dict], db: None
) -> None:
    inspection = make_inspection()
    make_judgement(inspection, not_judged=True)
    make_edition(inspection)

    (judgement,) = get("/api/v1/judgements/")["results"]

    assert judgement["grade"] is None


FILTERS = [
    ("grade", "fine", "arfon-1993-01"),
    ("grade", "shaky", "dwyfor-2025-01"),
    ("area", "vehicles", "dwyfor-2025-01"),
]


def test_filter_finds_the_judgement_of_one_report(
    get: Callable[..., dict], arfon: Edition, dwyfor: Edition, subtests: pytest.Subtests
) -> None:
    for name, value, report in FILTERS:
        with subtests.test(name=name, value=value):
            rows = get("/api/v1/judgements/", **{name: value})["results"]

            assert [row["edition"]["report"] for row in rows] == [report]


def test_list_takes_as_many_queries_for_three_rows_as_for_one(
    count_queries: Callable[[str], int], db: None
) -> None:
    for _edition in range(3):
        inspection = make_inspection()
        make_judgement(inspection)
        make_edition(inspection)
    url = "/api/v1/judgements/?page_size="

    assert count_queries(f"{url}1") == count_queries(f"{url}3") == 3
