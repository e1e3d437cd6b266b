"""The list of recommendations as a file."""

import csv
import io
import json

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import (
    make_edition,
    make_inspection,
    make_recommendation,
    make_report,
    make_theme,
)

pytestmark = pytest.mark.django_db


def read(client: Client, form: str, **asked: str) -> list[dict]:
    response = client.get(f"/en/recommendations.{form}", asked)
    text = b"".join(response).decode("utf-8-sig")
    if form == "json":
        return json.loads(text)["recommendations"]
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def two() -> None:
    for year, text in (("2014", "=SUM(A1)"), ("2018", "Hire staff.")):
        case = make_inspection(reference=f"CASE-{year}")
        row = make_recommendation(case, text_en=text, acceptance="accepted")
        row.themes.add(make_theme(code=f"t{year}"))
        source = "Paper archive" if year == "2014" else ""
        make_edition(case, published_on=year, recorded_from=source)
    make_recommendation(make_report().inspection, text_en="Secret.")


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("form", ["csv", "json"])
def test_file_holds_what_the_filters_leave_and_no_draft(
    client: Client, form: str
) -> None:
    every = read(client, form)
    some = read(client, form, year="2014")

    assert [row["reference"] for row in every] == ["CASE-2018-R1", "CASE-2014-R1"]
    assert [row["reference"] for row in some] == ["CASE-2014-R1"]
    row = every[0]
    assert row["address"] == "http://testserver/en/recommendations/CASE-2018-R1/"
    assert row["published_on"] == "2018"
    assert row["acceptance"] == "accepted"
    assert row["progress"] == "not_started"
    assert row["as_at"] == str(timezone.localdate())
    assert [*row][-2:] == ["as_at", "awaits_verification"]
    # What a historical source does not say is empty.
    assert every[1]["progress"] == ""
    # But that nobody closed it is known: the page counts it among the open ones.
    assert every[1]["lifecycle"] == "open"


@pytest.mark.usefixtures("two")
def test_text_of_a_csv_is_no_formula(client: Client) -> None:
    (row,) = read(client, "csv", year="2014")

    assert row["text_en"] == "'=SUM(A1)"


@pytest.mark.parametrize("form", ["csv", "json"])
def test_file_of_nothing_is_whole_and_has_its_columns(
    client: Client, form: str
) -> None:
    assert read(client, form) == []

    body = b"".join(client.get(f"/cy/recommendations.{form}"))
    assert b"reference" in body


def test_bad_filter_is_answered_by_a_sentence(client: Client) -> None:
    response = client.get("/en/recommendations.csv", {"state": "lost"})

    assert response.status_code == 400
    assert "is not one of the choices of this list." in response.content.decode()


def test_other_forms_are_not_found(client: Client) -> None:
    assert client.get("/en/recommendations.xml").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_file_takes_the_same_queries_for_any_number_of_rows(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        case = make_inspection()
        make_recommendation(case).themes.add(make_theme())
        make_edition(case)

    with django_assert_num_queries(7):
        b"".join(client.get("/en/recommendations.csv"))
