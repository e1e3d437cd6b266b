from inspectorate.fields import Told
from inspectorate.public.pictures import WIDTH
from inspectorate.public.pictures.bars import Bar, Bars, Part


def test_bars_are_as_long_as_what_they_count() -> None:
    bars = Bars("k", [Bar("A", [Part("x", 3, 0), Part("y", 1, 1)])])

    [drawn] = bars.drawn
    assert [block.width for block in drawn.blocks] == [250.5, 83.5]
    assert [block.x for block in drawn.blocks] == [1.0, 251.5]


def test_shorter_bar_keeps_the_scale_of_the_longest() -> None:
    bars = Bars("k", [Bar("A", [Part("x", 4, 0)]), Bar("B", [Part("x", 1, 0)])])

    first, second = (drawn.blocks[0].width for drawn in bars.drawn)
    assert first == 4 * second


def test_names_and_signs_stay_within_the_picture() -> None:
    long = Told("Leadership, vision and corporate support of the whole council", "cy")
    parts = [Part("Reported as completed", 10, n) for n in range(4)]

    [drawn] = Bars("k", [Bar(long, parts)]).drawn

    assert [line for _y, line in drawn.lines] == [
        "Leadership, vision and corporate",
        "support of the whole council",
    ]
    assert [sign.x for sign in drawn.signs] == [0.0] * 4
    assert len({sign.y for sign in drawn.signs}) == 4
    assert all(sign.words_x < WIDTH for sign in drawn.signs)


def test_next_bar_stands_below_the_signs_of_the_one_before() -> None:
    bars = Bars("k", [Bar("A", [Part("x", 1, 0)]), Bar("B", [Part("y", 1, 5)])])

    above, below = bars.drawn
    assert above.signs[-1].y < below.lines[0][0] < below.top < bars.height
    assert bars.fills == [0, 5]
