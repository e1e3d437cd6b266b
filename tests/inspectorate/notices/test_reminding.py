from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from inspectorate.notices import sources
from inspectorate.notices.models import Notice
from inspectorate.notices.reminding import Run, remind
from inspectorate.notices.sources import Telling
from tests.factories import NOON, TODAY, make_notice, make_user
from tests.inspectorate.notices.test_telling import Commit
from tests.inspectorate.notices.worker import waiting_tasks

Status = Notice.Status
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def only_ours(monkeypatch: pytest.MonkeyPatch) -> list[sources.Source]:
    """The sources of this test alone."""
    monkeypatch.setattr("inspectorate.notices.reminding.SOURCES", ours := [])
    return ours


def birthday(on: date) -> Iterator[Telling]:
    for person in User.objects.order_by("pk"):
        about = (f"birthday:{on}", "A birthday", "It is today.", "/admin/")
        yield Telling(person, "assignment", *about, due_on=on)


def broken(on: date) -> Iterator[Telling]:
    yield from ()
    msg = "out of order"
    raise RuntimeError(msg)


@pytest.mark.django_db
def test_every_source_is_asked_with_the_day_and_told_once(
    only_ours: list, django_capture_on_commit_callbacks: Commit
) -> None:
    only_ours += [birthday]
    make_user("inspector")
    make_user("inspector")

    with django_capture_on_commit_callbacks(execute=True):
        first = remind(on=TODAY, at=NOON)

    assert first == Run(lost=0, told=2, queued=0, digests=0, failed=[])
    assert [each.due_on for each in Notice.objects.all()] == [TODAY] * 2
    assert len(waiting_tasks()) == 2
    assert remind(on=TODAY, at=LATER).told == 0
    assert remind(on=TODAY + timedelta(days=1), at=LATER).told == 2


@pytest.mark.django_db
def test_source_that_fails_is_named_and_keeps_no_other_from_telling(
    only_ours: list, caplog: pytest.LogCaptureFixture
) -> None:
    only_ours += [broken, birthday]
    make_user("inspector")

    run = remind(on=TODAY, at=NOON)

    assert (run.told, run.failed) == (1, [f"{__name__}.broken"])
    assert "A source of notices failed" in caplog.text


@pytest.mark.django_db
def test_e_mail_whose_worker_ended_is_put_aside_and_not_sent_again(
    only_ours: list,
) -> None:
    lost = make_notice(status=Status.SENDING, tried_at=NOON)
    fresh = make_notice(status=Status.SENDING, tried_at=LATER)

    run = remind(on=TODAY, at=LATER)

    assert run == Run(lost=1, told=0, queued=0, digests=0, failed=[])
    assert Notice.objects.get(pk=lost.pk).status == Status.UNKNOWN
    assert Notice.objects.get(pk=fresh.pk).status == Status.SENDING
    assert Entry.objects.about(lost).last().act == "moved to unknown"
    assert waiting_tasks() == []


@pytest.mark.django_db
def test_what_waits_is_queued_again_and_each_digest_once(only_ours: list) -> None:
    digest = {"notices_by": User.NoticesBy.DIGEST}
    mair, tomos = make_user("inspector"), make_user("inspector", **digest)
    put_off = make_notice(mair, status=Status.PUT_OFF)
    never_tried = make_notice(mair)
    make_notice(mair, created_at=LATER)
    make_notice(tomos)
    make_notice(tomos)
    for status in (Status.SENT, Status.FAILED, Status.UNKNOWN, Status.LEFT):
        make_notice(mair, status=status)

    run = remind(on=TODAY, at=LATER)

    assert (run.queued, run.digests) == (2, 1)
    assert sorted(waiting_tasks()) == [
        ("send", [put_off.pk]),
        ("send", [never_tried.pk]),
        ("send_digest", [tomos.pk]),
    ]


def test_upper_layers_have_registered_their_sources_and_kinds() -> None:
    names = {f"{each.__module__}.{each.__qualname__}" for each in sources.SOURCES}

    assert names == {
        "recommendations.reminders.due",
        "recommendations.waiting.plans",
        "recommendations.waiting.waiting",
        "inspectorate.inspections.reminders.fieldwork_due",
        "inspectorate.concerns.reminders.due",
        "inspectorate.concerns.reminders.statutory",
        "inspectorate.reports.reminders.turns.turns",
        "inspectorate.reports.reminders.accuracy.answers_due",
        "inspectorate.reports.reminders.accuracy.decisions",
        "inspectorate.reports.reminders.accuracy.reviews",
        "inspectorate.reports.reminders.officers.answers_due",
        "inspectorate.reports.reminders.publication.due",
    }
    assert {"assignment", "recommendation_due", "returned"} <= set(sources.KINDS)
