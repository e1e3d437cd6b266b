"""docs/architecture.md names files and models that are there, and misses no model."""

import re
from pathlib import Path

import pytest
from django.apps import AppConfig, apps

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


# A door's own models, and those of history, are told in the table of lines.
LAYERS_WITH_MODELS = range(2, 10)


def layers() -> dict[str, list[str]]:
    """The words of each layer's row by its package; a comma or bracket parts them."""
    block = PAGE.split("## Doors over layers\n")[1].split("\n\n")[1]
    found: dict[str, list[str]] = {}
    for number, package, told in re.findall(r"^ +(\d+)  ([\w/]+)  +(.*)$", block, re.M):
        if int(number) in LAYERS_WITH_MODELS:
            assert package not in found, f"{package} has two rows."
            found[package.strip("/").replace("/", ".")] = re.split(r"\W+", told)
    return found


@pytest.mark.parametrize(("package", "told"), layers().items())
def test_row_of_a_layer_names_each_of_its_models_once(
    package: str, told: list[str]
) -> None:
    app: AppConfig = next(a for a in apps.get_app_configs() if a.name == package)
    models = [model.__name__ for model in app.get_models()]

    assert {name: told.count(name) for name in models} == dict.fromkeys(models, 1)
