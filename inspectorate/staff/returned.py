"""That a report has come back to be mended: why, and what is still asked of it."""

from django.db import models
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspectorate.history.models import Entry
from inspectorate.history.words import MOVED
from inspectorate.reports.models import Comment, Report
from inspectorate.reports.reminders.turns import RETURNED_FROM


def last_moves(report: models.OuterRef) -> models.QuerySet:
    """The moves of a report by its number, the newest first."""
    moves = Entry.objects.filter(
        subject_type=Report._meta.label_lower,
        subject_id=Cast(report, models.CharField()),
        act__startswith=MOVED,
    )
    return moves.annotate(came_from=KT("before__status")).order_by("-pk")


def with_return(cases: models.QuerySet) -> models.QuerySet:
    """Cases with `report_pk` and `report_status`, and with where the report was before
    it came there, with what reason, and how many comments on it are open.
    """
    moves = last_moves(models.OuterRef("report_pk"))
    threads = Comment.objects.open().filter(report=models.OuterRef("report_pk"))
    counted = threads.order_by().values("report").annotate(count=models.Count("pk"))
    return cases.annotate(
        came_from=models.Subquery(
            moves.values("came_from")[:1], output_field=models.CharField()
        ),
        return_reason=models.Subquery(moves.values("reason")[:1]),
        open_threads=models.Subquery(counted.values("count")),
    )


def told_of(
    status: str, came_from: str | None, reason: str | None, threads: int
) -> str:
    """In words; "" of a report that has not come back, or is on its way again."""
    if came_from not in RETURNED_FROM.get(status, []):
        return ""
    told = _("Returned: %s") % (reason or "–")
    if threads:
        comments = ngettext("%d open comment", "%d open comments", threads) % threads
        told = f"{told} ({comments})"
    return told


def told_of_report(report: Report, threads: int) -> str:
    move = last_moves(models.Value(report.pk)).first()
    return told_of(report.status, move.came_from, move.reason, threads) if move else ""
