"""The drafts that were sent to a council, each with its clock."""

from datetime import datetime
from typing import NamedTuple

from django.http import Http404
from django.utils import timezone

from authorities.models import LinkOfficer
from inspectorate.reports.models import AccuracyAnswer, AccuracyCheck


class Sent(NamedTuple):
    """A draft as its authority sees it. `days_left` are calendar days, the last day
    included as 0; it counts from the moment it was in fact sent.
    """

    check: AccuracyCheck
    answer: AccuracyAnswer | None
    is_readable: bool
    is_awaited: bool
    days_left: int


def drafts(officer: LinkOfficer, at: datetime) -> list[Sent]:
    """The newest first."""
    checks = AccuracyCheck.objects.sent_to(officer.authority)
    checks = checks.prefetch_related("answers")
    return [sent(check, officer, at) for check in checks]


def sent(check: AccuracyCheck, officer: LinkOfficer, at: datetime) -> Sent:
    on = timezone.localdate(at)
    return Sent(
        check,
        check.answer_of(officer.authority),
        is_readable=not check.bars_window(on),
        is_awaited=not check.bars_words(officer.authority, on),
        days_left=check.days_left(on),
    )


def find(officer: LinkOfficer, slug: str, number: int) -> AccuracyCheck:
    """A draft that was sent to the officer's authority; any other is not there."""
    checks = AccuracyCheck.objects.sent_to(officer.authority)
    check = checks.filter(report__slug=slug, number=number).first()
    if check is None:
        raise Http404
    return check
