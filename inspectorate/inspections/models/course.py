from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspectorate.history.models import System
from inspectorate.inspections.models.access import DIRECT
from inspectorate.lifecycle import Act, Acting, Reason, roles_with

LEAD = "lead"
CONDUCT = "inspections.conduct_inspection"


class Course(Acting, models.Model):
    """The course an inspection takes from plan to closure (domain reference, 1.4).

    While its report goes from quality assurance to publication it stays at
    “drafting”: that part of the way is the report's.
    """

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        DEFERRED = "deferred", _("Deferred")
        SCOPING = "scoping", _("Scoping")
        NOTIFIED = "notified", _("Notified")
        FIELDWORK = "fieldwork", _("Fieldwork")
        DRAFTING = "drafting", _("Drafting")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled")

    OVER = [Status.CLOSED, Status.CANCELLED]
    BEFORE_FIELDWORK = [Status.PLANNED, Status.SCOPING, Status.NOTIFIED]

    ARROWS = {
        Status.PLANNED: [Status.SCOPING, Status.DEFERRED, Status.CANCELLED],
        Status.DEFERRED: [Status.PLANNED, Status.CANCELLED],
        Status.SCOPING: [
            Status.NOTIFIED,
            Status.FIELDWORK,  # unannounced inspections are not notified
            Status.DEFERRED,
            Status.CANCELLED,
        ],
        Status.NOTIFIED: [Status.FIELDWORK, Status.DEFERRED, Status.CANCELLED],
        Status.FIELDWORK: [Status.DRAFTING, Status.CANCELLED],
        Status.DRAFTING: [Status.CLOSED, Status.CANCELLED],
        Status.CLOSED: [],
        Status.CANCELLED: [],
    }

    ACTS = [
        Act(
            "begin_scoping",
            _("Begin scoping"),
            (Status.PLANNED,),
            Status.SCOPING,
            _("The team works out what to look at and whom to ask."),
            *(CONDUCT, LEAD),
        ),
        Act(
            "notify",
            _("Record the notice"),
            (Status.SCOPING,),
            Status.NOTIFIED,
            _("The authority has been told that it is to be inspected, and when."),
            *(CONDUCT, LEAD, ("notified_on",)),
        ),
        Act(
            "begin_fieldwork",
            _("Begin fieldwork"),
            (Status.SCOPING, Status.NOTIFIED),
            Status.FIELDWORK,
            _("The team gathers evidence and logs findings."),
            *(CONDUCT, LEAD),
        ),
        Act(
            "end_fieldwork",
            _("End fieldwork"),
            (Status.FIELDWORK,),
            Status.DRAFTING,
            _("The team writes the report. Findings can still be logged."),
            *(CONDUCT, LEAD),
        ),
        Act(
            "close",
            _("Close the case"),
            (Status.DRAFTING,),
            Status.CLOSED,
            _("Nothing of the case can be edited afterwards."),
            *(CONDUCT, LEAD),
        ),
        Act(
            "plan_again",
            _("Plan it again"),
            (Status.DEFERRED,),
            Status.PLANNED,
            _("The inspection goes back among the planned ones."),
            *(CONDUCT, LEAD),
        ),
        Act(
            "defer",
            _("Defer"),
            (Status.PLANNED, Status.SCOPING, Status.NOTIFIED),
            Status.DEFERRED,
            _("The inspection is put off. It can be planned again."),
            *(CONDUCT, LEAD, ("reason",)),
        ),
        Act(
            "cancel",
            _("Cancel the inspection"),
            (
                Status.PLANNED,
                Status.DEFERRED,
                Status.SCOPING,
                Status.NOTIFIED,
                Status.FIELDWORK,
                Status.DRAFTING,
            ),
            Status.CANCELLED,
            _("The inspection ends without a report. This cannot be undone."),
            *(CONDUCT, LEAD, ("reason",)),
        ),
    ]

    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.PLANNED
    )
    announced = models.BooleanField(
        _("announced beforehand"),
        default=True,
        help_text=_("Untick where the authority is not told before fieldwork begins."),
    )
    notified_on = models.DateField(
        _("notified on"),
        null=True,
        blank=True,
        help_text=_("The date of the letter or call that told the authority."),
    )

    class Meta:
        abstract = True

    def begin_scoping(
        self, *, by: models.Model | System, at: datetime | None = None
    ) -> None:
        self.perform("begin_scoping", by=by, at=at)

    def notify(
        self,
        *,
        by: models.Model | System,
        notified_on: date | None,
        at: datetime | None = None,
    ) -> None:
        self.perform("notify", by=by, at=at, notified_on=notified_on)

    def begin_fieldwork(
        self, *, by: models.Model | System, at: datetime | None = None
    ) -> None:
        self.perform("begin_fieldwork", by=by, at=at)

    def end_fieldwork(
        self, *, by: models.Model | System, at: datetime | None = None
    ) -> None:
        self.perform("end_fieldwork", by=by, at=at)

    def close(self, *, by: models.Model | System, at: datetime | None = None) -> None:
        self.perform("close", by=by, at=at)

    def plan_again(
        self, *, by: models.Model | System, at: datetime | None = None
    ) -> None:
        self.perform("plan_again", by=by, at=at)

    def defer(
        self, *, by: models.Model | System, reason: str, at: datetime | None = None
    ) -> None:
        self.perform("defer", by=by, at=at, reason=reason)

    def cancel(
        self, *, by: models.Model | System, reason: str, at: datetime | None = None
    ) -> None:
        self.perform("cancel", by=by, at=at, reason=reason)

    # Who, and what must be there before: what the screens ask before they offer it.

    def bars(self, act: Act, by: models.Model | System) -> list[Reason]:
        if barred := super().bars(act, by):
            return barred
        if act.who != LEAD or self.is_led_by(by) or by.has_perm(DIRECT):
            return self.bars_interest(by)
        told = gettext(
            "Only the lead inspector of this case does this, or who directs every "
            "case: %s."
        )
        return [Reason(told % roles_with(DIRECT))]

    def bars_interest(self, by: models.Model | System) -> list[Reason]:
        cases = type(self).objects.filter(pk=self.pk)
        if by.pk is None or cases.free_of_interest(by).exists():
            return []
        told = gettext(
            "You have declared an interest in the authority: somebody without one "
            "does this."
        )
        return [Reason(told)]

    def is_led_by(self, by: models.Model | System) -> bool:
        return self.team.filter(role="lead", user=by.pk).exists()

    def lacks_to_begin_scoping(self, on: date) -> list[Reason]:
        reasons = []
        if not self.team.filter(role="lead").exists():
            told = gettext("Nobody leads the team: choose a lead inspector.")
            reasons.append(Reason(told, self))
        if not self.authorities.exists():
            reasons.append(Reason(gettext("Choose the authority to inspect."), self))
        return reasons

    def lacks_to_notify(self, on: date) -> list[Reason]:
        reasons = self.lacks_window()
        if not self.announced:
            told = gettext(
                "This inspection is unannounced: begin fieldwork without a notice."
            )
            reasons.append(Reason(told, self))
        if self.notified_on is None:
            reasons.append(Reason(gettext("Enter the date of the notice.")))
        elif self.notified_on > on:
            told = gettext(
                "The notice is dated in the future: enter when it was given."
            )
            reasons.append(Reason(told))
        return reasons

    def lacks_window(self) -> list[Reason]:
        """Unless the first and the last day of fieldwork are both known exactly."""
        days = (self.fieldwork_start, self.fieldwork_end)
        if all(day and day.year and day.earliest == day.latest for day in days):
            return []
        told = gettext("Enter the first and the last day of the planned fieldwork.")
        return [Reason(told, self)]

    def lacks_to_begin_fieldwork(self, on: date) -> list[Reason]:
        start, reasons = self.fieldwork_start, []
        if self.status == self.Status.SCOPING and self.announced:
            told = gettext(
                "The authority has not been notified: record the notice first, or "
                "untick “announced”."
            )
            reasons.append(Reason(told, self, act="notify"))
        if not (start and start.earliest):
            told = gettext("Enter the first day of fieldwork.")
            reasons.append(Reason(told, self))
        elif start.earliest > on:
            told = gettext(
                "Fieldwork is to begin in the future: wait for its first day, or mend "
                "the date."
            )
            reasons.append(Reason(told, self))
        return reasons

    def lacks_to_end_fieldwork(self, on: date) -> list[Reason]:
        reasons = []
        end = self.fieldwork_end
        if not (end and end.earliest):
            told = gettext("Enter the last day of fieldwork.")
            reasons.append(Reason(told, self))
        elif end.earliest > on:
            told = gettext(
                "The last day of fieldwork is still to come: wait for it, or mend the "
                "date."
            )
            reasons.append(Reason(told, self))
        if not self.evidence.exists():
            told = gettext("No evidence is logged: add at least one item.")
            to_add = {"add": "inspections_evidence", "inspection": self.pk}
            reasons.append(Reason(told, self, **to_add))
        return reasons
