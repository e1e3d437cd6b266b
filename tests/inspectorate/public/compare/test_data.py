"""How authorities compare in one area, as a file."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from inspectorate.frameworks.models import JudgementArea
from inspectorate.opendata.tables import TABLES
from tests.factories import (
    make_area,
    make_authority,
    make_edition,
    make_framework,
    make_inspection,
    make_judgement,
    make_point,
    make_report,
)
from tests.inspectorate.public.pages import rows_of

pytestmark = pytest.mark.django_db

FILE = "/en/compare/EX-1/safety.csv"


@pytest.fixture
def area() -> JudgementArea:
    area = make_area(make_framework(code="EX-1"), code="safety")
    for order, code in enumerate(("good", "poor")):
        make_point(area.scale, order=order, code=code)
    return area


def judge(area: JudgementArea, grade: str, year: str, *names: str) -> None:
    case = make_inspection(make_authority(names[0]), framework=area.framework)
    for name in names[1:]:
        case.authorities.add(make_authority(name))
    point = area.scale.points.get(code=grade)
    make_judgement(case, area=area, point=point, wording_en="=Well")
    slug = f"{names[0]}-{year}".lower()
    make_edition(case, slug=slug, published_on=year, recorded_from="A book")


def test_file_has_the_newest_judgement_of_each_authority_by_name(
    client: Client, area: JudgementArea
) -> None:
    judge(area, "good", "2018", "Westshire", "Northshire")
    judge(area, "poor", "2020", "Eastshire")
    draft = make_inspection(make_authority("Secretshire"), framework=area.framework)
    make_judgement(draft, area=area, point=area.scale.points.first())
    make_report(draft)

    rows = rows_of(client.get(FILE))

    told = [(row["authority_en"], row["report"], row["grade"]) for row in rows]
    assert told == [
        ("Eastshire", "eastshire-2020", "poor"),
        ("Northshire", "westshire-2018", "good"),
        ("Westshire", "westshire-2018", "good"),
    ]
    assert [*rows[0]][3:] == TABLES["judgements"].names
    assert rows[0]["wording_en"] == "'=Well"


@pytest.mark.parametrize("language", ["en", "cy"])
def test_page_leads_to_the_file(
    client: Client, area: JudgementArea, language: str
) -> None:
    judge(area, "good", "2018", "Northshire")

    html = client.get(f"/{language}/compare/EX-1/safety/").content.decode()

    assert f'href="/{language}/compare/EX-1/safety.csv"' in html


@pytest.mark.parametrize("address", ["EX-1/none", "NONE/safety", "EX-1/voice"])
def test_area_without_a_published_judgement_has_no_file(
    client: Client, area: JudgementArea, address: str
) -> None:
    judge(area, "good", "2018", "Northshire")
    make_area(area.framework, code="voice")

    assert client.get(f"/en/compare/{address}.csv").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_file_takes_the_same_queries_for_any_number_of_rows(
    client: Client,
    area: JudgementArea,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        judge(area, "good", "2018", f"North-{number}")

    with django_assert_num_queries(4):
        assert len(rows_of(client.get(FILE))) == count
