"""Notices about checks for factual accuracy: what is awaited, and what is decided."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from inspectorate.frameworks.nearing import Due, Horizon, Words
from inspectorate.notices.sources import Telling
from inspectorate.notices.telling import tell
from inspectorate.reports.models import AccuracyCheck, AccuracyComment, Report
from inspectorate.reports.models.acts import ASSURE
from inspectorate.reports.reminders.people import TEAM, Readers, writers

ANSWER, DECISIONS, REVIEW = "accuracy_due", "accuracy_decisions", "accuracy_review"

SOON = Words(
    _("The authority's answer on {what} is due on {day}"),
    _(
        "The authority has time to the end of {day} to say what is inaccurate in the "
        "draft of {what}. No answer is recorded yet."
    ),
)
LATE = Words(
    _("The authority's answer on {what} is overdue"),
    _(
        "The authority had time to the end of {day} to say what is inaccurate in the "
        "draft of {what}. Record the day of its answer, or that none came."
    ),
)
TO_DECIDE = Words(
    _("Comments on accuracy are to be decided: {what}"),
    _(
        "The authority has answered on the draft of {what}: decide each of its "
        "comments with a reason."
    ),
)
TO_REVIEW = Words(
    _("A decision waits for a second reviewer: {what}"),
    _(
        "A comment of the authority on {what} that touches a judgement is refused: "
        "somebody outside the team reviews this."
    ),
)


def answers_due(on: date) -> Iterator[Telling]:
    """Checks that the authority has not answered, to who writes the report."""
    horizon = Horizon(on)
    awaited = checks(Report.Status.ACCURACY_CHECK).filter(
        returned_on=None, no_response=False
    )
    ends = Coalesce("extended_to", "due_on")
    for check in awaited.annotate(ends=ends).filter(ends__lte=horizon.last):
        due = Due(
            ANSWER,
            about(check),
            check.report.inspection.reference,
            check.ends_on,
            page(check),
            SOON,
            LATE,
        )
        yield from horizon.tellings(due, writers(check.report))


def decisions(on: date) -> Iterator[Telling]:
    """Answered checks with a comment that nobody has decided, to who writes; an
    author off the team decides none.
    """
    for check in answered(AccuracyComment.objects.undecided()):
        members = {each.user_id for each in check.report.inspection.members}
        people = [each for each in writers(check.report) if each.pk in members]
        key = f"{about(check)}:{check.returned_on}"
        yield from told(check, DECISIONS, key, TO_DECIDE, people)


def reviews(on: date) -> Iterator[Telling]:
    """Refusals of what touches a judgement, to each who may review them."""
    return reviews_of(AccuracyComment.objects.all(), on)


def tell_review(comment: AccuracyComment) -> None:
    """Tell at once who may review a decision that was made now."""
    decided = AccuracyComment.objects.filter(pk=comment.pk)
    for telling in reviews_of(decided, timezone.localdate()):
        tell(*telling)


def reviews_of(comments: models.QuerySet, on: date) -> Iterator[Telling]:
    readers = Readers(on, [])
    waiting = comments.awaiting_review().select_related("accuracy_check")
    numbers = waiting.values("accuracy_check")
    found = {check.pk: check for check in under_way().filter(pk__in=numbers)}
    for comment in waiting.filter(accuracy_check__in=list(found)).order_by("pk"):
        check = found[comment.accuracy_check_id]
        able = readers.of(check.report, ASSURE)
        people = [person for person in able if person.pk != comment.decided_by_id]
        # A comment that is decided again is reviewed again.
        key = f"reports.accuracycomment:{comment.pk}:{comment.state()}"
        yield from told(check, REVIEW, key, TO_REVIEW, people)


def checks(*statuses: str) -> models.QuerySet:
    """Of reports that stand there and record no history."""
    found = AccuracyCheck.objects.filter(
        report__status__in=statuses, report__recorded_from=""
    )
    team = models.Prefetch("report__inspection__team", TEAM.queryset, to_attr="members")
    return (
        found.defer("document")
        .select_related("report__author", "report__inspection")
        .prefetch_related("report__inspection__authorities", team)
        .order_by("pk")
    )


def under_way() -> models.QuerySet:
    return checks(Report.Status.ACCURACY_CHECK, Report.Status.REVISION)


def answered(comments: models.QuerySet) -> models.QuerySet:
    """Checks under way that are returned, with one of these comments."""
    found = under_way().filter(returned_on__isnull=False)
    return found.filter(pk__in=comments.values("accuracy_check"))


def about(check: AccuracyCheck) -> str:
    return f"reports.accuracycheck:{check.pk}"


def page(check: AccuracyCheck) -> str:
    return reverse("admin:reports_accuracycheck_change", args=[check.pk])


def told(
    check: AccuracyCheck,
    kind: str,
    key: str,
    words: Words,
    people: Iterable[models.Model],
) -> Iterator[Telling]:
    reference = check.report.inspection.reference
    for person in people:
        yield Telling(
            person=person,
            kind=kind,
            key=key,
            subject=format_lazy(words.subject, what=reference),
            body=format_lazy(words.body, what=reference),
            link=page(check),
        )
