"""Withdrawing editions from the public: each by a row of its own that is permanent."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from inspectorate import lifecycle
from inspectorate.accounts.models import User
from inspectorate.fields import Wording
from inspectorate.history.models import System, record
from inspectorate.lifecycle import Act, Reason, Refusal
from inspectorate.reports import publication, register
from inspectorate.reports.models import Chain, Report, Withdrawal
from inspectorate.reports.objections import lacks_reason
from inspectorate.reports.search import index

FORMER = "former editions withdrawn"


@transaction.atomic
def withdraw(
    report: Report, *, by: User | System, reason: Wording, at: datetime | None = None
) -> list[Withdrawal]:
    """Take every edition of a report out of what the public may read; a correction
    that is under way rests, and goes on from revision.

    Their addresses tell the reason for ever. Raises Refusal with every reason that
    stands against it; a report whose versions are published waits for those.
    """
    at = publication.turn(report, Chain.PUBLIC, at)
    withdrawals = take_out(report, "withdraw", reason, by=by, at=at)
    told = {"scheduled_for": None, "scheduled_by": None, "hold_up": ""}
    told |= {"at": at, "reason": str(reason), "current_edition": None}
    lifecycle.move(report, Report.Status.WITHDRAWN, by=by, **told)
    index.remove(report.pk)
    for withdrawal in withdrawals:
        register.enter_withdrawal(withdrawal)
    lifecycle.tell_followers(report, "withdraw")
    return withdrawals


@transaction.atomic
def withdraw_former(
    report: Report, *, by: User | System, reason: Wording, at: datetime | None = None
) -> list[Withdrawal]:
    """Take the editions before the current one out of what the public may read: they
    hold what a correction had to take away.

    Raises Refusal with every reason that stands against it.
    """
    at = publication.turn(report, Chain.PUBLIC, at)
    withdrawals = take_out(report, "withdraw_former", reason, by=by, at=at)
    record(report, FORMER, by=by, at=at, reason=str(reason))
    for withdrawal in withdrawals:
        register.enter_withdrawal(withdrawal)
    lifecycle.tell_followers(report, "withdraw_former")
    return withdrawals


def take_out(
    report: Report, verb: str, reason: Wording, *, by: User | System, at: datetime
) -> list[Withdrawal]:
    draft = lifecycle.locked(Report).get(pk=report.pk)
    act = draft.act(verb)
    if draft.status not in act.begins:
        raise Refusal(draft.not_here(act))
    if reasons := bars_withdrawal(draft, act, reason, by):
        raise Refusal(*reasons)
    return [
        Withdrawal.objects.create(
            edition=edition,
            reason_en=reason.en,
            reason_cy=reason.cy,
            entered_at=at,
            withdrawn_by=str(by),
        )
        for edition in draft.withdrawable(verb)
    ]


def bars_withdrawal(
    report: Report, act: Act, reason: Wording, by: User | System
) -> list[str]:
    reasons = [*report.bars(act, by), *report.lacks_editions(act.verb)]
    if act.verb == "withdraw" and report.kind in report.MAIN:
        others = report.inspection.reports.exclude(pk=report.pk)
        told = _(
            "“%s” tells what this report says, and is published: withdraw it first."
        )
        shown = others.filter(current_edition__isnull=False)
        reasons += [Reason(told % version, version) for version in shown]
    return reasons + lacks_reason(report, reason)
