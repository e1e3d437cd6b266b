"""From sign-off to the public: the acts that bring a report out, and what stands
against them.

What an act does is in publication.py and scheduling.py; they are made of this
package's models, so the verbs here import them when they are called.
"""

from datetime import date, datetime

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import Wording
from inspectorate.history.models import System
from inspectorate.lifecycle import Act, Reason, Refusal, locked, not_in_role
from inspectorate.reports.models.acts import PUBLISHER
from inspectorate.reports.models.course import person
from inspectorate.reports.models.withdrawing import WITHDRAWING, Withdrawing

# What the public is told of a further edition.
CORRECTION = ("correction_en", "correction_cy")


class Publishing(Withdrawing):
    """The last part of the course, and what it needs of a report's columns."""

    # Each brings it out, to whom.
    OUT = {"publish": "public", "schedule": "public", "issue": "issued"}

    scheduled_for = models.DateTimeField(
        _("to be published at"),
        null=True,
        blank=True,
        help_text=_("In the time of London; half past nine is usual."),
    )
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("scheduled by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    hold_up = models.TextField(
        _("why it was not published"),
        blank=True,
        editable=False,
        help_text=_("The reasons met at the moment it was scheduled for, one a line."),
    )
    no_concern_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("no concern, decided by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    no_concern_at = models.DateTimeField(
        _("no concern, decided at"), null=True, editable=False
    )
    no_concern_reason = models.TextField(
        _("why no decision about a concern is needed"), blank=True, editable=False
    )

    class Meta:
        abstract = True

    def publish(
        self,
        *,
        by: models.Model | System,
        at: datetime | None = None,
        correction_en: str = "",
        correction_cy: str = "",
    ) -> models.Model:
        """What is scheduled is stopped first: nobody publishes it early unawares."""
        from inspectorate.reports import publication  # noqa: PLC0415 - see above

        act, told = self.act("publish"), Wording(correction_en, correction_cy)
        with transaction.atomic():
            stored = locked(type(self)).get(pk=self.pk)
            if stored.status not in act.begins:
                raise Refusal(stored.not_here(act))
            return publication.publish(self, by=by, at=at, correction=told)

    def schedule(
        self,
        *,
        by: models.Model | System,
        scheduled_for: datetime | None,
        at: datetime | None = None,
        correction_en: str = "",
        correction_cy: str = "",
    ) -> None:
        from inspectorate.reports import scheduling  # noqa: PLC0415 - see above

        told = Wording(correction_en, correction_cy)
        scheduling.schedule(self, by=by, moment=scheduled_for, at=at, correction=told)

    def unschedule(
        self, *, by: models.Model | System, at: datetime | None = None
    ) -> None:
        """Back to sign-off, also where it was held up."""
        nothing = {"scheduled_for": None, "scheduled_by": None, "hold_up": ""}
        self.perform("unschedule", by=by, at=at, **nothing)

    def issue(
        self,
        *,
        by: models.Model | System,
        reason: str,
        at: datetime | None = None,
        correction_en: str = "",
        correction_cy: str = "",
    ) -> models.Model:
        from inspectorate.reports import publication  # noqa: PLC0415 - see above

        told = Wording(correction_en, correction_cy)
        given = {"reason": reason, "correction": told}
        return publication.issue(self, by=by, at=at, **given)

    @transaction.atomic
    def decide_no_concern(
        self, *, by: models.Model | System, reason: str, at: datetime | None = None
    ) -> None:
        """For the text as it is signed off: who revises it decides again."""
        stored = locked(type(self)).get(pk=self.pk)
        stored.check_act("decide_no_concern", by=by, at=at, reason=reason)
        if not stored.lacks_concern_decision():
            raise Refusal(gettext("It is recorded already what was decided."))
        self.set_columns(
            "no concern decided",
            by=by,
            at=at,
            no_concern_by=person(by),
            no_concern_at=at or timezone.now(),
            no_concern_reason=reason.strip(),
        )

    def return_to_revision(
        self, *, by: models.Model | System, reason: str, at: datetime | None = None
    ) -> None:
        nothing = {"no_concern_by": None, "no_concern_at": None}
        told = {"reason": reason, "no_concern_reason": ""}
        self.perform("return_to_revision", by=by, at=at, **told, **nothing)

    # What is asked, and what must be there before.

    def next_acts(self) -> list[Act]:
        """Without those that would do nothing."""
        return [act for act in super().next_acts() if not self.is_idle(act.verb)]

    def is_idle(self, verb: str) -> bool:
        """That no concern is met is recorded once, and not where one is decided; what
        the public does not read is not withdrawn.
        """
        if self.pk is None:
            return False
        if verb == "decide_no_concern":
            return not self.lacks_concern_decision()
        return verb in WITHDRAWING and not self.withdrawable(verb).exists()

    def asked(self, act: Act) -> tuple[str, ...]:
        """Of a further edition the public is told why there is one."""
        further = act.verb in self.OUT and self.is_further(self.OUT[act.verb])
        return (*super().asked(act), *(CORRECTION if further else ()))

    def is_further(self, chain: str) -> bool:
        return self.editions.filter(chain=chain).exists()

    def lacks_before(self, act: Act, on: date) -> list[Reason]:
        """The ready-check, whatever else the form will ask."""
        if act.verb in (*self.OUT, *WITHDRAWING):
            return self.lacks(act, on)
        return super().lacks_before(act, on)

    def lacks(self, act: Act, on: date) -> list[Reason]:
        """A stop or a withdrawal is never too late."""
        if act.verb == "unschedule":
            return []
        if act.verb in WITHDRAWING:
            return self.lacks_editions(act.verb)
        if act.verb in self.OUT:
            return self.lacks_to_come_out(self.OUT[act.verb])
        return super().lacks(act, on)

    def lacks_to_come_out(self, chain: str) -> list[Reason]:
        from inspectorate.reports.objections import ready  # noqa: PLC0415 - see above

        return ready(self, chain)

    def lacks_concern_decision(self) -> bool:
        """Whether nobody has decided on a concern by this inspection, nor that none
        is met. Others decided in their own way what is historical; a version tells
        what its report does.
        """
        if self.recorded_from or self.kind in self.VERSIONS or self.no_concern_at:
            return False
        taken = self.inspection.concern_decisions.filter(corrections=None)
        return not taken.exists()

    def bars(self, act: Act, by: models.Model | System) -> list[Reason]:
        if act.who != PUBLISHER:
            return super().bars(act, by)
        if not by.has_perm(act.permission):
            return [not_in_role(act.permission)]
        return self.bars_publisher(by) or self.bars_interest(by)

    def bars_publisher(self, by: models.Model | System) -> list[Reason]:
        if not self.was_written_by(by):
            return []
        told = gettext(
            "You are the lead author of this report, or were: somebody else publishes "
            "it."
        )
        return [Reason(told)]

    @property
    def held_up(self) -> list[str]:
        return self.hold_up.splitlines()
