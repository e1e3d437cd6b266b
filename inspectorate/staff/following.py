"""What recommendations and plans wait for of the inspectorate, on the first page."""

from datetime import date

from django.db import models
from django.utils.translation import gettext as _

from inspectorate.inspections.models import Inspection
from inspectorate.inspections.models.access import DIRECT, team_cases
from inspectorate.lifecycle.admin import row_address
from inspectorate.staff.item import SHOWN, Item
from recommendations.models import ActionPlan, Recommendation
from recommendations.models.plan_course import JUDGE, READ_EVERY


def to_follow_up(user: models.Model, today: date) -> list[Item]:
    """Of the person's cases, or of all they direct: plans first, then by what is to
    be done. Who judges plans sees those of every case.
    """
    cases = team_cases(user)
    if user.has_perm(DIRECT):
        cases = Inspection.objects.values("pk")
    return [*plans(user, cases, today), *asked(cases, today)][: SHOWN + 1]


def asked(cases: models.QuerySet, today: date) -> list[Item]:
    """Each once, by the first of these that it waits for."""
    rows = Recommendation.objects.filter(inspection__in=cases)
    waiting = {
        _("Verify what is reported as completed"): rows.awaiting_verification(today),
        _("Decide on what the authority rejects"): rows.rejected(today),
        _("Ask: nothing was reported for 6 months"): rows.stale(today),
    }
    among = [models.Q(pk__in=found.values("pk")) for found in waiting.values()]
    turn = models.Case(
        *(models.When(each, then=place) for place, each in enumerate(among))
    )
    found = rows.filter(among[0] | among[1] | among[2]).annotate(turn=turn)
    told = [*waiting]
    return [
        Item(
            row_address(row),
            row.reference,
            told[row.turn],
            row.due_on,
            is_late(row, today),
        )
        for row in found.order_by("turn", "due_on", "pk")[: SHOWN + 1]
    ]


def is_late(row: Recommendation, today: date) -> bool:
    return row.due_on is not None and row.due_on < today


def plans(user: models.Model, cases: models.QuerySet, today: date) -> list[Item]:
    own = models.Q(inspection__in=cases)
    waiting = ActionPlan.objects.overdue(today).filter(own)
    judges = user.has_perm(JUDGE)
    to_judge = ActionPlan.objects.to_judge() if judges else ActionPlan.objects.none()
    if judges and not user.has_perm(READ_EVERY):
        to_judge = to_judge.filter(own)
    rows = (waiting | to_judge).select_related("inspection", "authority")
    return [
        Item(
            row_address(plan),
            str(plan),
            _("Judge the plan") if plan.is_submitted else _("Send for the plan"),
            plan.due_on,
            not plan.is_submitted,
        )
        for plan in rows.order_by("due_on", "pk")[: SHOWN + 1]
    ]
