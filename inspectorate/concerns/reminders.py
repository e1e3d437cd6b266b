"""Reminders to who decides about concerns and records what ministers do: no review and
no day of the law lapses in silence, and what is past is told again every week.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache

from django.contrib.auth import get_user_model
from django.db import models
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.models import Duty, Episode
from inspectorate.concerns.models.clocks import Clock, clocks
from inspectorate.concerns.models.intervention import RECORD
from inspectorate.concerns.models.levels import DECIDE, WATCH, Level
from inspectorate.frameworks.nearing import Due, Horizon, Words
from inspectorate.notices.sources import Telling

KIND = "concern_review"
STATUTORY = "statutory_day"
WEEKLY = 7
SOON = Words(
    _("The concern about {what} is to be reviewed by {day}"),
    _("The concern about {what} is to be reviewed by {day}: keep it, or lift it."),
)
LATE = Words(
    _("The review of the concern about {what} is overdue"),
    _(
        "The concern about {what} was to be reviewed by {day}: keep it, or lift it. "
        "It stays in force until somebody decides."
    ),
)
DUTY_SOON = Words(
    _("{what}: due by {day}"),
    _("{what}: due by {day}. Record the day on which it is done."),
)
DUTY_LATE = Words(
    _("{what}: overdue"),
    _("{what}: it was due by {day}. Record the day on which it was done."),
)


def due(on: date) -> Iterator[Telling]:
    """Open episodes whose review is near or past."""
    horizon = Horizon(on)
    near = list(Episode.objects.to_review(until=horizon.last))
    levels = levels_of(near)
    people = cache(people_with)
    for episode in near:
        is_watched = levels[episode.pk] <= Level.HEIGHTENED
        review = Due(
            KIND,
            f"concerns.episode:{episode.pk}",
            str(episode.authority),
            episode.review_on,
            reverse("admin:concerns_episode_change", args=[episode.pk]),
            SOON,
            LATE,
            WEEKLY,
        )
        yield from horizon.tellings(review, people(WATCH if is_watched else DECIDE))


def statutory(on: date) -> Iterator[Telling]:
    """Days that the law gives, for what nothing on record says was done."""
    horizon = Horizon(on)
    near = clocks(until=horizon.last)
    people = people_with(RECORD) if near else []
    for clock in near:
        yield from horizon.tellings(told_of(clock), people)


def told_of(clock: Clock) -> Due:
    intervention = clock.step.intervention
    # A name of a council stands in no sentence: it would mutate.
    what = format_lazy(
        "{}, {}", str(intervention.authority), Duty.Kind(clock.kind).label
    )
    return Due(
        STATUTORY,
        f"concerns.ministersstep:{clock.step.pk}:{clock.kind}",
        what,
        clock.day,
        reverse("admin:concerns_intervention_change", args=[intervention.pk]),
        DUTY_SOON,
        DUTY_LATE,
        WEEKLY,
    )


def levels_of(episodes: list[Episode]) -> dict[int, Level]:
    models.prefetch_related_objects(episodes, "decisions")
    return {episode.pk: episode.level for episode in episodes}


def people_with(permission: str) -> list[models.Model]:
    people = get_user_model().objects.with_perm(permission, include_superusers=False)
    return list(people.order_by("pk"))
