"""Reminders to a lead inspector: what waits for the inspectorate, and plans."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from django.db import models
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from inspectorate.frameworks.nearing import Due, Horizon, Words
from inspectorate.inspections.models import TeamMember
from inspectorate.notices.sources import Telling
from recommendations.models import ActionPlan, Recommendation

PLAN_DUE, PLAN_TO_JUDGE = "plan_due", "plan_to_judge"
TO_VERIFY, STALE, REJECTED = "verification_due", "progress_stale", "rejection"
KINDS = {
    PLAN_DUE: _("Action plan due"),
    PLAN_TO_JUDGE: _("Action plan to be judged"),
    TO_VERIFY: _("Progress to be verified"),
    STALE: _("Nothing reported for 6 months"),
    REJECTED: _("Rejected recommendation to be decided"),
}
PLAN_SOON = Words(
    _("The action plan on {what} is due on {day}"),
    _("The authority is to send its action plan on {what} by {day}."),
)
PLAN_LATE = Words(
    _("The action plan on {what} is overdue"),
    _("The authority was to send its action plan on {what} by {day}, and has not."),
)


class Waiting(NamedTuple):
    """A kind of notice, whom of the recommendations it is about, and its words, which
    name {what}.
    """

    kind: str
    among: Callable[[date], models.QuerySet]
    words: Words


WAITING = [
    Waiting(
        TO_VERIFY,
        Recommendation.objects.awaiting_verification,
        Words(
            _("Recommendation {what} is to be verified"),
            _(
                "The authority reports recommendation {what} as completed. Inspectors "
                "have not verified it yet."
            ),
        ),
    ),
    Waiting(
        STALE,
        Recommendation.objects.stale,
        Words(
            _("Nothing is reported on recommendation {what}"),
            _(
                "The authority has reported nothing on recommendation {what} for six "
                "months: ask it how far it is."
            ),
        ),
    ),
    Waiting(
        REJECTED,
        Recommendation.objects.rejected,
        Words(
            _("Recommendation {what} is rejected"),
            _(
                "The authority rejects recommendation {what}. It stays open until the "
                "inspectorate decides what becomes of it."
            ),
        ),
    ),
]


def waiting(on: date) -> Iterator[Telling]:
    """For each lead inspector who still works here, once for each turn it takes."""
    for each in WAITING:
        rows = led(each.among(on)).select_related("inspection").order_by("pk")
        for row in rows.iterator(chunk_size=500):
            about = f"recommendations.recommendation:{row.pk}:{each.kind}:{row.facts}"
            link = reverse("admin:recommendations_recommendation_change", args=[row.pk])
            yield from tellings(each.kind, row, row.reference, about, link, each.words)


def plans(on: date) -> Iterator[Telling]:
    """Plans that are due or overdue, and those that wait to be judged."""
    horizon = Horizon(on)
    rows = led(ActionPlan.objects.all()).select_related("inspection").order_by("pk")
    awaited = rows.awaited().filter(due_on__lte=horizon.last)
    for plan in awaited.iterator(chunk_size=500):
        people = [lead.user for lead in plan.inspection.leads]
        yield from horizon.tellings(due_of(plan), people)
    words = Words(
        _("The action plan on {what} is to be judged"),
        _(
            "The authority sent its action plan on {what}: judge whether it "
            "reflects the findings."
        ),
    )
    for plan in rows.to_judge().iterator(chunk_size=500):
        what, about = plan.inspection.reference, f"{name_of(plan)}:judge"
        yield from tellings(PLAN_TO_JUDGE, plan, what, about, address(plan), words)


def led(rows: models.QuerySet) -> models.QuerySet:
    """Those of cases that somebody leads, with who it is."""
    leads = TeamMember.objects.filter(role=TeamMember.Role.LEAD, user__is_active=True)
    found = rows.filter(inspection__in=leads.values("inspection"))
    people = leads.select_related("user")
    return found.prefetch_related(Prefetch("inspection__team", people, to_attr="leads"))


def tellings(
    kind: str, row: models.Model, what: str, about: str, link: str, words: Words
) -> Iterator[Telling]:
    for lead in row.inspection.leads:
        yield Telling(
            person=lead.user,
            kind=kind,
            key=about,
            subject=format_lazy(words.subject, what=what),
            body=format_lazy(words.body, what=what),
            link=link,
        )


def due_of(plan: ActionPlan) -> Due:
    what = plan.inspection.reference
    return Due(
        PLAN_DUE,
        name_of(plan),
        what,
        plan.due_on,
        address(plan),
        PLAN_SOON,
        PLAN_LATE,
    )


def name_of(plan: ActionPlan) -> str:
    return f"recommendations.actionplan:{plan.pk}"


def address(plan: ActionPlan) -> str:
    return reverse("admin:recommendations_actionplan_change", args=[plan.pk])
