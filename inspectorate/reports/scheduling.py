"""Publication at a moment that was chosen before: by the worker, once, whichever wakes.

Each scheduling queues a task for its moment. What a lost worker, or one whose clock
was slow, left behind is caught by ./run manage publish_due. What is refused at its
moment stays scheduled with the reasons, and goes nowhere before somebody stops it.
"""

import logging
from datetime import datetime, time, timedelta
from functools import partial

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from inspectorate import lifecycle
from inspectorate.accounts.models import User
from inspectorate.fields import Wording
from inspectorate.frameworks.deadlines import working_days_after
from inspectorate.frameworks.models import NonWorkingDay
from inspectorate.history.models import System
from inspectorate.lifecycle import Refusal
from inspectorate.reports.models import Report
from inspectorate.reports.models.course import person
from inspectorate.reports.objections import lacks_reason
from inspectorate.reports.publication import NOTHING, publish
from inspectorate.reports.reminders.held_up import tell_of_hold_up

logger = logging.getLogger(__name__)

SYSTEM = System("scheduling")
HALF_PAST_NINE = time(9, 30)
# Whoever means a later day has mistyped the year.
LONGEST = timedelta(days=366)


def usual_moment(at: datetime) -> datetime:
    """Half past nine in London, on the next working day."""
    today = timezone.localdate(at)
    day = working_days_after(today, 1, NonWorkingDay.objects.after(today))
    return timezone.make_aware(datetime.combine(day, HALF_PAST_NINE))


@transaction.atomic
def schedule(
    report: Report,
    *,
    by: User | System,
    moment: datetime | None,
    at: datetime | None = None,
    correction: Wording = NOTHING,
) -> None:
    """Have a signed-off report published at `moment`, in the name of who says so now.

    All that is asked before publication is asked now, and at that moment again.
    """
    at = at or timezone.now()
    draft = lifecycle.locked(Report).get(pk=report.pk)
    # What is asked at that moment is asked of what will be published.
    correction = correction or draft.correction
    draft.correction_en, draft.correction_cy = correction
    draft.check_act("schedule", by=by, at=at)
    reasons = bars_moment(moment, at)
    if draft.is_further("public"):
        reasons += lacks_reason(draft, correction)
    if reasons:
        raise Refusal(*reasons)
    lifecycle.move(
        report,
        Report.Status.SCHEDULED,
        by=by,
        at=at,
        scheduled_for=moment,
        scheduled_by=person(by),
        hold_up="",
        correction_en=correction.en,
        correction_cy=correction.cy,
    )
    waiting = publish_scheduled.using(run_after=moment)
    told = (report.pk, moment.isoformat())
    transaction.on_commit(partial(waiting.enqueue, *told))


def bars_moment(moment: datetime | None, at: datetime) -> list[str]:
    if moment is None:
        return [_("Choose the day and the time.")]
    if moment <= at:
        return [_("This moment has passed: choose a later one, or publish now.")]
    if moment > at + LONGEST:
        return [_("This is more than a year ahead: check the year.")]
    return []


@task()
def publish_scheduled(report_id: int, moment: str) -> None:
    publish_waiting(report_id, datetime.fromisoformat(moment), at=timezone.now())


def publish_due(*, at: datetime) -> list[int]:
    """Publish what should be out by now and is not held up; their numbers.

    One that fails does not keep the others back.
    """
    due = Report.objects.filter(
        status=Report.Status.SCHEDULED, scheduled_for__lte=at, hold_up=""
    )
    published = []
    for number, moment in due.order_by("pk").values_list("pk", "scheduled_for"):
        if publish_waiting(number, moment, at=at):
            published.append(number)
    return published


def publish_waiting(report_id: int, moment: datetime, *, at: datetime) -> bool:
    """Publish a report that waits for this moment, if it has come.

    Nothing where it was stopped, scheduled anew, held up or published meanwhile.
    """
    try:
        is_out = publish_locked(report_id, moment, at)
    except (OperationalError, InterfaceError) as fault:
        # The database was busy or away: the next sweep tries again.
        logger.warning("Report %s is not published yet: %s", report_id, fault)
    except Refusal as refusal:
        hold_up(report_id, moment, [str(each) for each in refusal.reasons], at)
    except Exception:  # whatever it is, staff are told and the log has it
        logger.exception("Report %s could not be published", report_id)
        told = _("A fault of the system stood in the way; its log says which.")
        hold_up(report_id, moment, [told], at)
    else:
        if is_out:
            logger.info("Report %s is published as it was scheduled", report_id)
        return is_out
    return False


@transaction.atomic
def publish_locked(report_id: int, moment: datetime, at: datetime) -> bool:
    report = lifecycle.locked(Report).filter(pk=report_id).first()
    if not waits_for(report, moment) or moment > at:
        return False
    publish(report, by=report.scheduled_by or SYSTEM, at=at)
    return True


@transaction.atomic
def hold_up(report_id: int, moment: datetime, reasons: list[str], at: datetime) -> None:
    """Keep why it was not published, and tell those who can see to it."""
    report = lifecycle.locked(Report).filter(pk=report_id).first()
    if waits_for(report, moment):
        told = "\n".join(reasons)
        report.set_columns("publication held up", by=SYSTEM, at=at, hold_up=told)
        tell_of_hold_up(report)


def waits_for(report: Report | None, moment: datetime) -> bool:
    return (
        report is not None
        and report.status == Report.Status.SCHEDULED
        and report.scheduled_for == moment
        and not report.hold_up
    )
