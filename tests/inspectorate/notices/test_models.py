from datetime import timedelta

import pytest

from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal
from inspectorate.notices.models import Notice
from tests.factories import NOON, make_notice, make_user
from tests.inspectorate.notices.test_telling import Commit
from tests.inspectorate.notices.worker import waiting_tasks

Status = Notice.Status
UNSETTLED = [Status.FAILED, Status.UNKNOWN]
SETTLED = [status for status in Status if status not in UNSETTLED]


@pytest.mark.django_db
@pytest.mark.parametrize("status", UNSETTLED)
@pytest.mark.parametrize("role", ["chief_inspector", "head_of_inspection"])
def test_unsettled_notice_is_sent_again_by_who_may(
    role: str, status: Status, django_capture_on_commit_callbacks: Commit
) -> None:
    notice, chief = make_notice(status=status, attempts=5), make_user(role)

    with django_capture_on_commit_callbacks(execute=True):
        notice.resend(by=chief, at=NOON)

    assert waiting_tasks() == [("send", [notice.pk])]
    notice.refresh_from_db()
    assert (notice.status, notice.attempts, notice.last_error) == ("queued", 0, "")
    entry = Entry.objects.about(notice).last()
    assert (entry.act, entry.actor_id, entry.entered_at) == (
        *("moved to queued", chief.pk, NOON),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("status", UNSETTLED)
def test_unsettled_notice_is_left_by_who_may(
    status: Status, django_capture_on_commit_callbacks: Commit
) -> None:
    notice, chief = make_notice(status=status), make_user("chief_inspector")

    with django_capture_on_commit_callbacks(execute=True):
        notice.leave(by=chief)

    notice.refresh_from_db()
    assert notice.status == Status.LEFT
    assert Entry.objects.about(notice).last().actor_id == chief.pk
    assert waiting_tasks() == []


@pytest.mark.django_db
@pytest.mark.parametrize("status", SETTLED)
@pytest.mark.parametrize("act", ["resend", "leave"])
def test_settled_notice_is_neither_sent_again_nor_left(
    act: str, status: Status, django_capture_on_commit_callbacks: Commit
) -> None:
    notice = make_notice(status=status)

    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(Refusal, match=f"stands at “{status.label}”"),
    ):
        getattr(notice, act)(by=make_user("chief_inspector"))

    assert Notice.objects.get().status == status
    assert waiting_tasks() == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, "lead_inspector", "quality_assurer"])
@pytest.mark.parametrize("act", ["resend", "leave"])
def test_deciding_about_a_lost_e_mail_is_refused_to_others(
    act: str, role: str | None
) -> None:
    notice = make_notice(status=Status.UNKNOWN)

    with pytest.raises(Refusal, match="Your role does not include this act"):
        getattr(notice, act)(by=make_user(role))

    assert Notice.objects.get().status == Status.UNKNOWN


@pytest.mark.django_db
def test_notice_sent_again_to_who_wants_a_digest_waits_for_it(
    django_capture_on_commit_callbacks: Commit,
) -> None:
    mair = make_user("inspector", notices_by=User.NoticesBy.DIGEST)
    notice = make_notice(mair, status=Status.UNKNOWN)

    with django_capture_on_commit_callbacks(execute=True):
        notice.resend(by=make_user("chief_inspector"))

    assert notice.status == Status.QUEUED
    assert waiting_tasks() == []


def test_every_status_has_arrows_that_lead_to_known_ones() -> None:
    assert set(Notice.ARROWS) == set(Status)
    assert {to for ways in Notice.ARROWS.values() for to in ways} <= set(Status)
    assert [s for s in Status if Notice(status=s).next_acts()] == UNSETTLED


@pytest.mark.django_db
def test_notice_is_lost_a_quarter_of_an_hour_after_it_was_handed_over() -> None:
    make_notice(status=Status.UNKNOWN, tried_at=NOON)
    sending = make_notice(status=Status.SENDING, tried_at=NOON)

    def lost(minutes: int) -> list[Notice]:
        return list(Notice.objects.lost(NOON + timedelta(minutes=minutes)))

    assert (lost(15), lost(16)) == ([], [sending])


@pytest.mark.django_db
def test_moment_of_reading_stays_that_of_the_first_time() -> None:
    notice = make_notice()

    Notice.objects.mark_read(NOON)
    Notice.objects.mark_read(NOON + timedelta(days=1))

    notice.refresh_from_db()
    assert notice.read_at == NOON
