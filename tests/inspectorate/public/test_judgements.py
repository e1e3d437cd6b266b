"""How an authority was judged over time, on its page."""

import pytest
from django.test import Client

from authorities.models import Authority
from inspectorate.frameworks.models import JudgementArea, Scale, ScalePoint
from inspectorate.public.judgements import History, histories
from inspectorate.public.published import reports_and_withdrawals
from tests.factories import (
    make_area,
    make_authority,
    make_edition,
    make_framework,
    make_inspection,
    make_judgement,
    make_point,
    make_scale,
)
from tests.inspectorate.public.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def scale() -> Scale:
    scale = make_scale()
    for label in ("Good", "Poor"):
        make_point(scale, label_en=label)
    return scale


@pytest.fixture
def authority() -> Authority:
    return make_authority()


def judge(
    authority: Authority, year: str, area: JudgementArea, point: ScalePoint | None
) -> None:
    inspection = make_inspection(authority, framework=area.framework)
    make_judgement(inspection, area=area, point=point, not_judged=point is None)
    make_edition(inspection, published_on=year, recorded_from="A book")


def histories_of(authority: Authority) -> list[History]:
    reports, _withdrawals = reports_and_withdrawals(authority)
    return histories(reports)


def test_grades_of_one_framework_are_steps(authority: Authority, scale: Scale) -> None:
    good, poor = scale.points.order_by("order")
    area = make_area(scale=scale)
    judge(authority, "2018", area, poor)
    judge(authority, "2023", area, good)

    [history] = histories_of(authority)

    picture = history.picture
    assert [(mark.label, mark.row) for mark in picture.marks] == [
        ("2018", 1),
        ("2023", 0),
    ]
    assert picture.breaks == []
    assert len(list(picture.paths)) == 1
    assert [each.edition.published_on.year for each in history.judged] == [2023, 2018]


def test_another_framework_is_no_step_even_on_the_same_scale(
    authority: Authority, scale: Scale
) -> None:
    good, poor = scale.points.order_by("order")
    judge(authority, "2014", make_area(scale=scale, code="overall"), poor)
    judge(authority, "2018", make_area(scale=scale, code="overall"), good)

    [history] = histories_of(authority)

    assert len(history.picture.breaks) == 1
    assert list(history.picture.paths) == []


def test_other_scales_stand_apart(authority: Authority, scale: Scale) -> None:
    other = make_scale()
    judge(
        authority, "2014", make_area(scale=scale, code="overall"), scale.points.first()
    )
    area = make_area(scale=other, code="overall", is_overall=True)
    judge(authority, "2018", area, make_point(other))

    found = histories_of(authority)

    assert [each.judged[0].judgement.area for each in found] == [
        area,
        found[1].judged[0].judgement.area,
    ]
    assert [each.picture for each in found] == [None, None]


def test_one_grade_or_an_undated_one_makes_no_picture(
    authority: Authority, scale: Scale
) -> None:
    area, good = make_area(scale=scale), scale.points.first()
    judge(authority, "2014", area, good)
    judge(authority, "2016", area, None)
    judge(authority, "", area, good)

    [history] = histories_of(authority)

    assert history.picture is None
    assert len(history.judged) == 3


def test_page_draws_the_picture_with_its_words_and_a_table(
    client: Client, authority: Authority, scale: Scale
) -> None:
    area = make_area(make_framework(), scale=scale, name_en="Safety of <children>")
    for year, point in zip(("2018", "2023"), scale.points.all(), strict=True):
        judge(authority, year, area, point)

    response = client.get("/en/authorities/exampleshire/")

    html = response.content.decode()
    key = f"judged-{area.code}"
    assert f'role="img" aria-labelledby="{key}-title {key}-desc"' in html
    assert f'<title id="{key}-title">Safety of &lt;children&gt;</title>' in html
    assert "Every published judgement, by area, the newest first" in words(response)
    assert "style=" not in html
