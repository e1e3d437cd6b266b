import pytest

from inspectorate.inspections.models import Finding, Inspection
from tests.factories import make_user
from tests.inspectorate.api.casework.program import Program
from tests.inspectorate.api.problems import kind

WAY = "findings/bulk/"
GOOD = {"text": {"en": "Visits are on time."}, "classification": "strength"}
BAD = {"text": {"en": 7}, "theme": "caseload", "colour": "red"}
EMPTY = {"classification": "strength"}


def body(*rows: object, **fields: object) -> dict:
    return {"inspection": "EXAMPLE-2026-01", "rows": list(rows), **fields}


def statuses(told: dict) -> list[int]:
    return [each["status"] for each in told["results"]]


def test_all_are_stored_in_their_order(mair: Program, case: Inspection) -> None:
    answer = mair.post(WAY, body(GOOD, {**GOOD, "classification": "challenge"}))

    told = answer.json()
    assert (answer.status_code, told["stored"], told["refused"]) == (200, 2, 0)
    stored = Finding.objects.order_by("position").values_list("classification")
    assert [each for (each,) in stored] == ["strength", "challenge"]
    first = told["results"][0]
    assert first["status"] == 201
    assert mair.get(first["finding"]["url"]).json() == first["finding"]


def test_one_that_does_not_fit_keeps_all_out(mair: Program, case: Inspection) -> None:
    answer = mair.post(WAY, body(GOOD, BAD, EMPTY))

    told = answer.json()
    assert kind(answer) == (400, "invalid-body")
    assert statuses(told) == [424, 400, 400]
    pointers = [each["pointer"] for each in told["errors"]]
    assert pointers == ["/rows/1/text/en", "/rows/1/colour", "/rows/2"]
    assert told["results"][1]["errors"] == told["errors"][:2]
    assert [each["finding"] for each in told["results"]] == [None, None, None]
    assert not Finding.objects.exists()


def test_those_that_fit_are_stored_where_that_is_asked(
    mair: Program, case: Inspection
) -> None:
    answer = mair.post(WAY, body(GOOD, BAD, GOOD, all_or_nothing=False))

    told = answer.json()
    assert (answer.status_code, told["stored"], told["refused"]) == (200, 2, 1)
    assert statuses(told) == [201, 400, 201]
    assert Finding.objects.count() == 2
    assert [f.position for f in Finding.objects.order_by("pk")] == [1, 2]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"rows": []}, "rows"),
        ({"rows": [{}] * 501}, "rows"),
        ({"rows": {}}, "rows"),
        ({"all_or_nothing": "no"}, "all_or_nothing"),
        ({"inspection": "NOWHERE"}, "inspection"),
        ({"inspection": None}, "inspection"),
    ],
)
def test_nonsense_around_the_rows_is_refused(
    mair: Program, case: Inspection, changes: dict, place: str
) -> None:
    answer = mair.post(WAY, {**body(GOOD), **changes})

    assert kind(answer) == (400, "invalid-body")
    assert [each["name"] for each in answer.json()["errors"]] == [place]


@pytest.mark.parametrize("row", [None, 7, "x", [], [GOOD]])
def test_row_that_is_no_object_is_refused_alone(
    mair: Program, case: Inspection, row: object
) -> None:
    told = mair.post(WAY, body(row, GOOD, all_or_nothing=False)).json()

    assert statuses(told) == [400, 201]
    assert told["results"][0]["errors"][0]["pointer"] == "/rows/0"


def test_who_is_not_on_the_team_stores_none(case: Inspection) -> None:
    answer = Program(make_user("inspector")).post(WAY, body(GOOD))

    assert kind(answer) == (403, "forbidden")
    assert not Finding.objects.exists()


def test_500_come_at_once_and_once(mair: Program, case: Inspection) -> None:
    rows = [{"text": {"en": f"Finding {n}."}} for n in range(500)]

    answer = mair.post(WAY, body(*rows), idempotency_key="a")
    again = mair.post(WAY, body(*rows), idempotency_key="a")

    assert answer.json()["stored"] == 500
    assert again.json() == answer.json()
    assert Finding.objects.count() == 500
