import pytest

from inspectorate.frameworks.models import Framework, JudgementArea
from inspectorate.inspections.models import Inspection
from inspectorate.public.compare.judgements import Verdict, compared
from inspectorate.reports.models import Edition
from tests.factories import (
    make_area,
    make_authority,
    make_edition,
    make_framework,
    make_inspection,
    make_judgement,
    make_point,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def framework() -> Framework:
    return make_framework()


@pytest.fixture
def area(framework: Framework) -> JudgementArea:
    area = make_area(framework, name_en="Safety", code="safety")
    for order in (1, 2):
        make_point(area.scale, order=order)
    return area


def inspect(framework: Framework) -> Inspection:
    return make_inspection(make_authority(), framework=framework)


def judged(area: JudgementArea, order: int) -> Edition:
    inspection = inspect(area.framework)
    make_judgement(inspection, area=area, point=area.scale.points.get(order=order))
    return make_edition(inspection)


def verdicts(old: Edition, new: Edition) -> list[Verdict]:
    return [row.verdict for row in compared(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [(2, 1, Verdict.BETTER), (1, 1, Verdict.SAME), (1, 2, Verdict.WORSE)],
)
def test_grades_of_one_area_have_a_direction(
    area: JudgementArea, old: int, new: int, verdict: Verdict
) -> None:
    assert verdicts(judged(area, old), judged(area, new)) == [verdict]


def test_same_name_in_another_framework_does_not_compare(area: JudgementArea) -> None:
    other = make_area(code="safety", scale=area.scale)  # of a framework of its own

    rows = compared(judged(area, 2), judged(other, 1))

    assert [row.verdict for row in rows] == [Verdict.FRAMEWORK_CHANGED]


def test_scale_that_was_exchanged_does_not_compare(area: JudgementArea) -> None:
    old = judged(area, 1)
    area.scale = make_point(order=1).scale
    area.save()

    assert verdicts(old, judged(area, 1)) == [Verdict.SCALE_CHANGED]


def test_area_that_was_not_judged_once_does_not_compare(area: JudgementArea) -> None:
    inspection = inspect(area.framework)
    make_judgement(inspection, area=area, not_judged=True)

    assert verdicts(judged(area, 1), make_edition(inspection)) == [Verdict.NOT_JUDGED]


def test_areas_of_one_report_alone_are_told_as_that(
    framework: Framework, area: JudgementArea
) -> None:
    other = make_area(framework, code="voice", name_en="Voice")
    make_point(other.scale, order=1)

    rows = compared(judged(area, 1), judged(other, 1))

    assert [(row.name.en, row.verdict) for row in rows] == [
        ("Voice", Verdict.ONLY_NEW),
        ("Safety", Verdict.ONLY_OLD),
    ]
