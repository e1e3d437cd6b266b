"""The days that the law gives ministers and councils, over all open interventions."""

from datetime import date
from typing import NamedTuple

from django.db import models

from inspectorate.concerns.models.ministers_step import Duty, MinistersStep
from inspectorate.concerns.models.statutory import DAYS


class Clock(NamedTuple):
    """`kind` is that of the duty that has to be done until `day`, that day included."""

    step: MinistersStep
    kind: str
    day: date


def clocks(until: date) -> list[Clock]:
    """Of duties that nothing on record says were done and that are due by the day
    `until`, the earliest first, in one query. An ended intervention has none left, and
    of what a source tells silence is no breach.
    """
    done = {
        f"done_{kind}": models.Exists(
            Duty.objects.filter(step=models.OuterRef("pk"), kind=kind)
        )
        for kind in DAYS
    }
    due = models.Q()
    for column in DAYS.values():
        due |= models.Q(**{f"{column}__lte": until})
    steps = (
        MinistersStep.objects.filter(
            due, intervention__is_open=True, corrections=None, recorded_from=""
        )
        .annotate(**done)
        .select_related("intervention__authority", "intervention__service")
    )
    running = [
        Clock(step, kind, day)
        for step in steps
        for kind, day in step.due().items()
        if day <= until and not getattr(step, f"done_{kind}")
    ]
    return sorted(running, key=lambda clock: (clock.day, clock.step.pk, clock.kind))
