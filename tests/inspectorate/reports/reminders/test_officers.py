"""What link officers are told of drafts that wait for their answer."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspectorate.reports.reminders.officers import answers_due
from tests.factories import NOON, TODAY
from tests.link_officers import (
    make_accuracy_answer,
    make_link_officer,
    make_sent_draft,
)

pytestmark = pytest.mark.django_db


def told(on: object) -> list[tuple]:
    return [(each.person, each.kind, str(each.subject)) for each in answers_due(on)]


def test_officer_is_told_as_the_last_day_comes_near_and_once_it_is_over() -> None:
    officer = make_link_officer()
    check = make_sent_draft(officer.authority, at=NOON)
    make_link_officer()
    what = check.report.inspection.reference

    soon, late = told(check.due_on), told(check.due_on + timedelta(days=1))

    day = f"{check.due_on:%-d %B %Y}"
    assert soon == [
        (officer.user, "draft_due", f"Your answer on {what} is due on {day}")
    ]
    assert late == [(officer.user, "draft_due", f"Your answer on {what} is overdue")]


def test_who_has_answered_or_left_is_told_nothing() -> None:
    officer = make_link_officer()
    check = make_sent_draft(officer.authority, at=NOON)
    left = make_link_officer(ended_at=NOON)
    make_sent_draft(left.authority, at=NOON)

    make_accuracy_answer(check, officer, at=NOON)

    assert told(check.due_on) == []


def test_statements_do_not_grow_with_the_drafts() -> None:
    officer = make_link_officer()
    counts = []
    for more in (1, 2):
        for _each in range(more):
            make_sent_draft(officer.authority, at=NOON)
        with CaptureQueriesContext(connection) as queries:
            assert told(TODAY + timedelta(days=14))
        counts.append(len(queries))

    assert counts[0] == counts[1]
