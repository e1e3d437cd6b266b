import pytest

from inspectorate.inspections.models import Inspection, Judgement
from tests.factories import make_area, make_judgement, make_point
from tests.inspectorate.api.casework.program import Program
from tests.inspectorate.api.problems import kind, sentences


@pytest.fixture
def area(case: Inspection) -> object:
    area = make_area(case.framework, code="practice")
    make_point(area.scale, code="good")
    make_point(area.scale, code="poor")
    return area


def body(**fields: object) -> dict:
    return {"inspection": "EXAMPLE-2026-01", "area": "practice", **fields}


def test_area_is_judged_by_the_codes_of_its_scale(mair: Program, area: object) -> None:
    answer = mair.post("judgements/", body(grade="good", wording={"en": "Quite good"}))

    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert (told["area"], told["grade"], told["not_judged"]) == (
        "practice",
        "good",
        False,
    )
    assert mair.get(told["url"]).json() == told
    changed = mair.patch(told["url"], {"grade": "poor"})
    assert changed.json()["grade"] == "poor"
    not_judged = mair.patch(told["url"], {"grade": None, "not_judged": True})
    assert not_judged.json()["grade"] is None
    assert Judgement.objects.get().not_judged


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"area": "nothing", "grade": "good"}, "area"),
        ({"grade": "nothing"}, "grade"),
        ({"grade": "good", "not_judged": True}, ""),
        ({}, ""),
        ({"area": None}, "area"),
        ({"grade": 1}, "grade"),
    ],
)
def test_judgement_that_does_not_fit_is_refused(
    mair: Program, area: object, fields: dict, place: str
) -> None:
    answer = mair.post("judgements/", body(**fields))

    assert kind(answer) == (400, "invalid-body")
    assert list(sentences(answer)) == [place]
    assert not Judgement.objects.exists()


def test_area_is_judged_once(mair: Program, area: object, case: Inspection) -> None:
    make_judgement(case, area=area, point=area.scale.points.first())

    assert kind(mair.post("judgements/", body(grade="good"))) == (400, "invalid-body")
