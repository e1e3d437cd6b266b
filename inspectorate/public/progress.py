"""Where the recommendations made to an authority stand, and when that was said."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority
from inspectorate.public.pictures.bars import Bar, Bars, Part
from inspectorate.public.standing import AXES, QUESTIONS, is_silent
from inspectorate.reports.models import Edition, PublishedRecommendation
from recommendations.models import Recommendation

CHOICES: dict[str, type[models.TextChoices]] = {
    "acceptance": Recommendation.Acceptance,
    "progress": Recommendation.Progress,
    "verification": Recommendation.Verification,
    "lifecycle": Recommendation.Lifecycle,
}


class Said(NamedTuple):
    """What was said of some recommendations: `reason` is why they were closed, empty of
    an answer of the authority.
    """

    said: str
    reason: str
    rows: list[PublishedRecommendation]


class Milestone(NamedTuple):
    """What one side said on one day of the recommendations of a report; `on` None where
    the day is not stated.
    """

    edition: Edition
    on: date | None
    by_inspectorate: bool
    told: list[Said]


def recommendations_of(authority: Authority) -> list[PublishedRecommendation]:
    """Those of the reports on it, as they are published now."""
    rows = PublishedRecommendation.objects.published().current()
    return list(
        rows.filter(edition__authorities=authority)
        .select_related("recommendation", "edition__report")
        .defer("edition__document")
        .order_by("edition", "position")
    )


def count_open(rows: Iterable[PublishedRecommendation]) -> int:
    states = Counter(row.recommendation.lifecycle for row in rows)
    return states[Recommendation.Lifecycle.OPEN]


def milestones(rows: Iterable[PublishedRecommendation]) -> list[Milestone]:
    """When the authority answered, and when the inspectorate closed them: the steps
    that have a day.
    """
    days: dict[tuple, dict[tuple, list[PublishedRecommendation]]] = {}
    for row in rows:
        for on, by_inspectorate, *said in steps_of(row.recommendation):
            day = days.setdefault((row.edition, on, by_inspectorate), {})
            day.setdefault(tuple(said), []).append(row)
    return [
        Milestone(*day, [Said(*said, rows) for said, rows in told.items()])
        for day, told in days.items()
    ]


def steps_of(now: Recommendation) -> Iterator[tuple[date | None, bool, str, str]]:
    """The day, whether the inspectorate says it, what, and why."""
    if now.acceptance != Recommendation.Acceptance.AWAITING:
        yield now.accepted_on, False, now.get_acceptance_display(), ""
    if now.lifecycle == Recommendation.Lifecycle.CLOSED:
        reason = now.get_closed_reason_display()
        yield now.closed_on, True, now.get_lifecycle_display(), reason


def picture(rows: Iterable[PublishedRecommendation]) -> Bars | None:
    """A bar for each axis; None where there is nothing known to show."""
    shown = list(rows)
    if all(is_silent(row, axis) for row in shown for axis in AXES):
        return None
    return Bars("progress", [bar(axis, shown) for axis in AXES])


def bar(axis: str, rows: list[PublishedRecommendation]) -> Bar:
    """How many stand where, in the order of the choices; what no source says, last."""
    counts = Counter(
        "" if is_silent(row, axis) else getattr(row.recommendation, axis)
        for row in rows
    )
    choices = [*CHOICES[axis].choices, ("", _("not stated"))]
    parts = [Part(label, counts[code], n) for n, (code, label) in enumerate(choices)]
    return Bar(QUESTIONS[axis], [part for part in parts if part.count])
