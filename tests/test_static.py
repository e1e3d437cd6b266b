"""What browsers are given as it stands."""

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STATIC = ROOT / "static"
COMPILED = STATIC / "public/site.css"
# Names of the library's markup that have no rule of their own.
UNSTYLED = {
    "govuk-details__summary-text",
    "govuk-generic-header__container",
    "govuk-radios",
    "govuk-table__body",
    "govuk-table__head",
    "govuk-table__row",
}
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


def on_the_wire(file: Path) -> int:
    return len(gzip.compress(file.read_bytes()))


def test_public_styles_are_at_most_25_kb_on_the_wire() -> None:
    assert sum(map(on_the_wire, STATIC.glob("public/**/*.css"))) <= 25_000


def test_public_scripts_are_at_most_10_kb_on_the_wire() -> None:
    assert sum(map(on_the_wire, STATIC.glob("public/**/*.js"))) <= 10_000


def test_public_pages_do_not_pretend_to_be_gov_uk() -> None:
    """The library's code is free; the crown, the logo and the typeface are not."""
    served = [file for file in STATIC.glob("public/**/*") if file.is_file()]
    assert {file.suffix for file in served} <= {".css", ".js", ".svg", ".png", ".ico"}
    assert [file for file in served if re.search("crown|govuk|crest", file.name)] == []
    sheet = COMPILED.read_text()
    assert re.findall("@font-face|GDS Transport|crown|url[(]", sheet) == []


def test_compiled_sheet_has_every_class_of_our_sources() -> None:
    """Whoever changes the sources compiles them: design/README.md."""
    sources = "".join(file.read_text() for file in ROOT.glob("design/*.scss"))
    sources = re.sub("//.*", "", sources)
    ours = set(re.findall(r"\.(app-[\w-]+)", sources))
    assert sorted(ours - set(re.findall(r"\.([\w-]+)", COMPILED.read_text()))) == []


def test_templates_use_no_class_that_the_sheet_lacks() -> None:
    """Neither a part of the library that is not compiled, nor one of ours misspelt."""
    sheet = COMPILED.read_text().replace("\\", "")
    named = set(re.findall(r"\.([\w!-]+)", sheet)) | UNSTYLED
    used = {
        (template.name, name)
        for folder in ("public", "portal")
        for template in (ROOT / "templates" / folder).glob("*.html")
        for given in re.findall(r'class="([^"]*)"', template.read_text())
        for name in re.sub("{[{%].*?[%}]}", " {} ", given).split()
        if name.startswith(("govuk-", "app-")) and not name.endswith("-")
    }
    assert sorted(pair for pair in used if pair[1] not in named) == []
