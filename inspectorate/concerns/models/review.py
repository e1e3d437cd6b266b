"""Which concerns are to be reviewed, and by which day."""

from datetime import date

from django.db import models
from django.db.models.expressions import RawSQL

from inspectorate.concerns.models.decision import Decision
from inspectorate.concerns.models.standing import last_standing

LAST_REVIEW = last_standing(
    "review_on", "concerns_decision", "episode_id", "concerns_episode.id"
)


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
