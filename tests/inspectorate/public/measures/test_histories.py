"""Measures on the page of an authority."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from inspectorate.measures.models import Measure, Reading
from inspectorate.public.measures.histories import histories
from tests.factories import (
    SYSTEM,
    draft_reading,
    make_authority,
    make_delivery,
    make_equivalence,
    make_measure,
    make_measure_set,
    make_reading,
    revise,
)
from tests.inspectorate.public.pages import in_order, words

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PAGE = "/en/authorities/exampleshire/"


def year(first: int) -> dict[str, date]:
    return {"period_start": date(first, 4, 1), "period_end": date(first + 1, 3, 31)}


def make_years(measure: Measure, *values: str | None) -> list[Reading]:
    """Of Exampleshire, from 2020-21 on; None is a figure that is suppressed."""
    authority = make_authority()
    return [
        make_reading(
            authority,
            measure,
            **year(2020 + place),
            **({"value": Decimal(value)} if value else {"status": "suppressed"}),
        )
        for place, value in enumerate(values)
    ]


def test_page_shows_each_figure_with_wales_and_the_source(client: Client) -> None:
    measure = make_measure()
    make_years(measure, "80", "90.5")
    make_reading(None, measure, **year(2021), value=Decimal(88), decimals=0)

    response = client.get(PAGE)

    assert in_order(
        response,
        "Measures over time",
        "Visits made on time",
        "Period This authority Wales",
        "2021–22 90.5% 88%",
        "2020–21 80.0% – nothing is published",
        "Source: Statistics of examples . Published here: 2 March 2026.",
    )
    source = '<span lang="en">Statistics of examples</span>'
    assert source in client.get(PAGE.replace("/en/", "/cy/")).content.decode()


def test_figure_that_is_not_told_is_a_word_and_a_gap_and_no_nought(
    client: Client,
) -> None:
    make_years(make_measure(), "80", None, "90", "0")

    page = words(client.get(PAGE))
    (history,) = histories(Reading.objects.first().authority)

    assert "2021–22 Suppressed 2020–21 80.0%" in page
    assert "2023–24 0.0%" in page
    assert "There is a figure, and it is not told" in page
    assert len(history.picture.own_paths) == 1
    assert [sign.text for sign in history.picture.signs] == ["c"]


def test_picture_has_title_description_and_no_style(client: Client) -> None:
    make_years(make_measure(code="EX-1"), "80", "90")

    html = client.get(PAGE).content.decode()

    assert 'role="img" aria-labelledby="measure-ex-1-title measure-ex-1-desc"' in html
    assert '<title id="measure-ex-1-title">Visits made on time</title>' in html
    assert '<desc id="measure-ex-1-desc">Figures over time as a line;' in html
    assert " style=" not in html


def test_one_figure_makes_no_picture(client: Client) -> None:
    make_years(make_measure(), "80", None)

    assert "<svg" not in client.get(PAGE).content.decode()


def test_figure_that_is_revised_stands_beside_what_it_was(client: Client) -> None:
    (reading,) = make_years(make_measure(), "80")

    revise(reading, value=Decimal("81.5"))

    assert "81.5% Revised Before it was revised: 80.0%" in words(client.get(PAGE))


def test_drafts_are_not_shown_nor_told_of(client: Client) -> None:
    (reading,) = make_years(make_measure(), "80")
    before = client.get(PAGE).content

    revise(reading, published=False, value=Decimal("81.5"))
    make_reading(reading.authority, published=False)
    make_reading(None, reading.measure, published=False, **year(2020))

    assert client.get(PAGE).content == before


def test_page_without_a_published_figure_has_no_section(client: Client) -> None:
    make_reading(make_authority(), published=False)
    make_reading(None)

    assert "Measures over time" not in words(client.get(PAGE))


def test_delivery_that_is_announced_for_a_later_day_is_not_shown(
    client: Client,
) -> None:
    delivery = make_delivery(draft_reading(make_measure(), make_authority()))
    delivery.publish(by=SYSTEM, on=date(2999, 1, 1))

    assert "Measures over time" not in words(client.get(PAGE))


def test_measure_goes_on_from_an_earlier_set_over_a_break(client: Client) -> None:
    old = make_measure(make_measure_set(order=1), code="OLD1")
    new = make_measure(make_measure_set(order=2), code="NEW1")
    readings = make_years(old, "80", "81")
    for first in (2022, 2023):
        make_reading(readings[0].authority, new, **year(first))
    make_equivalence(new, earlier=old)

    (history,) = histories(readings[0].authority)
    page = words(client.get(PAGE))

    assert [row.measure for row in history.rows] == [new, new, old, old]
    assert len(history.picture.own_paths) == 2
    assert len(history.picture.breaks) == 1
    assert "Figures left and right of it are not compared." in page


def test_measures_of_two_sets_stand_apart_where_nobody_says_otherwise() -> None:
    old = make_measure(make_measure_set(order=1))
    new = make_measure(make_measure_set(order=2))
    readings = make_years(old, "80", "81")
    make_reading(readings[0].authority, new, **year(2022))

    told = histories(readings[0].authority)

    assert [each.measure for each in told] == [new, old]
    assert not told[1].picture.breaks


@pytest.mark.parametrize("count", [1, 3])
def test_histories_take_one_statement(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    authority = make_authority()
    for _each in range(count):
        measure = make_measure()
        revise(make_reading(authority, measure), value=Decimal(50))
        make_reading(None, measure)
        make_equivalence(measure)

    with django_assert_num_queries(1):
        told = histories(authority)
        assert [len(each.rows) for each in told] == [1] * count


def test_page_stands_where_the_newest_ten_periods_have_no_value(client: Client) -> None:
    make_years(make_measure(), "80", "90", *[None] * 10)

    response = client.get(PAGE)

    assert response.status_code == 200
    assert "<svg" not in response.content.decode()
    assert "2020–21 80.0%" in words(response)


def test_scale_has_the_decimals_that_its_steps_need() -> None:
    first, _second = make_years(make_measure(), "80.6", "82.0")

    (history,) = histories(first.authority)

    told = [text for _y, text in history.picture.scale]
    assert told == [f"{step:.1f}" for step in history.picture.steps]


def test_earlier_set_is_drawn_until_the_later_one_begins() -> None:
    old = make_measure(make_measure_set(order=1))
    new = make_measure(make_measure_set(order=2))
    readings = make_years(old, "70", "71", "72", "73")
    for first in (2021, 2022):
        make_reading(readings[0].authority, new, **year(first))
    make_equivalence(new, earlier=old)

    (history,) = histories(readings[0].authority)

    assert [mark.day.year for mark in history.picture.marks] == [2021, 2022, 2023]
    assert len(history.rows) == 6
    assert len(history.picture.breaks) == 1


def test_quarter_is_not_joined_to_years_nor_parts_them() -> None:
    measure = make_measure()
    readings = make_years(measure, "80", "81", "82", "83")
    quarter = {"period_start": date(2024, 4, 1), "period_end": date(2024, 6, 30)}
    make_reading(readings[0].authority, measure, **quarter)

    (history,) = histories(readings[0].authority)

    assert len(history.picture.marks) == 5
    assert len(history.picture.own_paths) == 3


def test_quarters_after_years_are_a_line_of_their_own() -> None:
    measure = make_measure()
    readings = make_years(measure, "80", "81")
    for day in (date(2022, 4, 1), date(2022, 7, 1)):
        end = date(2022, day.month + 2, 30)
        given = {"period_start": day, "period_end": end, "value": Decimal(20)}
        make_reading(readings[0].authority, measure, **given)

    (history,) = histories(readings[0].authority)

    paths = history.picture.own_paths
    places = history.picture.places
    assert [path.split()[0] for path in paths] == [f"M{places[0]}", f"M{places[2]}"]
