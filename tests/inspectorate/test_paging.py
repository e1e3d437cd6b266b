import base64
import json

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from inspectorate.inspections.models import Inspection
from inspectorate.paging import BadCursor, Page, paginate
from tests.factories import (
    make_authority,
    make_framework,
    make_inspection,
    make_service,
)

NEWEST_FIRST = ("-sorted_on", "-pk")


@pytest.fixture(scope="module")
def _seven(rows_of_module: None) -> None:
    shared = {
        "authority": make_authority(),
        "framework": make_framework(),
        "service": make_service(),
    }
    for day in ("2025-01-05", "2025-01-09", "2025-01-07", "2025-01-09"):
        make_inspection(fieldwork_start=day, **shared)
    for day in ("2025-01-05", "2025-01-09", None):
        make_inspection(fieldwork_start=day, **shared)


@pytest.fixture
def seven(_seven: None, db: None) -> QuerySet[Inspection]:
    """Seven inspections, of which three and two share a day."""
    return Inspection.objects.all()


def walk(
    rows: QuerySet[Inspection], order: tuple[str, ...], size: int
) -> list[list[int]]:
    """The keys of every page from the first to the last, by the next cursor."""
    pages = [paginate(rows, order=order, size=size)]
    while pages[-1].next:
        pages.append(paginate(rows, order=order, size=size, cursor=pages[-1].next))
    return [[row.pk for row in page.rows] for page in pages]


def flat(pages: list[list]) -> list:
    return [row for page in pages for row in page]


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 8])
@pytest.mark.parametrize(
    "order",
    [NEWEST_FIRST, ("sorted_on", "pk"), ("reference",), ("framework__code", "pk")],
)
def test_pages_hold_every_row_once_and_in_order(
    seven: QuerySet[Inspection], order: tuple[str, ...], size: int
) -> None:
    pages = walk(seven, order, size)

    expected = [row.pk for row in seven.order_by(*order)]
    assert flat(pages) == expected
    assert {len(page) for page in pages[:-1]} <= {size}


@pytest.mark.parametrize(
    "order", [NEWEST_FIRST, ("sorted_on", "pk"), ("framework__code", "sorted_on", "pk")]
)
@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_read_backwards_are_the_same(
    seven: QuerySet[Inspection], order: tuple[str, ...], size: int
) -> None:
    page = paginate(seven, order=order, size=size)
    forward = [page.rows]
    while page.next:
        page = paginate(seven, order=order, size=size, cursor=page.next)
        forward.append(page.rows)

    backward = [page.rows]
    while page.previous:
        page = paginate(seven, order=order, size=size, cursor=page.previous)
        backward.insert(0, page.rows)

    assert flat(backward) == flat(forward)
    assert page.rows[0] == forward[0][0]


def test_row_added_in_front_makes_none_appear_twice(
    seven: QuerySet[Inspection],
) -> None:
    first = paginate(seven, order=NEWEST_FIRST, size=3)

    make_inspection(fieldwork_start="2025-02-01")
    second = paginate(seven, order=NEWEST_FIRST, size=3, cursor=first.next)

    assert not {row.pk for row in first.rows} & {row.pk for row in second.rows}
    assert second.previous is not None


def test_only_page_has_no_neighbours(seven: QuerySet[Inspection]) -> None:
    page = paginate(seven, order=NEWEST_FIRST, size=7)

    assert (len(page.rows), page.next, page.previous) == (7, None, None)


@pytest.mark.django_db
def test_empty_list_is_one_empty_page() -> None:
    nothing = Inspection.objects.none()

    assert paginate(nothing, order=NEWEST_FIRST, size=5) == Page([], None, None)


def test_page_is_one_query(
    seven: QuerySet[Inspection], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = paginate(seven, order=NEWEST_FIRST, size=3)

    with django_assert_num_queries(1):
        paginate(seven, order=NEWEST_FIRST, size=3, cursor=first.next)


def test_order_may_follow_a_relation(seven: QuerySet[Inspection]) -> None:
    make_inspection(framework=make_framework(code="A-FIRST"))

    pages = walk(seven.select_related("framework"), ("framework__code", "pk"), 3)

    assert flat(pages) == list(
        seven.order_by("framework__code", "pk").values_list("pk", flat=True)
    )


def cursor(told: object) -> str:
    text = told if isinstance(told, bytes) else json.dumps(told).encode()
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


FOREIGN = [
    "x",
    "ŵ",
    "=====",
    cursor(b"\xff\xfe"),
    cursor(b"not json"),
    cursor(b"[" * 5000),
    cursor(None),
    cursor(5),
    cursor({"a": 1, "b": 2}),
    cursor([["2025-01-05", "1"], "no"]),
    cursor([["2025-01-05"], False]),
    cursor([["2025-01-05", "1", "2"], False]),
    cursor([["2025-01-05", 1], False]),
    cursor([["2025-13-05", "1"], False]),
    cursor([["yesterday", "1"], False]),
    cursor([["2025-01-05", "one"], False]),
    cursor([["2025-01-05", "1e5"], False]),
    cursor([["2025-01-05", "9" * 30], False]),
    cursor([["2025-01-05", "9" * 5000], False]),
]


def test_foreign_cursor_is_refused_with_the_cure(
    seven: QuerySet[Inspection], subtests: pytest.Subtests
) -> None:
    for text in FOREIGN:
        with subtests.test(text=text):
            with pytest.raises(BadCursor) as refusal:
                paginate(seven, order=NEWEST_FIRST, size=3, cursor=text)

            assert str(refusal.value) == (
                "This page address is not valid. Start again from the first page."
            )


@pytest.mark.parametrize("text", ["A\0", "\ud800"], ids=["NUL", "half a character"])
def test_cursor_that_no_text_column_can_hold_is_refused(
    seven: QuerySet[Inspection], text: str
) -> None:
    with pytest.raises(BadCursor):
        paginate(seven, order=("reference",), size=3, cursor=cursor([[text], False]))


@pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite explains in other words."
)
def test_deep_page_is_found_by_its_index(seven: QuerySet[Inspection]) -> None:
    first = paginate(seven, order=("pk",), size=2)
    with connection.cursor() as asked:
        asked.execute("SET LOCAL enable_seqscan = off")
        queries: list[tuple] = []
        with connection.execute_wrapper(
            lambda execute, sql, params, many, context: (
                queries.append((sql, params)),
                execute(sql, params, many, context),
            )[1]
        ):
            paginate(seven, order=("pk",), size=2, cursor=first.next)
        sql, given = queries[0]
        asked.execute(f"EXPLAIN {sql}", given)
        plan = "\n".join(row[0] for row in asked.fetchall())

    assert "Index Cond" in plan


def test_key_of_two_tables_is_bounded_by_its_first_column(
    seven: QuerySet[Inspection],
) -> None:
    """PostgreSQL takes a row-value over two tables for rarer than it is."""
    order = ("framework__code", "pk")
    first = paginate(seven, order=order, size=3)

    with CaptureQueriesContext(connection) as queries:
        second = paginate(
            seven.select_related("framework"), order=order, size=3, cursor=first.next
        )

    (asked,) = queries.captured_queries
    assert '("frameworks_framework"."code") >= (' in asked["sql"]
    assert ' AND NOT (("frameworks_framework"."code") = (' in asked["sql"]
    assert len(second.rows) == 3
