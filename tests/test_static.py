"""What browsers are given as it stands: nothing compiles it, so nothing checks it."""

from pathlib import Path

import pytest

STATIC = Path(__file__).parent.parent / "static"
SHEETS = sorted(STATIC.rglob("*.css"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_style_sheet_closes_every_block_before_the_next_rule(sheet: Path) -> None:
    """A block left open swallows all that follows, and no browser says so."""
    depth = 0
    for number, line in enumerate(sheet.read_text().splitlines(), start=1):
        begins_at_the_margin = line[:1] not in ("", " ", "}")
        assert not (begins_at_the_margin and depth), f"{sheet.name}:{number}"
        depth += line.count("{") - line.count("}")
    assert depth == 0, sheet.name
