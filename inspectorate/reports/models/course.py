from datetime import date, datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspectorate import lifecycle
from inspectorate.history.models import Entry, System
from inspectorate.inspections.models import Inspection
from inspectorate.inspections.models.access import DIRECT
from inspectorate.lifecycle import Act, Acting, Reason, roles_with
from inspectorate.reports import accuracy, readiness
from inspectorate.reports.models.acts import (
    ACTS,
    ANOTHER,
    ARROWS,
    ENDED,
    FIXED,
    LEAD,
    OUTSIDER,
    Status,
)


def person(by: models.Model | System) -> models.Model | None:
    """Who acts, as a foreign key keeps it; None where no person does."""
    return None if isinstance(by, System) else by


class Course(Acting, models.Model):
    """The course a draft takes from writing to publication (domain reference, 1.4)."""

    Status, ARROWS, ACTS = Status, ARROWS, ACTS
    ENDED, FIXED = ENDED, FIXED

    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.DRAFTING
    )

    class Meta:
        abstract = True

    def send_to_assurance(
        self, *, by: models.Model | System, at: datetime | None = None
    ) -> None:
        self.perform("send_to_assurance", by=by, at=at)

    def return_to_drafting(
        self, *, by: models.Model | System, reason: str, at: datetime | None = None
    ) -> None:
        self.perform("return_to_drafting", by=by, at=at, reason=reason)

    def send_for_accuracy(
        self, *, by: models.Model | System, at: datetime | None = None
    ) -> None:
        """Send the draft to the authority as it is now, and keep what was sent.

        The time of the check begins at the moment `at`.
        """
        at = at or timezone.now()
        with transaction.atomic():
            self.perform("send_for_accuracy", by=by, at=at)
            self.accuracy_checks.send(self, by=by, at=at)

    def end_accuracy_check(
        self, *, by: models.Model | System, at: datetime | None = None
    ) -> None:
        self.perform("end_accuracy_check", by=by, at=at)

    def submit_for_sign_off(
        self, *, by: models.Model | System, at: datetime | None = None
    ) -> None:
        self.perform("submit_for_sign_off", by=by, at=at)

    def return_to_revision(
        self, *, by: models.Model | System, reason: str, at: datetime | None = None
    ) -> None:
        self.perform("return_to_revision", by=by, at=at, reason=reason)

    def sign_off(
        self, *, by: models.Model | System, at: datetime | None = None
    ) -> None:
        """Say that the text is final; its numbers are given for the last time.

        What is signed off is kept as a digest: a text that has changed since cannot
        be published. Raises Refusal when `by` may not, or wrote it, or when its parts
        do not stand in their order.
        """
        # document.py is made of this package's models.
        from inspectorate.reports.document import (  # noqa: PLC0415
            document_of,
            gather,
            signed_digest,
        )

        with transaction.atomic():
            draft = lifecycle.locked(type(self)).get(pk=self.pk)
            gather(draft)
            draft.check_act("sign_off", by=by, at=at)
            # What a historical report has printed stays, also in a correction.
            if not draft.recorded_from:
                draft.number_paragraphs(by=by, at=at)
            digest = signed_digest(document_of(draft, number=0))
            lifecycle.move(
                self,
                self.Status.SIGN_OFF,
                by=by,
                at=at,
                signed_digest=digest,
                signed_off_by=person(by),
            )
            lifecycle.tell_followers(self, "sign_off")

    # Who, and what must be there before: what the screens ask before they offer it.

    def bars(self, act: Act, by: models.Model | System) -> list[Reason]:
        if barred := super().bars(act, by):
            return barred
        told = {
            LEAD: self.bars_all_but_lead,
            OUTSIDER: self.bars_team,
            ANOTHER: self.bars_author,
        }
        return told[act.who](by) or self.bars_interest(by)

    def bars_all_but_lead(self, by: models.Model | System) -> list[Reason]:
        if self.inspection.is_led_by(by) or self.is_written_by(by):
            return []
        if by.has_perm(DIRECT):
            return []
        told = gettext(
            "Only the lead inspector or the lead author does this, or who directs "
            "every case: %s."
        )
        return [Reason(told % roles_with(DIRECT))]

    def bars_team(self, by: models.Model | System) -> list[Reason]:
        if self.is_written_by(by) or self.inspection.team.filter(user=by.pk).exists():
            told = gettext(
                "You are on the team of this case: somebody outside it assures its "
                "quality."
            )
            return [Reason(told)]
        return []

    def bars_interest(self, by: models.Model | System) -> list[Reason]:
        return self.inspection.bars_interest(by)

    def bars_author(self, by: models.Model | System) -> list[Reason]:
        if self.was_written_by(by):
            told = gettext(
                "You are the lead author of this report, or were: somebody else signs "
                "it off."
            )
            return [Reason(told)]
        return []

    def was_written_by(self, by: models.Model | System) -> bool:
        """Whether `by` is its lead author, or ever was: to name another one on the
        eve of its sign-off undoes nothing of what they wrote.
        """
        if self.is_written_by(by) or by.pk is None:
            return self.is_written_by(by)
        named = models.Q(before__author_id=by.pk) | models.Q(after__author_id=by.pk)
        return Entry.objects.about(self).filter(named).exists()

    def is_written_by(self, by: models.Model | System) -> bool:
        return self.author_id is not None and self.author_id == by.pk

    def lacks(self, act: Act, on: date) -> list[Reason]:
        """What is cancelled publishes nothing, so nothing leads on to that."""
        if self.inspection.status == Inspection.Status.CANCELLED:
            return [Reason(gettext("The inspection is cancelled: this report rests."))]
        return super().lacks(act, on)

    def lacks_to_send_to_assurance(self, on: date) -> list[Reason]:
        reasons = []
        if self.author_id is None:
            told = gettext("Nobody is named as lead author: choose one.")
            reasons.append(Reason(told, self))
        if self.inspection.status != Inspection.Status.DRAFTING:
            told = gettext("Fieldwork has not ended: end it first.")
            is_on = self.inspection.status == Inspection.Status.FIELDWORK
            act = "end_fieldwork" if is_on else ""
            reasons.append(Reason(told, self.inspection, act=act))
        # Asked before others have read it: what they clear is the text without them.
        found = [*self.misplaced(), *self.empty_sections()]
        return [*reasons, *readiness.of_case(self.inspection), *found]

    def lacks_to_end_accuracy_check(self, on: date) -> list[Reason]:
        return accuracy.lacks_answer(self)

    def lacks_to_send_for_accuracy(self, on: date) -> list[Reason]:
        return [*self.unassured(), *self.misplaced()]

    def lacks_to_submit_for_sign_off(self, on: date) -> list[Reason]:
        return [
            *self.misplaced(),
            *self.empty_sections(),
            *self.lacks_clearance(),
            # From here on the text is fixed, also that of a translation.
            *self.lacks_texts(),
            *accuracy.lacks_decisions(self),
        ]

    def lacks_to_sign_off(self, on: date) -> list[Reason]:
        return self.misplaced()
