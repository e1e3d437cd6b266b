"""Which concerns are to be reviewed, and by which day; as it stood on any day."""

from datetime import date, timedelta

from django.db import models
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.models.decision import Decision
from inspectorate.concerns.models.levels import Level
from inspectorate.concerns.models.standing import last_standing

LAST_REVIEW = last_standing(
    "review_on", "concerns_decision", "episode_id", "concerns_episode.id"
)
SOON = timedelta(days=30)


class EpisodeQuerySet(models.QuerySet):
    def with_review(self) -> "EpisodeQuerySet":
        """Each with the day of review of its last decision that stands, `review_on`."""
        review_on = RawSQL(LAST_REVIEW, (), models.DateField())  # noqa: S611
        found = self.annotate(review_on=review_on)
        return found.select_related("authority", "service")

    def to_review(self, until: date) -> "EpisodeQuerySet":
        """Open ones to be reviewed by the day `until`, the earliest first. One without
        a day of review is left out.
        """
        found = self.with_review().filter(is_open=True, review_on__lte=until)
        return found.order_by("review_on", "pk")

    def work(self, until: date) -> "EpisodeQuerySet":
        """The same, and after them open ones under a decision that have no such day."""
        decided = models.Exists(Decision.objects.filter(episode=models.OuterRef("pk")))
        is_due = models.Q(review_on__lte=until) | models.Q(decided, review_on=None)
        found = self.with_review().filter(is_due, is_open=True)
        return found.order_by(models.F("review_on").asc(nulls_last=True), "pk")


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
            every = rows.model.objects.all()
            return rows.filter(pk__in=self.waiting(every, at).order_by().values("pk"))
        return rows.filter(pk__in=self.waiting_on(rows, at))

    def waiting(self, episodes: EpisodeQuerySet, today: date) -> EpisodeQuerySet:
        """By the decisions that stand now."""
        if self is Review.NO_DAY:
            return episodes.work(today).filter(review_on=None)
        if self is Review.PAST:
            return episodes.to_review(today - timedelta(days=1))
        return episodes.to_review(today + SOON).filter(review_on__gte=today)

    def waiting_on(self, episodes: EpisodeQuerySet, day: date) -> list[int]:
        """The same by those in force on a day that is over, as numbers of rows."""
        found = []
        for episode in episodes.model.objects.prefetch_related("decisions"):
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
