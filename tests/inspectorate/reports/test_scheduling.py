"""Publication at a moment that was chosen before."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from inspectorate.accounts.models import User
from inspectorate.frameworks.models import NonWorkingDay
from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal
from inspectorate.notices.models import Notice
from inspectorate.reports import chain, scheduling
from inspectorate.reports.models import Edition, RegisterEntry, Report
from tests.factories import (
    NOON,
    SYSTEM,
    make_inspection,
    make_interest,
    make_report,
    make_team_member,
    make_user,
)

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


def make_scheduled(by: User | None = None) -> Report:
    report = make_report(signed=True)
    by = by or make_user("publishing_officer")
    report.schedule(by=by, scheduled_for=MORNING, at=NOON)
    return report


def test_scheduling_queues_a_task_for_its_moment(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        report = make_scheduled()

    [task] = DBTaskResult.objects.all()
    assert (task.run_after, task.args_kwargs["args"]) == (
        MORNING,
        [report.pk, MORNING.isoformat()],
    )
    assert not Edition.objects.exists()


def test_scheduled_report_is_published_at_its_moment_by_who_scheduled_it() -> None:
    officer = make_user("publishing_officer")
    report = make_scheduled(officer)

    assert not scheduling.publish_waiting(
        report.pk, MORNING, at=MORNING - timedelta(0, 1)
    )
    assert scheduling.publish_waiting(report.pk, MORNING, at=MORNING)

    stored = Report.objects.get()
    assert (stored.status, stored.published_by) == ("published", officer)
    assert (stored.scheduled_for, stored.scheduled_by) == (None, None)
    assert stored.current_edition.published_by == officer.name
    assert stored.current_edition.entered_at == MORNING


def test_report_is_published_once_whichever_worker_wakes() -> None:
    report = make_scheduled()

    done = [
        scheduling.publish_waiting(report.pk, MORNING, at=MORNING) for _ in range(3)
    ]

    assert done == [True, False, False]
    assert scheduling.publish_due(at=MORNING) == []
    assert RegisterEntry.objects.count() == Edition.objects.count() == 1


def busy(execute: Callable, sql: str, *args: object) -> object:
    if sql.startswith("INSERT INTO") and "reports_edition" in sql:
        msg = "database is locked"
        raise OperationalError(msg)
    return execute(sql, *args)


def test_database_that_is_busy_is_tried_again_and_nobody_is_disturbed() -> None:
    report = make_scheduled()

    with connection.execute_wrapper(busy):
        assert scheduling.publish_due(at=MORNING) == []

    assert Report.objects.get().hold_up == ""
    assert scheduling.publish_due(at=MORNING) == [report.pk]


def test_scheduling_asks_of_the_correction_what_publication_will_ask() -> None:
    report = make_report(published=True)
    Report.objects.update(status="sign_off")
    told = "The reason of the correction .English. may tell who somebody is"

    with pytest.raises(Refusal, match=told):
        Report.objects.get(pk=report.pk).schedule(
            by=SYSTEM,
            scheduled_for=MORNING,
            at=NOON,
            correction_en="Write to someone@example.com.",
            correction_cy="Ysgrifennwch.",
        )

    assert Report.objects.get().status == "sign_off"


def test_stopped_report_is_not_published_nor_at_the_moment_it_had_before() -> None:
    report = make_scheduled()
    report.unschedule(by=make_user("chief_inspector"), at=MORNING)
    assert not scheduling.publish_waiting(report.pk, MORNING, at=MORNING)

    later = MORNING + timedelta(days=1)
    report.schedule(by=SYSTEM, scheduled_for=later, at=NOON)
    assert not scheduling.publish_waiting(report.pk, MORNING, at=later)

    assert Report.objects.get().status == "scheduled"
    assert scheduling.publish_due(at=later) == [report.pk]


def test_what_a_lost_worker_left_behind_is_published_by_the_sweep() -> None:
    report = make_scheduled()
    assert scheduling.publish_due(at=MORNING - timedelta(seconds=1)) == []

    assert scheduling.publish_due(at=MORNING + timedelta(hours=1)) == [report.pk]
    assert scheduling.publish_due(at=MORNING + timedelta(hours=1)) == []


@pytest.mark.slow
def test_refused_publication_is_held_up_with_its_reasons_and_told() -> None:
    inspection = make_inspection()
    lead = make_team_member(inspection, role="lead").user
    report = make_report(inspection, signed=True)
    officer, other = make_user("publishing_officer"), make_user("chief_inspector")
    report.schedule(by=officer, scheduled_for=MORNING, at=NOON)
    make_interest(officer, inspection.authorities.get())
    report.paragraphs.update(text_en="Changed.", text_cy="Newidiwyd.")

    assert not scheduling.publish_waiting(report.pk, MORNING, at=MORNING)

    stored = Report.objects.get()
    assert stored.status == "scheduled"
    assert [told.split(":")[0][:30] for told in stored.held_up] == [
        "You have declared an interest ",
        "The text has changed since it ",
    ]
    assert not Edition.objects.exists()
    assert not RegisterEntry.objects.exists()
    entry = Entry.objects.about(report).last()
    assert (entry.act, entry.actor_name) == ("publication held up", "scheduling")
    told = Notice.objects.filter(kind="held_up")
    assert {each.person for each in told} == {lead, other}
    # It waits for a person: no later run publishes it unawares.
    assert scheduling.publish_due(at=MORNING + timedelta(days=1)) == []
    stored.unschedule(by=other)
    stored = Report.objects.get()
    assert (stored.status, stored.hold_up) == ("sign_off", "")


@pytest.mark.slow
def test_key_that_is_not_the_one_that_signs_holds_it_up_and_leaves_nothing(
    settings: Settings,
) -> None:
    settings.SIGNING_KEY = b"1" * 32
    make_report(published=True)
    settings.SIGNING_KEY = b"2" * 32
    report = make_scheduled()
    entries = RegisterEntry.objects.count()

    scheduling.publish_waiting(report.pk, MORNING, at=MORNING)

    stored = Report.objects.get(pk=report.pk)
    assert stored.status == "scheduled"
    assert "key" in stored.hold_up
    assert (Edition.objects.count(), RegisterEntry.objects.count()) == (1, entries)
    settings.SIGNING_KEY = b"1" * 32
    stored.unschedule(by=SYSTEM, at=MORNING)
    stored.publish(by=SYSTEM, at=MORNING)
    assert list(chain.faults()) == []


def test_scheduled_report_is_stopped_before_anybody_publishes_it_by_hand() -> None:
    report = make_scheduled()

    with pytest.raises(Refusal, match="stands at “Scheduled”"):
        report.publish(by=SYSTEM, at=NOON)


@pytest.mark.parametrize(
    ("at", "moment"),
    [
        (datetime(2026, 3, 2, 12, tzinfo=UTC), datetime(2026, 3, 3, 9, 30, tzinfo=UTC)),
        # A Friday, and the clocks change before Monday, which is a day off.
        (
            datetime(2026, 3, 27, 12, tzinfo=UTC),
            datetime(2026, 3, 31, 8, 30, tzinfo=UTC),
        ),
    ],
)
def test_usual_moment_is_half_past_nine_in_london_on_the_next_working_day(
    at: datetime, moment: datetime
) -> None:
    NonWorkingDay.objects.create(day="2026-03-30", name_en="A day off")

    assert scheduling.usual_moment(at) == moment


def test_command_publishes_what_is_due(capsys: pytest.CaptureFixture) -> None:
    make_scheduled()

    call_command("publish_due")

    assert Report.objects.get().status == "published"
    assert capsys.readouterr().out.startswith("Reports published: 1. Held up")
