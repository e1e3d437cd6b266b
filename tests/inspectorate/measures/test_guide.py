"""docs/measures.md tells who does what, and the statuses there are."""

import re
from pathlib import Path

import pytest

from inspectorate.accounts.roles import ROLES
from inspectorate.measures.importing import COLUMNS
from inspectorate.measures.models.delivery import BRING, RELEASE
from inspectorate.measures.models.reading import WITH_VALUE, WITHOUT_VALUE

ROOT = Path(__file__).resolve().parents[3]
GUIDE = (ROOT / "docs" / "measures.md").read_text(encoding="utf-8")


def told(role: str) -> list[str]:
    found = re.search(rf"^\| {role} \| (.+) \|$", GUIDE, flags=re.MULTILINE)
    return found[1].split(" | ") if found else ["no", "no", "no"]


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.code)
def test_guide_tells_what_each_role_may(role: object) -> None:
    asked = [BRING, RELEASE, "measures.add_measure"]

    assert told(role.code) == ["yes" if role.has(each) else "no" for each in asked]


def test_guide_tells_every_status_by_whether_it_has_a_value() -> None:
    rows = re.findall(r"^\| (`.+`) \| (must|none)", GUIDE, flags=re.MULTILINE)

    found = {kind: re.findall(r"`(\w+)`", names) for names, kind in rows}
    assert found == {"must": WITH_VALUE, "none": WITHOUT_VALUE}


def test_guide_names_every_column() -> None:
    table = GUIDE.split("| column |")[1].split("\n\n")[0].lower()

    shown = {str(label).partition(" (")[0].lower() for label in COLUMNS.values()}
    days = {"first day of the period", "last day of the period"}
    assert {name for name in shown - days if name not in table} == set()
