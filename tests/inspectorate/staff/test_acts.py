"""The table of docs/acts.md: each cell, from each state, by GET and by POST."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import models, transaction
from django.http import Http404
from django.test import RequestFactory
from django.urls import resolve, reverse

from inspectorate.accounts.models import User
from inspectorate.accounts.roles import ROLES
from inspectorate.inspections.models import Inspection
from inspectorate.inspections.models.announcing import Said
from inspectorate.reports.models import Report
from tests.factories import (
    NOON,
    SYSTEM,
    make_announced,
    make_interest,
    make_report,
    make_team_member,
    make_user,
)
from tests.inspectorate.public.corrections import correct

PAGE = Path(__file__).parents[3] / "docs" / "acts.md"
MODELS = {"inspection": Inspection, "report": Report}
# How a person may stand to a case; the author of its report is not on the team.
RELATIONS = ["lead", "member", "author", "stranger"]
ALLOWS = {
    "any": RELATIONS,
    "lead": ["lead", "author"],
    "off": ["stranger"],
    "another": ["lead", "member", "stranger"],
    "–": [],
}
STAFF = [role.code for role in ROLES if role.is_staff]


class Row(NamedTuple):
    model: type[models.Model]
    verb: str
    begins: list[str]
    to: str
    cells: dict[str, str]


def table() -> list[Row]:
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith("|")]
    head, _rule, *rows = ([*map(str.strip, line.split("|")[1:-1])] for line in lines)
    return [
        Row(
            MODELS[row[0].split(": ")[0]],
            row[0].split(": ")[1],
            re.split(r", ", row[1]),
            "" if row[2] == "–" else row[2],
            dict(zip(head[3:], row[3:], strict=True)),
        )
        for row in rows
    ]


def test_table_names_every_act_and_arrow_and_every_role_of_the_staff() -> None:
    written = {
        (row.model, row.verb, begin, row.to) for row in table() for begin in row.begins
    }
    built = {
        (model, act.verb, status, act.to)
        for model in MODELS.values()
        for act in model.ACTS
        for status in act.begins
    }

    assert written == built
    assert [list(row.cells) for row in table()] == [STAFF] * len(table())


def make_called_off() -> Inspection:
    """In the forward programme, which lets it be at any state by what it says."""
    case = make_announced().inspection
    case.say_of_the_same(Said.CANCELLED, by=SYSTEM, at=NOON)
    return case


def make_report_of_every_act(case: Inspection) -> Report:
    """Of which the public reads two editions, and nobody has decided on a concern."""
    report = make_report(case, paragraphs=0, published=True)
    correct(report)
    Report.objects.update(no_concern_at=None, no_concern_reason="")
    return Report.objects.get()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["chief_inspector", "head_of_inspection"])
def test_who_has_an_interest_in_the_authority_does_no_act(role: str) -> None:
    case = make_called_off()
    report = make_report_of_every_act(case)
    user = make_interest(make_user(role), case.authorities.get()).user
    subjects = {Inspection: case, Report: report}

    for row in table():
        for status in row.begins:
            check_cell(user, subjects[row.model], row.verb, status, 403)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("role", STAFF)
@pytest.mark.parametrize("relation", RELATIONS)
def test_cell_of_the_table_holds_in_every_state(role: str, relation: str) -> None:
    user = make_user(role)
    case = make_called_off()
    report = make_report_of_every_act(case)
    relate(user, relation, report)
    subjects = {Inspection: case, Report: report}
    turn = STAFF.index(role) + RELATIONS.index(relation)

    for row in table():
        may = relation in allowed(row, row.cells[role])
        subject = subjects[row.model]
        for status in row.begins:
            check_cell(user, subject, row.verb, status, 200 if may else 403)
        for status in others(row)[turn % 4 :: 4]:
            check_cell(user, subject, row.verb, status, 302)


def others(row: Row) -> list[str]:
    """From which the act does not begin, whoever asks: each person is sent to a
    quarter of them, and four of a role to all.
    """
    return [status for status in row.model.Status if status not in row.begins]


def allowed(row: Row, cell: str) -> list[str]:
    """An author leads the report, not the inspection."""
    if row.model is Inspection and cell == "lead":
        return ["lead"]
    return ALLOWS[cell]


def relate(user: User, relation: str, report: Report) -> None:
    if relation == "author":
        Report.objects.update(author=user)
        report.refresh_from_db()
    elif relation != "stranger":
        team_role = "lead" if relation == "lead" else "inspector"
        make_team_member(report.inspection, user=user, role=team_role)


def check_cell(
    user: User, row: models.Model, verb: str, status: str, code: int
) -> None:
    """A GET tells by its code who may; a POST by another stores nothing."""
    stored = type(row)._base_manager.filter(pk=row.pk)
    moment = {"scheduled_for": NOON} if isinstance(row, Report) else {}
    stored.update(status=status, **moment)
    told = f"{user}: {verb} from {status}"

    found = code_of(user, row, verb, "get")
    assert found == code or (found == 404 and code != 200), told

    with transaction.atomic():
        sent = code_of(user, row, verb, "post")
        after = stored.get().status
        transaction.set_rollback(True)
    if code == 200:
        # Done, or refused for what is missing, or for what it asks.
        assert sent in (302, 409, 200), told
        assert (after == status) == (sent != 302), told
    else:
        assert (sent, after) == (found, status), told


def code_of(user: User, row: models.Model, verb: str, method: str) -> int:
    """404 where the person may not know of the row."""
    label = row._meta.label_lower.replace(".", "_")
    request = getattr(RequestFactory(), method)(
        reverse(f"admin:{label}_act", args=[row.pk, verb])
    )
    request.user, request.session = user, {}
    request._messages = FallbackStorage(request)
    request._dont_enforce_csrf_checks = True
    view = resolve(request.path)
    try:
        return view.func(request, *view.args, **view.kwargs).status_code
    except Http404:
        return 404


def cells() -> Iterator[str]:
    for row in table():
        yield from row.cells.values()


def test_cells_use_only_the_words_that_are_explained() -> None:
    assert set(cells()) == set(ALLOWS)
