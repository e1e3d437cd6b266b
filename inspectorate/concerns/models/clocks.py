"""The days that the law gives ministers and councils, over all open interventions."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.models.intervention import OVER
from inspectorate.concerns.models.ministers_step import (
    Duty,
    MinistersStep,
    MinistersStepQuerySet,
)
from inspectorate.concerns.models.statutory import DAYS

SOON = timedelta(days=30)


class Clock(NamedTuple):
    """`kind` is that of the duty that has to be done until `day`, that day included."""

    step: MinistersStep
    kind: str
    day: date


def clocks(until: date, at: date | None = None) -> list[Clock]:
    """Of duties that nothing on record says were done by the day `at`, today where it
    is None, and that are due by the day `until`, the earliest first. An ended
    intervention has none left, and of what a source tells silence is no breach.
    """
    running = [
        Clock(step, kind, day)
        for step in steps_due(until, at)
        for kind, day in step.due().items()
        if day <= until and not getattr(step, f"done_{kind}")
    ]
    return sorted(running, key=lambda clock: (clock.day, clock.step.pk, clock.kind))


def steps_due(until: date, at: date | None) -> list[MinistersStep]:
    """Steps in force that set a day by `until`, each with the duties done as `done_`
    and their kind; in one query where they are those of today.
    """
    duties = Duty.objects.filter(step=models.OuterRef("pk"))
    is_past = at is not None and at < timezone.localdate()
    if is_past:
        duties = duties.filter(done_on__lte=at)
    done = {f"done_{kind}": models.Exists(duties.filter(kind=kind)) for kind in DAYS}
    due = models.Q()
    for column in DAYS.values():
        due |= models.Q(**{f"{column}__lte": until})
    steps = (
        MinistersStep.objects.filter(due, corrections=None, recorded_from="")
        .annotate(**done)
        .select_related("intervention__authority", "intervention__service")
    )
    if not is_past:
        return list(steps.filter(intervention__is_open=True))
    known = steps.prefetch_related("intervention__steps")
    return [each for each in known if was_in_force(each, at)]


def was_in_force(step: MinistersStep, day: date) -> bool:
    taken = step.counts_from <= day
    return taken and step.intervention.stage_at(day) not in OVER


class Running(models.TextChoices):
    """How near a day of the law is, as lists and figures of staff tell it."""

    PAST = "past", _("A day of the law is past")
    NEAR = "near", _("A day of the law within 30 days")

    def among(self, rows: MinistersStepQuerySet, at: date) -> MinistersStepQuerySet:
        """Those of `rows` that set a duty of which that was true on the day `at`; of
        the 30 days that day is the first.
        """
        until = at - timedelta(days=1) if self is Running.PAST else at + SOON
        found = {
            each.step.pk
            for each in clocks(until, at)
            if self is Running.PAST or each.day >= at
        }
        return rows.filter(pk__in=found)
