"""What every list costs, and what every address answers to who only asks."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inspectorate.api.casework.addresses import addresses
from inspectorate.inspections.models import Inspection
from tests.factories import (
    make_area,
    make_evidence,
    make_evidence_file,
    make_finding,
    make_inspection,
    make_judgement,
    make_point,
    make_recommendation,
    make_report,
    make_team_member,
)
from tests.inspectorate.api.casework.program import Program
from tests.inspectorate.api.problems import kind

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ROW = {
    "reference": "EXAMPLE-2026-01",
    "pk": 1,
    "revision": 1,
    "stable_id": "none",
    "act": "close",
}
LISTS = [
    *("inspections", "evidence-items", "findings", "judgements", "sections"),
    *("paragraphs", "recommendations"),
]


def fill(case: Inspection) -> None:
    item = make_evidence(case)
    make_evidence_file(item)
    finding = make_finding(case)
    finding.evidence.add(item)
    area = make_area(case.framework)
    make_judgement(case, area=area, point=make_point(area.scale))
    make_recommendation(case).findings.add(finding)
    make_report(case, paragraphs=1)


@pytest.fixture
def count(mair: Program) -> Callable[[str], int]:
    def counted(name: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            answer = mair.get(reverse(f"api:casework-{name}"))
        assert answer.status_code == 200
        counted.rows = len(answer.json()["results"])
        return len(queries)

    return counted


@pytest.mark.parametrize("name", LISTS)
def test_list_costs_the_same_for_one_row_and_three(
    mair: Program, case: Inspection, count: Callable[[str], int], name: str
) -> None:
    fill(case)
    count(name)
    of_one, rows = count(name), count.rows
    for _ in range(2):
        other = make_inspection()
        make_team_member(other, user=mair.user)
        fill(other)

    of_three = count(name)

    assert (rows, count.rows) == (1, 3)
    assert of_three == of_one


@pytest.mark.parametrize("asked", ["lang=cy", "format=csv", "format=json"])
def test_list_comes_in_both_languages_and_as_json_alone(
    mair: Program, asked: str
) -> None:
    answer = mair.get(f"{reverse('api:casework-findings')}?{asked}")

    assert kind(answer) == (400, "invalid-parameter")


@pytest.mark.parametrize("name", LISTS)
def test_list_of_what_is_confidential_has_no_licence(mair: Program, name: str) -> None:
    told = mair.get(reverse(f"api:casework-{name}")).json()

    assert list(told) == ["next", "previous", "results"]


@pytest.mark.parametrize("pattern", addresses(), ids=lambda pattern: pattern.name)
def test_who_only_asks_is_answered(mair: Program, pattern: object) -> None:
    names = pattern.pattern.converters
    way = reverse(f"api:{pattern.name}", kwargs={name: ROW[name] for name in names})

    options = mair.send("OPTIONS", way, b"")
    head = mair.send("HEAD", way, b"")

    assert options.status_code == 200
    assert head.status_code == mair.get(way).status_code
    assert head.status_code in (200, 404, 405)
