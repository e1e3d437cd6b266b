"""docs/architecture.md names files; they are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[tuple[str, str]]:
    """The rows of the table under a heading."""
    part = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    found = re.findall(r"^\| (.+?) \| (.+?) \|$", part, flags=re.MULTILINE)
    return found[1:]


def paths(cell: str) -> list[str]:
    """The files and folders a cell names in full."""
    return re.findall(r"(?<![\w…/<])(?:\w[\w-]*/)+(?:[\w-]+\.\w+)?", cell)


@pytest.mark.parametrize(("word", "place"), rows("The words, and where they are"))
def test_word_of_the_user_is_where_the_table_says(word: str, place: str) -> None:
    named = [part for part in re.split(r"[;,] ", place) if " " not in part]

    assert named, f"The row of {word} names no file."
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize(("line", "place"), rows("Where does this line live?"))
def test_room_of_a_line_is_there_unless_it_is_to_come(line: str, place: str) -> None:
    if "(to come)" in line + place:
        return
    assert [name for name in paths(place) if not (ROOT / name).exists()] == []
