"""Publishing, issuing and withdrawing: one act, one transaction, and what it makes is
never changed.
"""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from inspectorate import lifecycle
from inspectorate.accounts.models import User
from inspectorate.fields import Wording
from inspectorate.history.models import System
from inspectorate.lifecycle import Refusal
from inspectorate.reports import forming, register
from inspectorate.reports.document import document_of, gather
from inspectorate.reports.freezing import freeze
from inspectorate.reports.models import Chain, Edition, Report, Withdrawal
from inspectorate.reports.models.course import person
from inspectorate.reports.objections import lacks_reason, objections

PUBLISH = "reports.publish_report"


@transaction.atomic
def publish(
    report: Report,
    *,
    by: User | System,
    at: datetime | None = None,
    batch: uuid.UUID | None = None,
) -> Edition:
    """Freeze a signed-off report as its next edition, and show it to the public.

    `at` is the moment it enters the record, now when None. The edition bears the
    date that stands on the report; one that has none, and every correction, bears
    that day; a historical report bears what its source says, be it nothing. A further
    edition tells the public the report's `correction`. Raises Refusal with every
    reason that stands against it.
    """
    at = at or timezone.now()
    edition = bring_out(report, Chain.PUBLIC, by=by, at=at)
    lifecycle.move(
        report,
        Report.Status.PUBLISHED,
        by=by,
        at=at,
        batch=batch,
        published_on=edition.published_on,
        current_edition=edition,
        published_by=person(by),
        correction_en="",
        correction_cy="",
    )
    register.enter_edition(edition)
    forming.make_later(edition)
    return edition


@transaction.atomic
def issue(
    report: Report, *, by: User | System, reason: str, at: datetime | None = None
) -> Edition:
    """Freeze a signed-off report as its next edition for the authority alone.

    It enters a chain of its own, and nothing of it is shown to the public. `reason`
    says why it is not published, and stays within.
    """
    at = at or timezone.now()
    if not reason.strip():
        raise Refusal(_("Give the reason: it stays on the record."))
    edition = bring_out(report, Chain.ISSUED, by=by, at=at)
    lifecycle.move(
        report,
        Report.Status.ISSUED,
        by=by,
        at=at,
        reason=reason.strip(),
        published_by=person(by),
        correction_en="",
        correction_cy="",
    )
    register.enter_edition(edition)
    forming.make_later(edition)
    return edition


STATUS = {Chain.PUBLIC: Report.Status.PUBLISHED, Chain.ISSUED: Report.Status.ISSUED}


def bring_out(
    report: Report, chain: Chain, *, by: User | System, at: datetime
) -> Edition:
    """Check the stored draft under its lock, and freeze it."""
    # Read once: so document and rows agree, whoever edits meanwhile.
    draft = lifecycle.locked(Report).get(pk=report.pk)
    lifecycle.check_arrow(draft, STATUS[chain])
    gather(draft)
    draft.check_places()
    known = draft.editions.filter(chain=chain).count()
    if not (draft.recorded_from or (draft.published_on and not known)):
        draft.published_on = timezone.localdate(at)
    document = document_of(draft, number=known + 1)
    if reasons := objections(draft, document, chain, by):
        raise Refusal(*reasons)
    return freeze(draft, document, chain, by=by, at=at)


@transaction.atomic
def withdraw(
    report: Report, *, by: User | System, reason: Wording, at: datetime | None = None
) -> list[Withdrawal]:
    """Take every edition of a published report out of what the public may read.

    Their addresses tell the reason for ever. Raises Refusal with every reason that
    stands against it; a report whose versions are published waits for those.
    """
    at = at or timezone.now()
    draft = lifecycle.locked(Report).get(pk=report.pk)
    lifecycle.check_arrow(draft, Report.Status.WITHDRAWN)
    if reasons := bars_withdrawal(draft, reason, by):
        raise Refusal(*reasons)
    withdrawals = [
        Withdrawal.objects.create(
            edition=edition,
            reason_en=reason.en,
            reason_cy=reason.cy,
            entered_at=at,
            withdrawn_by=str(by),
        )
        for edition in draft.editions.published().order_by("number")
    ]
    told = {"at": at, "reason": str(reason), "current_edition": None}
    lifecycle.move(report, Report.Status.WITHDRAWN, by=by, **told)
    for withdrawal in withdrawals:
        register.enter_withdrawal(withdrawal)
    return withdrawals


def bars_withdrawal(report: Report, reason: Wording, by: User | System) -> list[str]:
    reasons = []
    if not by.has_perm(PUBLISH):
        reasons.append(lifecycle.not_in_role(PUBLISH))
    reasons += report.bars_interest(by)
    if report.kind in report.MAIN:
        others = report.inspection.reports.exclude(pk=report.pk)
        told = _(
            "“%s” tells what this report says, and is published: withdraw it first."
        )
        shown = others.filter(current_edition__isnull=False)
        reasons += [told % version for version in shown]
    return reasons + lacks_reason(report, reason)
