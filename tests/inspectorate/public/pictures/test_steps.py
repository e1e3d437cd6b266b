from inspectorate.fields import Told
from inspectorate.public.pictures.steps import MOST, Mark, Steps

WORDS = [Told("Good", "en"), Told("Requires improvement to be good", "en")]


def test_steps_lead_from_grade_to_grade_the_best_on_top() -> None:
    steps = Steps("k", WORDS, [Mark("2018", 1, False), Mark("2023", 0, False)])

    old, new = steps.dots
    assert old.x < new.x
    assert old.y > new.y
    assert list(steps.paths) == [f"M{old.x} {old.y}H236.0V{new.y}H{new.x}"]
    assert steps.breaks == []


def test_another_framework_has_no_step_from_the_one_before() -> None:
    steps = Steps("k", WORDS, [Mark("2014", 1, False), Mark("2018", 0, True)])

    assert list(steps.paths) == []
    assert steps.breaks == [236.0]


def test_what_was_not_judged_is_a_gap() -> None:
    marks = [Mark(str(year), row, False) for year, row in ((1, 0), (2, None), (3, 0))]

    steps = Steps("k", WORDS, marks)

    assert [dot.y is None for dot in steps.dots] == [False, True, False]
    assert list(steps.paths) == []


def test_long_grade_stands_in_lines_and_many_marks_are_the_newest() -> None:
    marks = [Mark(str(number), 0, False) for number in range(MOST + 2)]

    steps = Steps("k", WORDS, marks)

    assert [line for _y, line in steps.words[1].lines] == [
        "Requires",
        "improvement to be",
        "good",
    ]
    assert [dot.label for dot in steps.dots] == ["2", "3", "4", "5", "6", "7"]
