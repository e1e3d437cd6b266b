"""From the public back: what of a report may be withdrawn.

What an act does is in ../withdrawal.py, which is made of this package's models.
"""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext

from inspectorate.fields import Wording
from inspectorate.history.models import System
from inspectorate.lifecycle import Reason
from inspectorate.reports.models.course import Course

WITHDRAWING = ("withdraw", "withdraw_former")


class Withdrawing(Course):
    class Meta:
        abstract = True

    def withdraw(
        self,
        *,
        by: models.Model | System,
        reason_en: str = "",
        reason_cy: str = "",
        at: datetime | None = None,
    ) -> list[models.Model]:
        from inspectorate.reports import withdrawal  # noqa: PLC0415 - see above

        told = Wording(reason_en.strip(), reason_cy.strip())
        return withdrawal.withdraw(self, by=by, reason=told, at=at)

    def withdraw_former(
        self,
        *,
        by: models.Model | System,
        reason_en: str = "",
        reason_cy: str = "",
        at: datetime | None = None,
    ) -> list[models.Model]:
        from inspectorate.reports import withdrawal  # noqa: PLC0415 - see above

        told = Wording(reason_en.strip(), reason_cy.strip())
        return withdrawal.withdraw_former(self, by=by, reason=told, at=at)

    def withdrawable(self, verb: str) -> models.QuerySet:
        """The editions that an act of WITHDRAWING takes from the public."""
        editions = self.editions.published().order_by("number")
        if verb == "withdraw_former":
            return editions.exclude(pk=self.current_edition_id)
        return editions

    def lacks_editions(self, verb: str) -> list[Reason]:
        told = gettext("The public reads no edition that this would withdraw.")
        return [] if self.withdrawable(verb).exists() else [Reason(told)]
