"""The table of docs/recommendations.md: who does what, each cell."""

from pathlib import Path
from typing import NamedTuple

import pytest

from authorities.models import Authority
from inspectorate.accounts.models import User
from inspectorate.accounts.roles import ROLES
from inspectorate.inspections.models import Inspection
from recommendations.admin.saying import SAYINGS
from recommendations.models import ActionPlan, Recommendation, Verification
from tests.factories import (
    SYSTEM,
    make_edition,
    make_inspection,
    make_recommendation,
    make_team_member,
    make_user,
)
from tests.link_officers import make_link_officer

PAGE = Path(__file__).parents[2] / "docs" / "recommendations.md"
# Acts on a plan that are no button of its page.
OF_DRAFTS = ["begin", "add a line"]
CODES = [role.code for role in ROLES]


class Row(NamedTuple):
    acts: list[str]
    permissions: list[str]
    cells: dict[str, str]


def table() -> list[Row]:
    """The one that begins with the column “act”."""
    text = PAGE.read_text()
    lines = text[text.index("| act |") :].split("\n\n")[0].splitlines()
    head, _rule, *rows = ([*map(str.strip, line.split("|")[1:-1])] for line in lines)
    return [
        Row(
            row[0].split(", "),
            [part.split(" for ")[0] for part in row[1].split("; ")],
            dict(zip(head[2:], row[2:], strict=True)),
        )
        for row in rows
    ]


ACTS = [(act, row.cells) for row in table() for act in row.acts]


def test_table_names_every_act_and_permission() -> None:
    built = [saying.verb for saying in SAYINGS]
    built += [act.verb for act in ActionPlan.ACTS] + OF_DRAFTS
    own = [
        code
        for model in (Recommendation, ActionPlan)
        for code, _name in model._meta.permissions
    ]

    assert sorted(act for act, _cells in ACTS) == sorted(built)
    assert sorted(name for row in table() for name in row.permissions) == sorted(own)


@pytest.fixture
def plan(db: None) -> ActionPlan:
    case = make_inspection(status="drafting")
    make_recommendation(case)
    make_edition(case)
    return ActionPlan.begin(case, case.authorities.get(), by=SYSTEM)


def is_free(user: User, act: str, plan: ActionPlan) -> bool:
    if act in OF_DRAFTS:
        return not plan.bars_writing(user)
    for each in ActionPlan.ACTS:
        if each.verb == act:
            return not plan.bars(each, user)
    (saying,) = (each for each in SAYINGS if each.verb == act)
    seen = Verification(basis=plan.inspection)
    asked = plan.inspection.recommendations.get()
    return not asked.bars_saying(saying.kind, user, seen)


def freed(act: str, role: str, plan: ActionPlan) -> str:
    """The word of the table for who of this role does it."""
    if role == "link_officer":
        own = is_free(officer_of(plan.authority), act, plan)
        other = is_free(officer_of(None), act, plan)
        return {(True, False): "own", (False, False): "–"}.get((own, other), "any")
    stranger = is_free(make_user(role), act, plan)
    member = is_free(member_of(plan.inspection, role), act, plan)
    return {(True, True): "any", (False, True): "team"}.get((stranger, member), "–")


def officer_of(authority: Authority | None) -> User:
    return make_link_officer(authority).user


def member_of(case: Inspection, role: str) -> User:
    return make_team_member(case, user=make_user(role)).user


@pytest.mark.slow
@pytest.mark.parametrize("role", CODES)
def test_cell_of_the_table_is_what_the_code_lets_a_role_do(
    plan: ActionPlan, role: str
) -> None:
    # A role that the table does not name does nothing.
    written = {act: cells.get(role, "–") for act, cells in ACTS}

    assert {act: freed(act, role, plan) for act, _cells in ACTS} == written
