"""How authorities compare in one area of one framework."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from inspectorate.frameworks.models import JudgementArea, ScalePoint
from inspectorate.reports.models import Edition
from tests.factories import (
    make_area,
    make_authority,
    make_edition,
    make_framework,
    make_inspection,
    make_judgement,
    make_point,
    make_report,
    make_withdrawal,
)
from tests.inspectorate.public.pages import in_order, words

pytestmark = pytest.mark.django_db

PAGE = "/en/compare/EX-1/safety/"


@pytest.fixture
def area() -> JudgementArea:
    framework = make_framework(code="EX-1")
    area = make_area(framework, code="safety", name_en="Safety")
    for order, label in ((1, "Good"), (2, "Fair"), (3, "Poor")):
        make_point(area.scale, order=order, label_en=label, code=label.lower())
    return area


def point(area: JudgementArea, code: str) -> ScalePoint:
    return area.scale.points.get(code=code)


def judge(name: str, area: JudgementArea, grade: str, year: str) -> Edition:
    authority = make_authority(name)
    inspection = make_inspection(authority, framework=area.framework)
    given = {"point": point(area, grade)} if grade else {"not_judged": True}
    make_judgement(inspection, area=area, **given)
    return make_edition(inspection, published_on=year, recorded_from="A book")


def test_areas_are_offered_where_a_published_report_judges_them(
    client: Client, area: JudgementArea
) -> None:
    judge("Northshire", area, "good", "2018")
    draft = make_inspection()
    make_judgement(draft, area=make_area(draft.framework, name_en="Secret"))
    make_report(draft)
    withdrawn = make_inspection()
    make_judgement(withdrawn, area=make_area(withdrawn.framework, name_en="Secret"))
    make_withdrawal(make_edition(withdrawn))

    response = client.get("/en/compare/")

    assert in_order(response, "Framework for examples EX-1", "Safety")
    assert f'href="{PAGE}"' in response.content.decode()
    assert "Secret" not in words(response)


def test_nothing_is_offered_where_nothing_is_judged(client: Client) -> None:
    page = words(client.get("/en/compare/"))

    assert "No judgement has been published yet." in page


@pytest.mark.parametrize(
    "address", ["NONE/safety", "EX-1/none", "EX-1/voice", "EX-2/safety"]
)
def test_area_without_a_published_judgement_is_not_found(
    client: Client, area: JudgementArea, address: str
) -> None:
    judge("Northshire", area, "good", "2018")
    make_area(area.framework, code="voice")

    response = client.get(f"/en/compare/{address}/")

    assert response.status_code == 404


def test_authorities_stand_by_name_with_their_newest_grade_and_counts(
    client: Client, area: JudgementArea
) -> None:
    judge("Westshire", area, "good", "2018")
    judge("Northshire", area, "poor", "2020")
    again = judge("Eastshire", area, "good", "2014")
    authority = again.authorities.get()
    inspection = make_inspection(authority, framework=area.framework)
    make_judgement(inspection, area=area, point=point(area, "poor"))
    make_edition(inspection, published_on="2019", recorded_from="A book")

    response = client.get(PAGE)

    assert in_order(
        response,
        "Good Children get the help they need. 1",
        "Fair Children get the help they need. 0",
        "Poor Children get the help they need. 2",
        "All 3",
        "Eastshire Poor 2019",
        "Northshire Poor 2020",
        "Westshire Good 2018",
    )
    assert "2014" not in words(response)


def test_authority_not_judged_last_time_is_told_as_that(
    client: Client, area: JudgementArea
) -> None:
    judge("Northshire", area, "", "2018")

    assert in_order(client.get(PAGE), "Not judged 1", "Northshire Not judged 2018")


def test_joint_report_judges_each_authority(
    client: Client, area: JudgementArea
) -> None:
    inspection = make_inspection(make_authority("Northshire"), framework=area.framework)
    inspection.authorities.add(make_authority("Southshire"))
    make_judgement(inspection, area=area, point=point(area, "fair"))
    make_edition(inspection)

    assert in_order(client.get(PAGE), "Fair", "2", "Northshire Fair", "Southshire Fair")


def test_names_are_sorted_as_the_language_of_the_page_has_them(
    client: Client, area: JudgementArea
) -> None:
    names = {"Swansea II": "Abertawe II", "Cardiff II": "Caerdydd II"}
    for english, welsh in names.items():
        edition = judge(english, area, "good", "2018")
        edition.authorities.update(name_cy=welsh)

    assert in_order(client.get(PAGE), "Cardiff II", "Swansea II")
    welsh = client.get(PAGE.replace("/en/", "/cy/"))
    assert in_order(welsh, "Abertawe II", "Caerdydd II")


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_the_same_queries_for_any_number_of_rows(
    client: Client,
    area: JudgementArea,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        judge(f"North {number}", area, "good", "2018")

    with django_assert_num_queries(4):
        client.get(PAGE)
    with django_assert_num_queries(1):
        client.get("/en/compare/")
