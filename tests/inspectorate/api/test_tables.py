"""Tables of the open data as lists: by what rows are found, and page after page."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from inspectorate.fields import PartialDate
from inspectorate.opendata.tables import TABLES
from inspectorate.paging import Cursor
from tests.factories import (
    NOON,
    SYSTEM,
    make_activity,
    make_announced,
    make_authority,
    make_edition,
    make_inspection,
    make_service,
)
from tests.inspectorate.api.problems import sentences

pytestmark = pytest.mark.django_db

CANARY = "yellowhammer"
NAMES = ("inspections", "inspection_authorities", "programme", "programme_authorities")
LATER = NOON + timedelta(hours=1)
SUMMER = {"window_from": PartialDate(2026, 6), "window_to": PartialDate(2026, 8)}


@pytest.fixture
def listed() -> None:
    arfon = make_authority("Arfon", gss_code="W99000001")
    make_activity(arfon, reference="A", service=make_service(code="housing"))
    case = make_inspection(make_authority("Dwyfor"), reference="B")
    make_edition(case, slug="dwyfor")
    case = make_announced(
        make_inspection(make_authority("Meirion"), service=make_service(code="youth"))
    ).inspection
    case.announce(by=SYSTEM, at=LATER, **SUMMER)


ASKED = [
    ("inspections/?outcome=unreported", ["A"]),
    ("inspections/?service=housing", ["A"]),
    ("inspections/?inspection=B", ["B"]),
    ("inspections/?authority=W99000001", ["A"]),
    ("inspections/?authority=dwyfor&outcome=reported", ["B"]),
    ("inspections/?authority=meirion", []),
    ("inspection-authorities/?authority=W99000001", ["A"]),
    ("inspection-authorities/?authority=dwyfor", ["B"]),
    ("programme/?is_current=true", [LATER]),
    ("programme/?is_current=false&service=youth", [NOON]),
    ("programme/?said=changed", [LATER]),
    ("programme/?authority=meirion", [NOON, LATER]),
    ("programme/?authority=dwyfor", []),
    ("programme/?announced_at=2026-03-02T12:00:00Z", [NOON, LATER]),
    ("programme-authorities/?authority=meirion", [NOON, LATER]),
    ("programme-authorities/?authority=arfon", []),
]


@pytest.mark.slow
@pytest.mark.usefixtures("listed")
def test_client_asks_for_some_rows(client: Client, subtests: pytest.Subtests) -> None:
    for address, expected in ASKED:
        with subtests.test(address=address):
            found = client.get(f"/api/v1/{address}").json()["results"]

            names = [row.get("inspection") or row["said_at"] for row in found]
            assert names == [
                each if isinstance(each, str) else f"{each:%FT%T}.000000Z"
                for each in expected
            ]


@pytest.mark.slow
@pytest.mark.usefixtures("listed")
def test_reference_of_a_case_that_is_not_public_is_refused_as_one_that_never_was(
    client: Client,
) -> None:
    make_inspection(reference=CANARY)

    answers = [
        client.get(f"/api/v1/{way}/", {"inspection": each})
        for way in ("inspections", "inspection-authorities")
        for each in (CANARY, "NEVER")
    ]

    assert {answer.status_code for answer in answers} == {400}
    said = [str(sentences(each)).replace("NEVER", CANARY) for each in answers]
    assert len(set(said)) == 1


@pytest.mark.slow
@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize("name", NAMES)
def test_pages_have_every_row_once(client: Client, name: str) -> None:
    way = f"/api/v1/{name.replace('_', '-')}/"
    all_at_once = client.get(way).json()["results"]

    found, url = [], f"{way}?page_size=1"
    while url:
        page = client.get(url).json()
        found += page["results"]
        url = page["next"]

    assert found == all_at_once
    lines = b"".join(client.get(f"{way}?format=csv")).splitlines()
    assert len(lines) == len(all_at_once) + 1 > 2


PAGED = [("inspections", ["A"]), ("inspection-authorities", ["A", "arfon"])]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "key"), PAGED)
def test_next_page_does_not_tell_how_many_cases_there_are(
    client: Client, name: str, key: list[str]
) -> None:
    make_activity(make_authority("Arfon"), reference="A")
    make_activity(make_authority("Dwyfor"), reference="B")

    page = client.get(f"/api/v1/{name}/", {"page_size": 1}).json()

    cursor = parse_qs(urlsplit(page["next"]).query)["cursor"][0]
    assert Cursor.decode(cursor, len(key)).key == key
    (row,) = client.get(page["next"]).json()["results"]
    assert row["inspection"] == "B"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_statements_however_many(
    client: Client,
    name: str,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        make_activity(make_authority(f"Arfon{number}"))
        make_edition(make_inspection(make_authority(f"Dwyfor{number}")))
        make_announced(
            make_inspection(make_authority(f"Meirion{number}")),
            at=NOON + timedelta(minutes=number),
        )

    address = name.replace("_", "-")
    with django_assert_num_queries(1):
        found = client.get(f"/api/v1/{address}/").json()["results"]
    assert len(found) >= count


def test_list_is_asked_for_after_its_table_was_asked_for_rows(client: Client) -> None:
    make_service(code="housing")
    TABLES["services"].at([("housing",)])

    found = client.get("/api/v1/services/", {"code": "housing"}).json()["results"]

    assert [row["code"] for row in found] == ["housing"]
