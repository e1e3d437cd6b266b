"""Notices to the link officers of an authority, each in the language they prefer; and
to the inspectorate, that they have answered.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from authorities.models import LinkOfficer
from inspectorate.frameworks.nearing import Due, Horizon, Words, in_words
from inspectorate.notices.sources import Telling
from inspectorate.notices.telling import tell
from inspectorate.reports.models import AccuracyAnswer, AccuracyCheck, Report
from inspectorate.reports.reminders.accuracy import about, checks, page
from inspectorate.reports.reminders.people import writers

SENT, DUE, TOLD = "draft_sent", "draft_due", "decisions_told"
ANSWERED = "accuracy_answered"

TO_CHECK = Words(
    _("A draft waits for you: {what}"),
    _(
        "The draft of {what} has been sent to you. Say in the portal what is factually "
        "wrong with it, to the end of {day} at the latest."
    ),
)
SOON = Words(
    _("Your answer on {what} is due on {day}"),
    _("You have time to the end of {day} to say what is wrong in the draft of {what}."),
)
LATE = Words(
    _("Your answer on {what} is overdue"),
    _("You had time to the end of {day} to say what is wrong in the draft of {what}."),
)
DECIDED = Words(
    _("Your comments are decided: {what}"),
    _(
        "The inspectorate has decided on your comments on the draft of {what}. The "
        "decisions and their reasons stand in the portal."
    ),
)
HAS_ANSWERED = Words(
    _("The authority has answered on {what}"),
    _(
        "The authority has said in the portal what is wrong in the draft of {what}, or "
        "that nothing is."
    ),
)


def tell_of_draft(check: AccuracyCheck) -> None:
    """At once, to each who acts for the authorities it is about."""
    send(check, SENT, TO_CHECK)


def tell_of_decisions(check: AccuracyCheck) -> None:
    send(check, TOLD, DECIDED)


def send(check: AccuracyCheck, kind: str, words: Words) -> None:
    reference = check.report.inspection.reference
    told = {"what": reference, "day": in_words(check.ends_on)}
    for officer in those_of(check, standing(timezone.localdate())):
        tell(
            officer.user,
            kind,
            about(check),
            format_lazy(words.subject, **told),
            format_lazy(words.body, **told),
            portal_page(check),
        )


def tell_of_answer(answer: AccuracyAnswer) -> None:
    """To who writes the report."""
    found = checks(Report.Status.ACCURACY_CHECK).filter(pk=answer.accuracy_check_id)
    for check in found:
        reference = check.report.inspection.reference
        for person in writers(check.report):
            tell(
                person,
                ANSWERED,
                f"reports.accuracyanswer:{answer.pk}",
                format_lazy(HAS_ANSWERED.subject, what=reference),
                format_lazy(HAS_ANSWERED.body, what=reference),
                page(check),
            )


def answers_due(on: date) -> Iterator[Telling]:
    """Drafts that their authority has not answered, as their last day comes near."""
    horizon = Horizon(on)
    awaited = checks(Report.Status.ACCURACY_CHECK).filter(
        returned_on=None, no_response=False
    )
    ends = Coalesce("extended_to", "due_on")
    near = awaited.annotate(ends=ends).filter(ends__lte=horizon.last)
    acting = standing(on)
    for check in near.prefetch_related("answers"):
        reference = check.report.inspection.reference
        told = (about(check), reference, check.ends_on, portal_page(check))
        people = [officer.user for officer in those_of(check, acting)]
        yield from horizon.tellings(Due(DUE, *told, SOON, LATE), people)


def standing(on: date) -> list[LinkOfficer]:
    people = LinkOfficer.objects.standing(on).filter(user__is_active=True)
    return list(people.select_related("user").order_by("pk"))


def those_of(check: AccuracyCheck, acting: Iterable[LinkOfficer]) -> list[LinkOfficer]:
    """Those who act for an authority that has not answered yet, or for any once its
    comments are decided.
    """
    asked = {authority.pk for authority in check.report.inspection.authorities.all()}
    if not check.told_at:
        asked -= {answer.authority_id for answer in check.answers.all()}
    return [officer for officer in acting if officer.authority_id in asked]


def portal_page(check: AccuracyCheck) -> str:
    return reverse("portal-draft", args=[check.report.slug, check.number])
