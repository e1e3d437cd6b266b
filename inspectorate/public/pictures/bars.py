"""How many there are of each sort, as bars in parts; and what each part is."""

from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import NamedTuple

from inspectorate.fields import Told
from inspectorate.public.pictures import LETTER, LINE, WIDTH

BAR = 22
# So many letters of a name, which is bold, stand in one line.
LETTERS = 36
SWATCH = 14
GAP = 14


class Part(NamedTuple):
    """`fill` is which of the patterns it has, in public/picture_fills.html."""

    label: str
    count: int
    fill: int


class Bar(NamedTuple):
    """`label` is in the page's language, or says in which it is."""

    label: str | Told
    parts: list[Part]

    @property
    def total(self) -> int:
        return sum(part.count for part in self.parts)

    @property
    def name(self) -> str:
        return self.label.text if isinstance(self.label, Told) else str(self.label)


class Block(NamedTuple):
    x: float
    width: float
    fill: int


class Sign(NamedTuple):
    """What a pattern means, beside a square of it."""

    x: float
    y: float
    part: Part

    @property
    def words_x(self) -> float:
        return round(self.x + SWATCH + 6, 1)


class Drawn(NamedTuple):
    bar: Bar
    lines: list[tuple[float, str]]
    top: float
    blocks: list[Block]
    signs: list[Sign]


class Bars:
    """A name above each bar and what its parts are below it, so that nothing has to be
    looked up by its colour. `key` tells it from other pictures of a page.
    """

    width, bar, swatch = WIDTH, BAR, SWATCH

    def __init__(self, key: str, rows: Iterable[Bar]) -> None:
        self.key, self.rows = key, list(rows)
        self.most = max((row.total for row in self.rows), default=0)
        self.drawn = list(self.draw())

    @property
    def height(self) -> float:
        last = self.drawn[-1]
        return last.signs[-1].y + LINE

    @property
    def fills(self) -> list[int]:
        """The patterns that it needs."""
        return sorted({part.fill for row in self.rows for part in row.parts})

    def draw(self) -> Iterator[Drawn]:
        y = 0.0
        for row in self.rows:
            words = wrap(row.name, LETTERS)
            lines = [(y + LINE * place, line) for place, line in enumerate(words)]
            top = y + LINE * len(lines) + 4
            signs = list(placed(row.parts, top + BAR + 6))
            yield Drawn(row, lines, top, list(self.blocks(row.parts)), signs)
            y = signs[-1].y + LINE + GAP

    def blocks(self, parts: Iterable[Part]) -> Iterator[Block]:
        x = 1.0
        for part in parts:
            width = part.count / self.most * (WIDTH - 2)
            yield Block(round(x, 1), round(width, 1), part.fill)
            x += width


def placed(parts: Iterable[Part], y: float) -> Iterator[Sign]:
    """Side by side, as many as a line holds."""
    x = 0.0
    for part in parts:
        words = f"{part.label}: {part.count}"
        width = SWATCH + 6 + len(words) * LETTER
        if x and x + width > WIDTH:
            x, y = 0.0, y + LINE + 2
        yield Sign(round(x, 1), y, part)
        x += width + GAP
