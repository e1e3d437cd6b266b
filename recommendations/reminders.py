"""Reminders to a lead inspector: a recommendation is due soon, or overdue."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inspectorate.frameworks.nearing import Due, Horizon, Words
from inspectorate.inspections.models import Inspection, TeamMember
from inspectorate.notices.sources import Telling
from recommendations.models import Recommendation

KIND = "recommendation_due"
SOON = Words(
    _("Recommendation {what} is due on {day}"),
    _(
        "Recommendation {what} is due on {day}. The authority has not yet reported it "
        "as completed."
    ),
)
LATE = Words(
    _("Recommendation {what} is overdue"),
    _(
        "Recommendation {what} was due on {day}, and the authority has not reported it "
        "as completed."
    ),
)


def due(on: date) -> Iterator[Telling]:
    """For each lead inspector who still works here, what is due or overdue on a day."""
    horizon = Horizon(on)
    leads = TeamMember.objects.filter(role=TeamMember.Role.LEAD, user__is_active=True)
    awaited = (
        Recommendation.objects.awaited()
        .filter(due_on__lte=horizon.last)
        .exclude(inspection__status=Inspection.Status.CANCELLED)
        .prefetch_related(
            Prefetch("inspection__team", leads.select_related("user"), to_attr="leads")
        )
        .select_related("inspection")
        .order_by("pk")
    )
    for recommendation in awaited.iterator(chunk_size=500):
        people = [lead.user for lead in recommendation.inspection.leads]
        yield from horizon.tellings(due_of(recommendation), people)


def due_of(recommendation: Recommendation) -> Due:
    pk = recommendation.pk
    return Due(
        KIND,
        f"recommendations.recommendation:{pk}",
        recommendation.reference,
        recommendation.due_on,
        reverse("admin:recommendations_recommendation_change", args=[pk]),
        SOON,
        LATE,
    )
