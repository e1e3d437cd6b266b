"""Which open concerns are to be reviewed, as it stood on any day."""

from datetime import date, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.models.episode import Episode, EpisodeQuerySet
from inspectorate.concerns.models.levels import Level

SOON = timedelta(days=30)


class Review(models.TextChoices):
    """How near the review of a concern is, as lists and figures of staff tell it."""

    PAST = "past", _("Review is past")
    NEAR = "near", _("Review within 30 days")
    NO_DAY = "no_day", _("No day of review is set")

    def among(self, rows: EpisodeQuerySet, at: date) -> EpisodeQuerySet:
        """Those of `rows` of which that is true on the day `at`; of the 30 days that
        day is the first.
        """
        if at >= timezone.localdate():
            return rows.filter(pk__in=self.waiting(at).order_by().values("pk"))
        return rows.filter(pk__in=self.waiting_on(at))

    def waiting(self, today: date) -> EpisodeQuerySet:
        """By the decisions that stand now."""
        if self is Review.NO_DAY:
            return Episode.objects.work(today).filter(review_on=None)
        if self is Review.PAST:
            return Episode.objects.to_review(today - timedelta(days=1))
        return Episode.objects.to_review(today + SOON).filter(review_on__gte=today)

    def waiting_on(self, day: date) -> list[int]:
        """The same by those in force on a day that is over, as numbers of rows."""
        found = []
        for episode in Episode.objects.prefetch_related("decisions"):
            decision = episode.decision_at(day)
            is_open = decision is not None and decision.to_level != Level.ROUTINE
            if is_open and self.fits(decision.review_on, day):
                found.append(episode.pk)
        return found

    def fits(self, review_on: date | None, day: date) -> bool:
        if review_on is None:
            return self is Review.NO_DAY
        if review_on < day:
            return self is Review.PAST
        return self is Review.NEAR and review_on <= day + SOON
