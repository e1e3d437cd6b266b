"""Publishing and issuing: one act, one transaction, and what it makes is never
changed.
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
from inspectorate.reports.models import Chain, Edition, Report
from inspectorate.reports.models.course import person
from inspectorate.reports.objections import lacks_reason, objections

NOTHING = Wording("", "")
# What stands on a report until it is out.
WAITED = {
    "scheduled_for": None,
    "scheduled_by": None,
    "hold_up": "",
    "correction_en": "",
    "correction_cy": "",
}


@transaction.atomic
def publish(
    report: Report,
    *,
    by: User | System,
    at: datetime | None = None,
    batch: uuid.UUID | None = None,
    correction: Wording = NOTHING,
) -> Edition:
    """Freeze a signed-off report as its next edition, and show it to the public.

    `at` is the moment it enters the record, now when None. The edition bears the
    date that stands on the report; one that has none, and every correction, bears
    that day; a historical report bears what its source says, be it nothing. A further
    edition tells the public the `correction`, or the one that stands on the report.
    Raises Refusal with every reason that stands against it.
    """
    at = turn(report, Chain.PUBLIC, at)
    edition = bring_out(report, "publish", correction, by=by, at=at)
    lifecycle.move(
        report,
        Report.Status.PUBLISHED,
        by=by,
        at=at,
        batch=batch,
        published_on=edition.published_on,
        current_edition=edition,
        published_by=person(by),
        **WAITED,
    )
    register.enter_edition(edition)
    forming.make_later(edition)
    lifecycle.tell_followers(report, "publish")
    return edition


@transaction.atomic
def issue(
    report: Report,
    *,
    by: User | System,
    reason: str,
    at: datetime | None = None,
    correction: Wording = NOTHING,
) -> Edition:
    """Freeze a signed-off report as its next edition for the authority alone.

    It enters a chain of its own, and nothing of it is shown to the public. `reason`
    says why it is not published, and stays within.
    """
    if not reason.strip():
        raise Refusal(_("Give the reason: it stays on the record."))
    at = turn(report, Chain.ISSUED, at)
    edition = bring_out(report, "issue", correction, by=by, at=at)
    lifecycle.move(
        report,
        Report.Status.ISSUED,
        by=by,
        at=at,
        reason=reason.strip(),
        published_by=person(by),
        **WAITED,
    )
    register.enter_edition(edition)
    forming.make_later(edition)
    return edition


def turn(report: Report, chain: str, at: datetime | None) -> datetime:
    """The moment of an act, once it has its turn: the report is locked first and the
    register after it, by every act in this order.
    """
    lifecycle.locked(Report).get(pk=report.pk)
    return register.moment_of_entry(chain, at)


def bring_out(
    report: Report, verb: str, correction: Wording, *, by: User | System, at: datetime
) -> Edition:
    """Check the stored draft under its lock, and freeze it."""
    # Read once: so document and rows agree, whoever edits meanwhile.
    draft = lifecycle.locked(Report).get(pk=report.pk)
    act = draft.act(verb)
    chain = draft.OUT[verb]
    lifecycle.check_arrow(draft, act.to)
    gather(draft)
    draft.check_places()
    if correction:
        draft.correction_en, draft.correction_cy = correction
    known = draft.editions.filter(chain=chain).count()
    if not (draft.recorded_from or (draft.published_on and not known)):
        draft.published_on = timezone.localdate(at)
    document = document_of(draft, number=known + 1)
    reasons = [*draft.bars(act, by), *objections(draft, document, chain)]
    if document["edition"] > 1:
        reasons += lacks_reason(draft, draft.correction)
    if reasons:
        raise Refusal(*reasons)
    return freeze(draft, document, chain, by=by, at=at)
