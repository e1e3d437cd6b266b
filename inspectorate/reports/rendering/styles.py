"""How editions look: a folder for each style, which an edition keeps for good.

A style that any edition has is never changed, or its forms could not be made again.
"""

from functools import cache
from pathlib import Path

STYLES = Path(__file__).parent.parent / "styles"


@cache
def part(style: str, name: str) -> str:
    return (STYLES / style / name).read_text()


@cache
def signs(style: str) -> frozenset[str]:
    """The signs that the fonts of a style have, from its ranges of code points."""
    known: set[str] = set()
    for line in part(style, "signs.txt").split():
        first, _dash, last = line.partition("-")
        known |= set(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(known)
