"""Which rows of editions the public reads; where those stand that ask for something."""

from datetime import date

from django.db import models

from inspectorate.reports.models.edition import Chain
from recommendations.models import Recommendation
from recommendations.models.standing import DUE_SOON, is_now


class PublishedQuerySet(models.QuerySet):
    def published(self) -> "PublishedQuerySet":
        """Rows of the editions the public may read."""
        entered = self.filter(edition__register_entry__chain=Chain.PUBLIC)
        # The column compared: only so does PostgreSQL know how few it takes.
        return entered.filter(edition__withdrawal__edition=None)

    def current(self) -> "PublishedQuerySet":
        """Rows of the newest edition of each report."""
        return self.filter(edition__current_for__isnull=False)


class PublishedRecommendationQuerySet(PublishedQuerySet):
    def pending(self, at: date | None = None) -> "PublishedRecommendationQuerySet":
        """Given a time and, on the day `at`, open and not reported as completed."""
        given = self.exclude(timescale__in=Recommendation.WITHOUT_DATE)
        if not is_now(at):
            then = Recommendation.objects.unreported(at)
            return given.filter(recommendation__in=then.values("pk"))
        return given.filter(
            recommendation__lifecycle=Recommendation.Lifecycle.OPEN
        ).exclude(recommendation__progress=Recommendation.Progress.COMPLETED_REPORTED)

    def overdue(self, at: date) -> "PublishedRecommendationQuerySet":
        """Pending on the day `at`, and due before it by what was published.

        One without a due date is never overdue: NULL is less than no day.
        """
        return self.pending(at).filter(due_on__lt=at)

    def due_soon(self, at: date) -> "PublishedRecommendationQuerySet":
        """Pending and due within 30 days from the day `at`, that day included."""
        return self.pending(at).filter(due_on__range=(at, at + DUE_SOON))

    def with_awaiting(self, at: date) -> "PublishedRecommendationQuerySet":
        """Each with `awaits_verification`, as it stood on the day `at`."""
        awaiting = Recommendation.objects.awaiting_verification(at)
        one = awaiting.filter(pk=models.OuterRef("recommendation"))
        return self.annotate(awaits_verification=models.Exists(one))

    def with_overdue(self, at: date) -> "PublishedRecommendationQuerySet":
        """Each with `is_overdue`, as its method of that name tells it."""
        one = self.model.objects.overdue(at).filter(pk=models.OuterRef("pk"))
        return self.annotate(is_overdue=models.Exists(one))
