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
        return self.each_among(rows, at)[self]

    @classmethod
    def each_among(
        cls, rows: EpisodeQuerySet, at: date
    ) -> dict["Review", EpisodeQuerySet]:
        """All of them, of which the decisions of a day that is over are read once."""
        if at < timezone.localdate():
            found = cls.waiting_on(rows, at)
            return {each: rows.filter(pk__in=found[each]) for each in cls}
        every = rows.model.objects.all()
        waiting = {each: each.waiting(every, at).order_by() for each in cls}
        return {each: rows.filter(pk__in=waiting[each].values("pk")) for each in cls}

    def waiting(self, episodes: EpisodeQuerySet, today: date) -> EpisodeQuerySet:
        """By the decisions that stand now."""
        if self is Review.NO_DAY:
            return episodes.work(today).filter(review_on=None)
        if self is Review.PAST:
            return episodes.to_review(today - timedelta(days=1))
        return episodes.to_review(today + SOON).filter(review_on__gte=today)

    @classmethod
    def waiting_on(
        cls, episodes: EpisodeQuerySet, day: date
    ) -> dict["Review", list[int]]:
        """The same by those in force on a day that is over, as numbers of rows."""
        found: dict[Review, list[int]] = {each: [] for each in cls}
        for episode in episodes.prefetch_related("decisions"):
            decision = episode.decision_at(day)
            if decision is None or decision.to_level == Level.ROUTINE:
                continue
            for each in cls:
                if each.fits(decision.review_on, day):
                    found[each].append(episode.pk)
        return found

    def fits(self, review_on: date | None, day: date) -> bool:
        if review_on is None:
            return self is Review.NO_DAY
        if review_on < day:
            return self is Review.PAST
        return self is Review.NEAR and review_on <= day + SOON
