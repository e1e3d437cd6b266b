"""Where a recommendation stands, in words: as published and as known today."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from inspectorate.reports.models import PublishedRecommendation
from recommendations.models import Recommendation

AXES = ("acceptance", "progress", "verification", "lifecycle")
UNCHANGED = {axis: Recommendation._meta.get_field(axis).default for axis in AXES}

QUESTIONS = {
    "acceptance": _("The authority's answer"),
    "progress": _("The authority reports"),
    "verification": _("Inspectors confirmed"),
    "lifecycle": _("The inspectorate says it is"),
}
# Who says so of what somebody has entered.
TOLD_BY = {
    "acceptance": _("The authority says so."),
    "progress": _("The authority reports so. Inspectors may not have checked it."),
    "verification": _("Inspectors say so, after checking."),
    "lifecycle": _("The inspectorate decided so."),
}
# And of what holds until somebody does.
UNTIL_TOLD = {
    "acceptance": _("So recorded until the authority answers."),
    "progress": _("So recorded until the authority reports otherwise."),
    "verification": _("So recorded until inspectors have checked it."),
    "lifecycle": _("So it stays until the inspectorate closes it."),
}


class Standing(NamedTuple):
    """What one recommendation's row tells beside its text; words as shown.

    Where `is_untold` nobody knows of the axes: they are not to be shown.
    """

    is_untold: bool
    is_overdue: bool
    acceptance: str
    progress: str
    verification: str


def standing_of(row: PublishedRecommendation, on: date) -> Standing:
    return Standing(
        is_untold=is_untold(row),
        is_overdue=row.is_overdue(on),
        acceptance=stated(row, "acceptance"),
        progress=stated(row, "progress"),
        verification=stated(row, "verification"),
    )


def is_untold(row: PublishedRecommendation) -> bool:
    return all(is_silent(row, axis) for axis in AXES)


def is_silent(row: PublishedRecommendation, axis: str) -> bool:
    """Whether nothing is known of an axis: in a historical edition, what nobody has
    entered since is not a fact.
    """
    return bool(row.edition.recorded_from) and is_unchanged(row, axis)


def is_unchanged(row: PublishedRecommendation, axis: str) -> bool:
    return getattr(row.recommendation, axis) == UNCHANGED[axis]


def stated(row: PublishedRecommendation, axis: str) -> str:
    if is_silent(row, axis):
        return _("not stated")
    return getattr(row.recommendation, f"get_{axis}_display")()


class Axis(NamedTuple):
    """One axis of a recommendation: `name` and `value` are codes, the rest is words.

    `on` is the day that the record has of it; `reason` is why it was closed.
    """

    name: str
    value: str
    question: str
    stated: str
    told_by: str
    on: date | None
    is_silent: bool
    has_been_told: bool
    reason: str


def axes_of(
    row: PublishedRecommendation, days: Mapping[str, date | None]
) -> list[Axis]:
    """`days` are those of what was said last on each axis."""
    return [axis_of(row, name, days.get(name)) for name in AXES]


def axis_of(row: PublishedRecommendation, name: str, day: date | None) -> Axis:
    has_been_told = not is_unchanged(row, name)
    now = row.recommendation
    return Axis(
        name=name,
        value=getattr(now, name),
        question=QUESTIONS[name],
        stated=stated(row, name),
        told_by=(TOLD_BY if has_been_told else UNTIL_TOLD)[name],
        on=day,
        is_silent=is_silent(row, name),
        has_been_told=has_been_told,
        reason=now.closed_reason if name == "lifecycle" else "",
    )
