"""docs/settings.md compared with the settings it describes."""

import ast
import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SETTINGS = ROOT / "inspectorate" / "settings.py"
READING = ROOT / "inspectorate" / "environment.py"
COLUMNS = ["name", "default", "meaning", "example", "refused when"]


def table() -> list[list[str]]:
    lines = (ROOT / "docs" / "settings.md").read_text().splitlines()
    rows = [line for line in lines if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def names_read() -> list[str]:
    """The names that settings.py reads from the environment, in its order."""
    calls = [
        node
        for node in ast.walk(ast.parse(SETTINGS.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "env"
    ]
    return [
        ast.literal_eval(call.args[0])
        for call in sorted(calls, key=lambda call: call.lineno)
    ]


HEAD, _RULE, *ROWS = table()
EXAMPLES = {row[0].strip("`"): row[3].strip("`") for row in ROWS}


def test_table_names_every_setting_in_its_order_and_nothing_else() -> None:
    assert [row[0] for row in ROWS] == [f"`{name}`" for name in names_read()]


def test_environment_is_read_by_env_alone() -> None:
    text = SETTINGS.read_text() + READING.read_text()
    reads = re.findall(r"os\.environ\S*|getenv", text)

    assert reads == ["os.environ.get(name,"]


def test_table_has_a_sentence_in_every_cell() -> None:
    assert COLUMNS == HEAD
    assert [row for row in ROWS if len(row) != len(COLUMNS) or not all(row)] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_starts(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    example = EXAMPLES[name]
    if name.endswith("_FILE"):  # of what the setting without it holds
        file = tmp_path / Path(example).name
        file.write_text(EXAMPLES[name.removesuffix("_FILE")])
        example = str(file)
    monkeypatch.setenv(name, example)

    assert runpy.run_path(str(SETTINGS))["ROOT_URLCONF"] == "inspectorate.urls"
