"""Where action plans stood on any day, told by the days of what was done with them."""

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ActionPlanQuerySet(models.QuerySet):
    """`at` is any day up to today, which it is where it is None. A plan's status is of
    today: where a day may be named, it is not asked.
    """

    def agreed(self) -> "ActionPlanQuerySet":
        """The plans in force: what the public may read of them are their lines."""
        return self.filter(status=self.model.Status.AGREED)

    def to_judge(self, at: date | None = None) -> "ActionPlanQuerySet":
        at = at or timezone.localdate()
        return self.filter(by("received_on", at), not_by("decided_on", at))

    def awaited(self, at: date | None = None) -> "ActionPlanQuerySet":
        """Those that the authority still has to submit; what was returned, until the
        next version is begun.
        """
        at = at or timezone.localdate()
        before = self.of_same(version__lt=models.OuterRef("version"))
        is_begun = ~models.Exists(before.filter(not_by("decided_on", at)))
        later = models.Exists(self.of_same(version__gt=models.OuterRef("version")))
        returned = models.Q(by("decided_on", at), ~later, reflects_findings=False)
        return self.filter(not_by("received_on", at) & is_begun | returned)

    def overdue(self, at: date) -> "ActionPlanQuerySet":
        """Awaited, and due before the day `at`; one without a day never is."""
        return self.awaited(at).filter(due_on__lt=at)

    def returned(self, at: date | None = None) -> "ActionPlanQuerySet":
        """Those that do not reflect the findings, until the next version is sent."""
        at = at or timezone.localdate()
        later = self.of_same(version__gt=models.OuterRef("version"))
        sent_anew = models.Exists(later.filter(by("received_on", at)))
        return self.filter(by("decided_on", at), ~sent_anew, reflects_findings=False)

    def of_same(self, **asked: object) -> models.QuerySet:
        """Versions of the plan that a query goes through."""
        return self.model._base_manager.filter(
            inspection=models.OuterRef("inspection"),
            authority=models.OuterRef("authority"),
            **asked,
        )


class ToDo(models.TextChoices):
    """What a plan waits for, as lists and figures of staff tell it."""

    OVERDUE = "overdue", _("Overdue")
    JUDGE = "judge", _("To be judged")
    RETURNED = "returned", _("Returned, and not sent again")

    def among(self, rows: ActionPlanQuerySet, at: date) -> ActionPlanQuerySet:
        """Those of `rows` that waited for it on the day `at`."""
        asked = {ToDo.JUDGE: "to_judge"}.get(self, self.value)
        return getattr(rows, asked)(at)


def by(column: str, at: date) -> models.Q:
    """Whether what has its day in a column had been done by the day `at`."""
    return models.Q(**{f"{column}__lte": at})


def not_by(column: str, at: date) -> models.Q:
    """NULL is no day: it has not been done yet."""
    return models.Q(**{column: None}) | models.Q(**{f"{column}__gt": at})
