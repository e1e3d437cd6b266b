"""What raises the version of the record, and that nothing is forgotten."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from authorities.models import Alias
from inspectorate.concerns.models import Announcement
from inspectorate.concerns.models.decision import Act
from inspectorate.guards import Echo, Guard, guards_of, trigger_names
from inspectorate.history import append_only
from inspectorate.inspections.models import Inspection
from inspectorate.measures.models import Measure
from inspectorate.public.guards import GUARDS
from inspectorate.public.models import StoredPage
from inspectorate.public.urls import STORED
from inspectorate.reports.models import Edition
from recommendations.guards.fact import KINDS
from recommendations.models import ActionPlan, Recommendation
from tests.crawl import links
from tests.factories import (
    SYSTEM,
    TODAY,
    make_action_plan,
    make_announced,
    make_authority,
    make_board,
    make_board_member,
    make_decision,
    make_edition_form,
    make_episode,
    make_equivalence,
    make_inspection,
    make_intervention,
    make_office_holder,
    make_plan_line,
    make_reading,
    make_recommendation,
    make_report,
    make_response,
    make_revisit,
    make_signing_key,
    make_step,
    make_withdrawal,
    stand,
)
from tests.inspectorate.public.corrections import correct
from tests.planted import make_read

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

READ = re.compile(r'(?:FROM|JOIN) "(\w+)"')
# What comes with an edition, or is a draft until its release, and never changes.
WITH_ANOTHER = ("reports_published", "measures_delivery")
RAISED = sorted({echo.table for echo in GUARDS})


@pytest.fixture
def edition() -> Edition:
    """Something in each table that public pages read."""
    edition = make_read()
    authority = edition.authorities.get()
    authority.predecessors.add(make_authority("Formershire"))
    Alias.objects.create(authority=authority, kind=Alias.Kind.NAME, text="Example")
    later = make_episode(authority, placed=False)
    told = make_decision(later, Act.PLACE)
    Announcement.objects.create(decision=told)
    board = make_board(authority)
    decision = board.decisions.create(
        announced=True,
        sequence=1,
        act="continue",
        focus_list_complete=False,
        recorded_from="News story",
    )
    decision.focus_areas.create(position=1, name_en="Recruitment")
    untold = board.decide("continue", by=SYSTEM, decided_on="2011")
    board.announce(untold, by=SYSTEM)
    make_board_member(board)
    intervention = make_intervention(authority, warned=False)
    step = make_step(intervention, statement_url="")
    intervention.publish_statement(step, "https://gov.wales/1", by=SYSTEM)
    intervention.record_duty(step, "laid", step.laid_by, by=SYSTEM)
    closed = make_inspection(
        authority, status=Inspection.Status.CLOSED, publishes=False, reference="CLOSED"
    )
    make_report(closed)
    make_revisit(
        make_inspection(authority, reference="LATER"),
        recommendation=Recommendation.objects.first(),
    )
    make_announced(make_inspection(authority, reference="COMING"))
    make_office_holder(authority)
    asked = Recommendation.objects.filter(published__edition=edition).first()
    gone = {"lifecycle": "closed", "closed_reason": "issued_in_error"}
    stand(asked, acceptance="accepted", progress="paused", verification="limited")
    stand(asked, **gone)
    plan = make_action_plan(asked.inspection)
    make_plan_line(plan, recommendation=asked)
    agreed = {"reflects_findings": True, "decision_reason": "It does."}
    days = {"received_on": TODAY, "decided_on": TODAY}
    ActionPlan.objects.update(status="submitted", received_on=TODAY)
    ActionPlan.objects.update(status="agreed", **agreed, **days)
    make_edition_form(edition)
    make_signing_key()
    make_withdrawal()
    make_reading(authority, make_equivalence().measure)
    return edition


def test_every_table_that_a_stored_page_reads_raises_the_version(
    client: Client, edition: Edition
) -> None:
    correct(edition.report)
    read: set[str] = set()
    asked: set[str] = set()

    def note(execute, sql, *told):  # noqa: ANN001, ANN002, ANN202 - Django's own way
        asked.update(READ.findall(sql))
        return execute(sql, *told)

    found: set[str] = set()
    waiting = ["/en/"]
    with connection.execute_wrapper(note):
        while waiting:
            address = waiting.pop()
            found.add(address)
            asked.clear()
            response = client.get(address)
            match = response.resolver_match
            if match and match.url_name in STORED:
                read |= asked
            if not response.streaming:
                told = links(response.content)
                waiting += {
                    each for each in told if each[:4] in ("/en/", "/cy/")
                } - found

    forgotten = {table for table in read if not table.startswith(WITH_ANOTHER)}
    assert sorted(forgotten - set(RAISED)) == []
    assert len(found) > 25
    assert len(read) > 20


def version() -> int:
    return StoredPage.find("", "").version


def run(sql: str) -> int:
    """By how much a statement raises the version."""
    before = version()
    with connection.cursor() as cursor:
        cursor.execute(sql)
    return version() - before


def let_change(table: str) -> None:
    """By whatever statement, against every other rule of the table."""
    for app in apps.get_app_configs():
        for guard in guards_of(app):
            if isinstance(guard, Guard) and guard.table == table:
                take_away(guard)
    for model in apps.get_models():
        if model._meta.db_table == table and issubclass(model, append_only.Kept):
            append_only.remove(model, connection)


def take_away(guard: Guard) -> None:
    with connection.cursor() as cursor:
        for name in trigger_names(guard, connection.vendor):
            of = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{of}")


def events(table: str) -> set[str]:
    return {echo.event.split()[0] for echo in GUARDS if echo.table == table}


def public_row(table: str) -> int:
    """The id of a row that a public page shows."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} {SHOWN.get(table, '')} ORDER BY id")
        return cursor.fetchone()[0]


CLOSED = "(SELECT id FROM inspections_inspection WHERE status = 'closed')"
SHOWN = {
    "inspections_inspection": "WHERE status = 'closed'",
    "inspections_inspection_authorities": f"WHERE inspection_id IN {CLOSED}",
    "reports_report": (
        f"WHERE inspection_id IN {CLOSED} AND current_edition_id IS NOT NULL"
    ),
    "reports_response": "WHERE is_public",
    "recommendations_actionplan": "WHERE status = 'agreed'",
}
# What changes a row, where the same once more is no change.
CHANGED = {"reports_report": "current_edition_id = NULL"}


FACTS = {f"recommendations_{kind}" for kind in KINDS}


@pytest.mark.parametrize("table", RAISED)
def test_row_that_is_added_mended_or_taken_away_raises_the_version(
    edition: Edition, table: str
) -> None:
    let_change(table)
    if table in FACTS:
        let_change("recommendations_recommendation")  # which they move
    row, change = public_row(table), CHANGED.get(table, "id = id")
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE kept AS SELECT * FROM {table} WHERE id = {row}"
        )

    raised = {
        "UPDATE": run(f"UPDATE {table} SET {change} WHERE id = {row}"),
        "DELETE": run(f"DELETE FROM {table} WHERE id = {row}"),
        "INSERT": run(f"INSERT INTO {table} SELECT * FROM kept"),
    }

    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE kept")
    assert {event for event, by in raised.items() if by} == events(table)


def test_draft_raises_nothing(edition: Edition) -> None:
    draft = make_inspection(edition.authorities.get(), reference="DRAFT")
    before = version()

    asked = make_recommendation(draft)
    asked.progress = Recommendation.Progress.IN_PROGRESS
    asked.save()
    report = make_report(draft, paragraphs=["Not yet."])
    report.title_en = "Not yet"
    report.save()
    make_response(report, is_public=False)
    draft.note_en = "Not yet."
    draft.save()
    measure = Measure.objects.get(slug="pm24")
    make_reading(edition.authorities.get(), measure, published=False)

    assert version() == before


def test_triggers_are_named_after_table_and_event() -> None:
    assert all(isinstance(echo, Echo) for echo in GUARDS)
    assert max(len(echo.name) for echo in GUARDS) <= 63
