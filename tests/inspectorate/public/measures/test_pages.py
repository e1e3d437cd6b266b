"""The list of measures, the page of one, and its figures as a file."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from authorities.models import Authority
from inspectorate.measures.models import Measure, MeasureSet
from tests.factories import (
    make_authority,
    make_equivalence,
    make_measure,
    make_measure_set,
    make_reading,
    revise,
)
from tests.inspectorate.public.pages import in_order, words

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# By name, and by figure from the highest to the lowest; Westshire has none.
FIGURES = {"Eastshire": "70", "Northshire": "90", "Southshire": "80"}


def rows(response: HttpResponse) -> list[dict[str, str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def make_figures(**fields: object) -> Measure:
    measure = make_measure(code="EX1", **fields)
    for name, value in FIGURES.items():
        make_reading(make_authority(name), measure, value=Decimal(value), decimals=0)
    make_reading(make_authority("Westshire"), measure, status="suppressed")
    make_reading(None, measure, value=Decimal("81.5"))
    return measure


@pytest.mark.parametrize(
    ("direction", "order"),
    [
        ("higher", ["Northshire 90%", "Southshire 80%", "Eastshire 70%"]),
        ("lower", ["Eastshire 70%", "Southshire 80%", "Northshire 90%"]),
        ("context", ["Eastshire 70%", "Northshire 90%", "Southshire 80%"]),
    ],
)
def test_authorities_stand_by_name_unless_the_measure_has_a_direction(
    client: Client, direction: str, order: list[str]
) -> None:
    make_figures(direction=direction)

    response = client.get("/en/measures/ex1/")

    assert in_order(response, "2024–25", "Wales 81.5%", *order, "Westshire Suppressed")
    by_name = "this measure does not say which figure is better"
    assert (by_name in words(response)) is (direction == "context")


def test_authorities_stand_by_their_names_of_the_page(client: Client) -> None:
    measure = make_measure(code="EX1", direction="context")
    for slug in ("isle-of-anglesey", "swansea"):
        make_reading(Authority.objects.get(slug=slug), measure)

    english = words(client.get("/en/measures/ex1/"))
    welsh = words(client.get("/cy/measures/ex1/"))

    assert english.index("Isle of Anglesey") < english.index("Swansea")
    assert welsh.index("Abertawe") < welsh.index("Ynys Môn")


def test_page_tells_the_formula_the_source_and_the_period_before(
    client: Client,
) -> None:
    measure, authority = make_measure(code="EX1"), make_authority()
    before = {"period_start": date(2023, 4, 1), "period_end": date(2024, 3, 31)}
    make_reading(authority, measure, **before, value=Decimal("70.0"))
    make_reading(
        authority,
        measure,
        source_url="https://stats.example/1",
        collected_on=date(2025, 6, 1),
    )

    response = client.get("/en/measures/ex1/")

    assert in_order(
        response,
        "visits on time ÷ visits due",
        "Exampleshire 88.9% Period before: 70.0%",
        "as at 1 June 2025. Published here: 2 March 2026.",
        "An earlier period: 2023–24",
        "Exampleshire 70.0%",
    )
    assert 'href="https://stats.example/1"' in response.content.decode()


def test_page_tells_from_what_a_measure_goes_on(client: Client) -> None:
    earlier = make_measure(make_measure_set(order=0), code="OLD1")
    make_equivalence(make_measure(code="EX1"), earlier=earlier, note_en="Almost.")

    page = words(client.get("/en/measures/ex1/"))

    assert "Goes on from OLD1 Visits made on time" in page
    assert "Almost." in page


def test_drafts_are_on_no_page_and_in_no_file(client: Client) -> None:
    measure = make_measure(code="EX1")
    pages = ["/en/measures/ex1/", "/en/measures/"]
    before = [client.get(page).content for page in pages]

    make_reading(make_authority(), measure, published=False)

    assert [client.get(page).content for page in pages] == before
    assert "No figure of this measure is published here yet." in before[0].decode()
    assert rows(client.get("/en/measures/ex1.csv")) == []


@pytest.mark.parametrize("address", ["measures/nosuch/", "measures/nosuch.csv"])
def test_measure_that_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(f"/en/{address}").status_code == 404


def test_file_has_former_readings_and_says_which_stands(client: Client) -> None:
    measure = make_measure(code="EX1")
    first = make_reading(make_authority(), measure, numerator=40, denominator=45)
    revise(first, value=Decimal("87.1"))
    make_reading(None, measure, status="suppressed")

    response = client.get("/en/measures/ex1.csv")

    told = rows(response)
    names = ("authority_en", "number", "stands", "status", "symbol", "value")
    assert response["Content-Disposition"] == 'attachment; filename="ex1.csv"'
    assert [tuple(row[name] for name in names) for row in told] == [
        ("Wales", "1", "true", "suppressed", "c", ""),
        ("Exampleshire", "2", "true", "revised", "", "87.1"),
        ("Exampleshire", "1", "false", "published", "", "88.9"),
    ]
    assert (told[2]["numerator"], told[2]["denominator"]) == ("40", "45")


def test_list_has_the_newest_set_first_and_says_where_figures_are(
    client: Client,
) -> None:
    Measure.objects.all().delete()
    MeasureSet.objects.all().delete()
    old = make_measure_set(name_en="Of old", order=1, valid_to="2016-03")
    make_measure(old, code="OLD1", name_en="Calls")
    new = make_measure(make_measure_set(name_en="Of late", order=2), code="NEW1")
    make_reading(measure=new)

    response = client.get("/en/measures/")

    empty = "No figure of these is published here yet: Calls OLD1"
    assert in_order(response, "Of late", "NEW1", "Of old to March 2016", empty)
    assert words(response).count("No figure") == 1


def test_empty_list_has_its_own_words(client: Client) -> None:
    Measure.objects.all().delete()

    assert "No measure has been recorded yet." in words(client.get("/en/measures/"))


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_two_statements_and_the_list_one(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    measure = make_measure(code="EX1")
    for number in range(count):
        reading = make_reading(make_authority(f"North {number}"), measure)
        revise(reading, value=Decimal(50))

    with django_assert_num_queries(2):
        client.get("/en/measures/ex1/")
    with django_assert_num_queries(1):
        client.get("/en/measures/")
    with django_assert_num_queries(2):
        rows(client.get("/en/measures/ex1.csv"))


def test_sitemap_has_every_measure(client: Client) -> None:
    make_measure(code="EX1")

    told = client.get("/sitemap-measures.xml").content.decode()

    assert "<loc>https://inspectorate.example/en/measures/ex1/</loc>" in told
    assert "/cy/measures/pm24/" in told


def test_figure_that_is_suppressed_takes_those_before_it_along(client: Client) -> None:
    reading = make_reading(make_authority(), make_measure(code="EX1"), value=7)

    gone = revise(reading, status="suppressed", value=None, decimals=0)
    told = rows(client.get("/en/measures/ex1.csv"))
    page = words(client.get(reading.authority.get_absolute_url()))

    assert [row["symbol"] for row in told] == ["c"]
    assert "Before it was revised" not in page

    revise(gone, value=Decimal(82), decimals=0)
    told = rows(client.get("/en/measures/ex1.csv"))

    assert [row["value"] for row in told] == ["82", ""]
