import pytest
from django.db import connection

from inspectorate.inspections.models import Finding, Inspection
from tests.factories import make_inspection

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _findings() -> None:
    """So many that PostgreSQL need not guess what an index is worth."""
    inspection = make_inspection()
    Finding.objects.bulk_create(
        Finding(
            inspection=inspection,
            position=place,
            classification="challenge" if place % 50 == 0 else "strength",
            is_public=place % 2 == 0,
            text_en="Plans are late.",
        )
        for place in range(1, 501)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE inspections_finding")


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ({"classification": "challenge"}, "finding_classification"),
        ({"is_public": True}, "finding_is_public"),
        ({"is_public": False}, "finding_not_is_public"),
    ],
)
def test_filter_of_a_list_is_answered_by_its_index(asked: dict, index: str) -> None:
    rows = Finding.objects.filter(**asked).order_by("-pk")

    assert index in plan(rows[:10])
    assert "TEMP B-TREE" not in plan(rows[:10])


def test_filter_is_answered_in_the_order_of_the_list() -> None:
    rows = Inspection.objects.filter(kind="PEI").order_by("-sorted_on", "-pk")

    assert "inspection_kind" in plan(rows[:10])
    assert "TEMP B-TREE" not in plan(rows[:10])


def plan(rows: object) -> str:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Of a table so small PostgreSQL would read all.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    return rows.explain()
