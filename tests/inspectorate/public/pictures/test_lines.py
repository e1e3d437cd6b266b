import itertools
from datetime import date
from decimal import Decimal

import pytest

from inspectorate.public.pictures import WIDTH
from inspectorate.public.pictures.lines import MOST, Lines, Mark, scale


def mark(year: int, own: str | None, wales: str | None = None, **told: object) -> Mark:
    values = [None if each is None else Decimal(each) for each in (own, wales)]
    label = f"{year - 1}–{year % 100:02}"
    sign = "" if own else "c"
    return Mark(label, date(year, 3, 31), values[0], sign, values[1], **told)


def test_line_goes_from_figure_to_figure() -> None:
    picture = Lines("x", [mark(2020, "80"), mark(2021, "90"), mark(2022, "85")])

    first, second = picture.own_paths
    assert first.startswith("M")
    assert "L" in first
    assert second.split("L")[0][1:] == first.split("L")[1]
    assert [dot.y for dot in picture.own_dots][1] < picture.own_dots[0].y
    assert not picture.has_wales


def test_line_has_a_gap_where_no_value_is_told() -> None:
    marks = [mark(2020, "80"), mark(2021, None), mark(2022, "85"), mark(2023, "85")]

    picture = Lines("x", marks)

    assert len(picture.own_paths) == 1
    assert len(picture.own_dots) == 3
    assert [sign.text for sign in picture.signs] == ["c"]


def test_line_has_a_gap_where_a_period_is_missing() -> None:
    picture = Lines("x", [mark(2018, "1"), mark(2019, "2"), mark(2022, "3")])

    places = [dot.x for dot in picture.own_dots]
    assert len(picture.own_paths) == 1
    assert places[2] - places[1] == pytest.approx(3 * (places[1] - places[0]), rel=0.02)


def test_no_line_goes_from_set_to_set() -> None:
    marks = [mark(2015, "80"), mark(2016, "81", begins=True), mark(2017, "82")]

    picture = Lines("x", marks)

    first, second, _third = picture.places
    assert len(picture.own_paths) == 1
    assert first < picture.breaks[0] < second


def test_nought_is_drawn_and_is_no_gap() -> None:
    picture = Lines("x", [mark(2020, "0", "5"), mark(2021, "0", "4")])

    assert len(picture.own_paths) == 1
    assert {dot.y for dot in picture.own_dots} == {picture.bottom}
    assert len(picture.wales_paths) == 1


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["0", "100"], ["0", "50", "100"]),
        (["88", "94"], ["88", "90", "92", "94"]),
        (["0"], ["-1", "-0.5", "0", "0.5", "1"]),
        (["-3", "3"], ["-4", "-2", "0", "2", "4"]),
        (["88.9", "88.9"], ["87.5", "88", "88.5", "89", "89.5", "90"]),
    ],
)
def test_scale_has_round_figures_around_all(
    values: list[str], expected: list[str]
) -> None:
    assert [f"{step.normalize():f}" for step in scale(list(map(Decimal, values)))] == (
        expected
    )


def test_labels_and_marks_stay_within_the_picture_and_apart() -> None:
    marks = [mark(2000 + year, str(year)) for year in range(30)]

    picture = Lines("x", marks)

    assert len(picture.marks) == MOST
    assert picture.labels[-1].text == "2028–29"
    places = [label.x for label in picture.labels]
    assert all(new - old > 60 for old, new in itertools.pairwise(places))
    assert all(0 < dot.x < WIDTH for dot in picture.own_dots)
