"""Reminders to a lead inspector: a recommendation is due soon, or overdue."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from inspectorate.frameworks.deadlines import working_days_after
from inspectorate.frameworks.models import NonWorkingDay
from inspectorate.inspections.models import Inspection, TeamMember
from inspectorate.notices.sources import Telling
from recommendations.models import Recommendation

KIND = "recommendation_due"
# Working days before the due date; one that was missed is made up for by the next run,
# and of several that were missed only the last is told.
STEPS = (0, 3, 10)

in_words = lazy(date_format, str)


def due(on: date) -> Iterator[Telling]:
    """For each lead inspector who still works here, what is due or overdue on a day."""
    extra = NonWorkingDay.objects.after(on)
    reach = {step: working_days_after(on, step, extra) for step in STEPS}
    leads = TeamMember.objects.filter(role=TeamMember.Role.LEAD, user__is_active=True)
    awaited = (
        Recommendation.objects.awaited()
        .filter(due_on__lte=max(reach.values()))
        .exclude(inspection__status=Inspection.Status.CANCELLED)
        .prefetch_related(
            Prefetch("inspection__team", leads.select_related("user"), to_attr="leads")
        )
        .select_related("inspection")
        .order_by("pk")
    )
    for recommendation in awaited.iterator(chunk_size=500):
        for lead in recommendation.inspection.leads:
            yield telling(recommendation, lead, step_of(recommendation, on, reach))


def step_of(recommendation: Recommendation, on: date, reach: dict[int, date]) -> str:
    """The last step that is reached: "overdue", "0", "3" or "10"."""
    if recommendation.is_overdue(on):
        return "overdue"
    return str(next(s for s in STEPS if recommendation.due_on <= reach[s]))


def telling(recommendation: Recommendation, lead: TeamMember, step: str) -> Telling:
    named = {
        "reference": recommendation.reference,
        "day": in_words(recommendation.due_on),
    }
    if step == "overdue":
        subject = _("Recommendation {reference} is overdue")
        body = _(
            "Recommendation {reference} was due on {day}, and the authority has not "
            "reported it as completed."
        )
    else:
        subject = _("Recommendation {reference} is due on {day}")
        body = _(
            "Recommendation {reference} is due on {day}. The authority has not yet "
            "reported it as completed."
        )
    pk, due_on = recommendation.pk, recommendation.due_on
    return Telling(
        person=lead.user,
        kind=KIND,
        # A new due date is a new occasion.
        key=f"recommendations.recommendation:{pk}:{due_on}:{step}",
        subject=format_lazy(subject, **named),
        body=format_lazy(body, **named),
        link=reverse("admin:recommendations_recommendation_change", args=[pk]),
        due_on=due_on,
    )
