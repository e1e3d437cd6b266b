"""The forward programme as a file."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from inspectorate.fields import PartialDate
from inspectorate.inspections.models import Inspection
from inspectorate.public.programme_data import COLUMNS
from tests.factories import (
    NOON,
    SYSTEM,
    make_announced,
    make_authority,
    make_inspection,
    make_report,
)
from tests.inspectorate.public.pages import rows_of, words

pytestmark = pytest.mark.django_db

YEAR = timezone.localdate().year + 1


def announce(name: str, month: int, **told: object) -> Inspection:
    case = make_inspection(make_authority(name), reference=name.upper())
    make_announced(case, window_from=PartialDate(YEAR, month), **told)
    return case


def test_file_tells_what_the_page_tells_in_its_order(client: Client) -> None:
    announce("Southshire", 6, note_en="=With Estyn", note_cy="Gydag Estyn")
    announce("Northshire", 4)
    announce("Westshire", 5).defer(by=SYSTEM, reason="Secret.", at=NOON)
    make_report(announce("Eastshire", 3), slug="east", published=True)
    announce("Goneshire", 4).withdraw_announcement(by=SYSTEM, reason="A mistake.")
    make_inspection(make_authority("Hiddenshire"), reference="HIDDEN")

    rows = rows_of(client.get("/en/programme.csv"))

    assert [(row["stand"], row["authorities"], row["report"]) for row in rows] == [
        ("coming", "northshire", ""),
        ("coming", "southshire", ""),
        ("postponed", "westshire", ""),
        ("reported", "eastshire", "east"),
    ]
    row = rows[1]
    assert (row["window_from"], row["note_en"]) == (f"{YEAR}-06", "'=With Estyn")
    assert (row["said"], row["publishes"]) == ("announced", "true")
    assert row["as_at"] == str(timezone.localdate())
    assert "Coming (2)" in words(client.get("/en/programme/"))


def test_file_names_each_authority_of_a_joint_inspection(client: Client) -> None:
    case = make_inspection(make_authority("Northshire"))
    case.authorities.add(make_authority("Anothershire"))
    make_announced(case, window_from=PartialDate(YEAR))

    (row,) = rows_of(client.get("/cy/programme.csv"))

    assert sorted(row["authorities"].split(" ")) == ["anothershire", "northshire"]


def test_file_of_nothing_has_its_columns(client: Client) -> None:
    body = b"".join(client.get("/en/programme.csv")).decode("utf-8-sig")

    assert body == ",".join(COLUMNS) + "\r\n"


@pytest.mark.parametrize("language", ["en", "cy"])
def test_page_leads_to_the_file(client: Client, language: str) -> None:
    html = client.get(f"/{language}/programme/").content.decode()

    assert f'href="/{language}/programme.csv"' in html


@pytest.mark.parametrize("count", [1, 3])
def test_file_takes_the_same_queries_for_any_number_of_rows(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        announce(f"Shire{number}", 4)

    with django_assert_num_queries(3):
        assert len(rows_of(client.get("/en/programme.csv"))) == count
