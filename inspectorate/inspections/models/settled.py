"""What is over: when a case, and what belongs to it, is edited no more."""

from django.db import models
from django.utils.translation import gettext

from inspectorate.history.closed import FIXED
from inspectorate.inspections.models.course import Course
from inspectorate.lifecycle import Reason

CORRECTED = "revision"


class SettledQuerySet(models.QuerySet):
    def under_way(self) -> "SettledQuerySet":
        """Neither closed nor cancelled."""
        return self.exclude(status__in=Course.OVER)

    def settled(self) -> "SettledQuerySet":
        """Over, and no report of theirs is corrected: nothing of them is edited."""
        # Reports lie in a layer above; a test compares their states.
        corrected = self.model._base_manager.filter(reports__status=CORRECTED)
        closed = models.Q(status=Course.Status.CLOSED)
        closed &= ~models.Q(pk__in=corrected.values("pk"))
        return self.filter(closed | models.Q(status=Course.Status.CANCELLED))


class Settled:
    """Questions of an inspection."""

    def is_settled(self) -> bool:
        """The same answer as SettledQuerySet.settled gives."""
        if self.status != self.Status.CLOSED:
            return self.status == self.Status.CANCELLED
        return not self.reports.filter(status=CORRECTED).exists()

    def bars_additions(self) -> list[Reason]:
        """Why nothing is added to the case any more, whoever would add it."""
        is_over = self.status in self.OVER
        if not (is_over or self.reports.filter(status__in=FIXED).exists()):
            return []
        told = gettext(
            "This inspection is over or its report is fixed: nothing is added."
        )
        return [Reason(told, self)]
