"""Notices about the work on an inspection."""

from collections.abc import Iterator
from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from inspectorate.frameworks.nearing import Due, Horizon, Words
from inspectorate.inspections.models import Inspection, TeamMember
from inspectorate.notices.models import Notice
from inspectorate.notices.sources import Telling
from inspectorate.notices.telling import tell

ASSIGNMENT, FIELDWORK = "assignment", "fieldwork_due"

BEGINS = Words(
    _("Fieldwork of {what} is planned from {day}"),
    _("Fieldwork of inspection {what} is planned from {day} and has not begun yet."),
)
BEGINS_LATE = Words(
    _("Fieldwork of {what} should have begun"),
    _("Fieldwork of inspection {what} was planned from {day} and has not begun."),
)
ENDS = Words(
    _("Fieldwork of {what} ends on {day}"),
    _("Fieldwork of inspection {what} is planned to end on {day}."),
)
ENDS_LATE = Words(
    _("Fieldwork of {what} should have ended"),
    _("Fieldwork of inspection {what} was planned to end on {day}: end it."),
)


def fieldwork_due(on: date) -> Iterator[Telling]:
    """To lead inspectors: the first day of fieldwork until it has begun, then its
    last one. Of a coarse date it is the first and the last that it can mean.
    """
    horizon = Horizon(on)
    leads = TeamMember.objects.filter(role=TeamMember.Role.LEAD, user__is_active=True)
    told = models.Prefetch("team", leads.select_related("user"), to_attr="leads")
    to_begin = models.Q(
        status__in=Inspection.BEFORE_FIELDWORK, sorted_on__lte=horizon.last
    )
    # Few stand here at a time, and a coarse last day cannot be asked for.
    to_end = models.Q(status=Inspection.Status.FIELDWORK) & ~models.Q(fieldwork_end="")
    cases = Inspection.objects.filter(to_begin | to_end, recorded_from="")
    for case in cases.prefetch_related(told).order_by("pk").iterator(chunk_size=500):
        due = fieldwork_of(case)
        if due.day is not None:
            yield from horizon.tellings(due, [lead.user for lead in case.leads])


def fieldwork_of(case: Inspection) -> Due:
    begins = case.status in Inspection.BEFORE_FIELDWORK
    edge = "begin" if begins else "end"
    return Due(
        FIELDWORK,
        f"inspections.inspection:{case.pk}:{edge}",
        case.reference,
        case.fieldwork_start.earliest if begins else case.fieldwork_end.latest,
        reverse("admin:case", args=[case.reference]),
        *((BEGINS, BEGINS_LATE) if begins else (ENDS, ENDS_LATE)),
    )


def tell_of_assignment(member: TeamMember, *, by: models.Model) -> Notice | None:
    """Tell somebody that `by` has put them on a team; who did so themselves knows."""
    if member.user_id == by.pk:
        return None
    named = {
        "reference": member.inspection.reference,
        "role": TeamMember.Role(member.role).label,
    }
    body = _(
        "You have been put on the team of inspection {reference}. Your part: {role}."
    )
    return tell(
        member.user,
        ASSIGNMENT,
        f"inspections.teammember:{member.pk}",
        format_lazy(_("You are on the team of inspection {reference}"), **named),
        format_lazy(body, **named),
        reverse("admin:inspections_inspection_change", args=[member.inspection_id]),
    )
