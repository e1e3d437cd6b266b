"""Reminders to who decides about concerns: none lapses without a review."""

from collections.abc import Iterator
from datetime import date

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.models import Episode
from inspectorate.frameworks.nearing import Due, Horizon, Words
from inspectorate.notices.sources import Telling

KIND = "concern_review"
DECIDE = "concerns.decide_episode"
SOON = Words(
    _("The concern about {what} is to be reviewed by {day}"),
    _("The concern about {what} is to be reviewed by {day}: keep it, or lift it."),
)
LATE = Words(
    _("The review of the concern about {what} is overdue"),
    _("The concern about {what} was to be reviewed by {day}: keep it, or lift it."),
)


def due(on: date) -> Iterator[Telling]:
    """Open episodes whose review is near or past."""
    horizon = Horizon(on)
    people = get_user_model().objects.with_perm(DECIDE, include_superusers=False)
    deciders = list(people.order_by("pk"))
    near = Episode.objects.to_review(until=horizon.last)
    for episode in near.select_related("authority", "service"):
        review = Due(
            KIND,
            f"concerns.episode:{episode.pk}",
            str(episode.authority),
            episode.review_on,
            reverse("admin:concerns_episode_change", args=[episode.pk]),
            SOON,
            LATE,
        )
        yield from horizon.tellings(review, deciders)
