"""Notices that a report has come to somebody: to be read, or back to be mended."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from django.db import models
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from inspectorate.frameworks.nearing import Words
from inspectorate.history.models import Entry
from inspectorate.history.words import MOVED
from inspectorate.notices.sources import Telling
from inspectorate.notices.telling import tell
from inspectorate.reports.models import Report
from inspectorate.reports.models.acts import ASSURE, SIGN_OFF
from inspectorate.reports.models.assurance import CLEAR
from inspectorate.reports.reminders.people import PUBLISH, TEAM, Readers, writers

Status = Report.Status
# From here a report goes back to who wrote it.
RETURNED_FROM = {
    Status.DRAFTING: [Status.QUALITY_ASSURANCE],
    Status.REVISION: [Status.AWAITING_SIGN_OFF, Status.SIGN_OFF, *Report.ENDED],
}


class Turn(NamedTuple):
    """Whose turn it is while a report stands somewhere: who has the permission."""

    kind: str
    permission: str
    words: Words


WAITS = {
    Status.QUALITY_ASSURANCE: [
        Turn(
            "assurance",
            ASSURE,
            Words(
                _("A report waits for quality assurance: {what}"),
                _("The draft of {what} is ready to be read against its evidence."),
            ),
        ),
        Turn(
            "clearance",
            CLEAR,
            Words(
                _("A report waits to be cleared of identities: {what}"),
                _("The draft of {what} is ready to be read for identities."),
            ),
        ),
    ],
    Status.AWAITING_SIGN_OFF: [
        Turn(
            "sign_off",
            SIGN_OFF,
            Words(
                _("A report awaits sign-off: {what}"),
                _("The text of {what} is fixed and waits for your decision."),
            ),
        )
    ],
    Status.SIGN_OFF: [
        Turn(
            "publication",
            PUBLISH,
            Words(
                _("A report is signed off: {what}"),
                _("The report of {what} is signed off and waits to be published."),
            ),
        )
    ],
}
RETURNED = "returned"
# The reasons are read in the workspace: an e-mail tells nothing of a draft.
BACK = Words(
    _("A report has come back to be mended: {what}"),
    _(
        "The report of {what} has come back to you. The reasons stand in its history, "
        "and what was asked on its page of quality assurance."
    ),
)


def tell_turn(report: Report) -> None:
    """Tell at once whose turn it is by now."""
    for telling in tellings(Report.objects.filter(pk=report.pk), timezone.localdate()):
        tell(*telling)


def turns(on: date) -> Iterator[Telling]:
    """Whose turn it is with any report; nobody is told twice of the same round."""
    return tellings(Report.objects.filter(recorded_from=""), on)


def tellings(reports: models.QuerySet, on: date) -> Iterator[Telling]:
    waiting = list(arrived(reports))
    readers = Readers(on, waiting)
    for report in waiting:
        if report.status in RETURNED_FROM:
            yield from told(report, RETURNED, BACK, writers(report))
        for turn in WAITS.get(report.status, []):
            yield from told(report, turn.kind, turn.words, whose(report, turn, readers))


def arrived(reports: models.QuerySet) -> models.QuerySet:
    """Those that wait for somebody, with the number of the entry of their coming."""
    entries = Entry.objects.filter(
        subject_type=Report._meta.label_lower,
        subject_id=Cast(models.OuterRef("pk"), models.CharField()),
        act__startswith=MOVED,
    ).order_by("-pk")
    came_from = entries.annotate(came_from=KT("before__status")).values("came_from")
    found = reports.annotate(
        round=models.Subquery(entries.values("pk")[:1]),
        came_from=models.Subquery(
            came_from[:1], output_field=models.CharField(max_length=20)
        ),
    )
    waits = models.Q(status__in=WAITS)
    for status, origins in RETURNED_FROM.items():
        waits |= models.Q(status=status, came_from__in=origins)
    read = found.filter(waits).select_related("author", "assurer", "inspection")
    return read.prefetch_related("inspection__authorities", TEAM).order_by("pk")


def whose(report: Report, turn: Turn, readers: Readers) -> Iterable[models.Model]:
    """A reader of an earlier round reads the next; else everybody who may is asked."""
    if turn.permission == CLEAR and not report.uncleared():
        return []
    able = list(readers.of(report, turn.permission))
    if turn.permission == ASSURE and report.assurer in able:
        return [report.assurer]
    return able


def told(
    report: Report, kind: str, words: Words, people: Iterable[models.Model]
) -> Iterator[Telling]:
    reference = report.inspection.reference
    page = "case" if kind == "publication" else "reports_report_assurance"
    args = [reference] if page == "case" else [report.pk]
    for person in people:
        yield Telling(
            person=person,
            kind=kind,
            key=f"reports.report:{report.pk}:{report.round or 0}",
            subject=format_lazy(words.subject, what=reference),
            body=format_lazy(words.body, what=reference),
            link=reverse(f"admin:{page}", args=args),
        )
