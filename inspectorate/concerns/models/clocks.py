"""The days that the law gives ministers and councils, over all open interventions."""

from datetime import date
from typing import NamedTuple

from inspectorate.concerns.models.decision import standing_among
from inspectorate.concerns.models.intervention import Intervention
from inspectorate.concerns.models.ministers_step import MinistersStep
from inspectorate.concerns.models.statutory import outstanding


class Clock(NamedTuple):
    """`kind` is that of the duty that has to be done until `day`, that day included."""

    step: MinistersStep
    kind: str
    day: date


def clocks(until: date) -> list[Clock]:
    """Of duties that nothing on record says were done and that are due by the day
    `until`, the earliest first. An ended intervention has none left.
    """
    found = Intervention.objects.open().select_related("authority", "service")
    found = found.prefetch_related("steps__duties").order_by("pk")
    running = [
        Clock(step, kind, day)
        for intervention in found
        for step in standing_among(intervention.steps.all())
        for kind, day in outstanding(step, step.duties.all()).items()
        if day <= until
    ]
    return sorted(running, key=lambda clock: (clock.day, clock.step.pk, clock.kind))
