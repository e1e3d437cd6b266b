from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.models.instrument import Ground, Instrument
from inspectorate.concerns.models.stages import Stage, Step
from inspectorate.fields import PartialDateField, RecordedFrom, TwoLanguages
from inspectorate.history.append_only import AppendOnly


class MinistersStepQuerySet(models.QuerySet):
    def published(self) -> "MinistersStepQuerySet":
        """Steps whose statement is public: entered with its address, or since."""
        return self.filter(
            ~models.Q(statement_url="") | models.Q(statement__isnull=False)
        )


class MinistersStep(AppendOnly):
    """One step that ministers took, as the inspectorate records it: the system takes
    none. Never edited, never deleted.

    `laid_by`, `reported_by` and `answered_by` are the last days of the duties that the
    law gives a notice, in calendar days; None where it gives none.
    """

    intervention = models.ForeignKey(
        "concerns.Intervention",
        verbose_name=_("intervention"),
        on_delete=models.PROTECT,
        related_name="steps",
    )
    sequence = models.PositiveIntegerField(_("sequence"))
    act = models.CharField(_("step"), max_length=16, choices=Step)
    from_stage = models.CharField(_("from stage"), max_length=12, choices=Stage)
    to_stage = models.CharField(_("to stage"), max_length=12, choices=Stage)
    decided_on = PartialDateField(_("decided on"))
    decided_by = TwoLanguages(
        models.CharField,
        _("decided by"),
        max_length=200,
        help_text=_("The role, such as Deputy Minister; empty if not stated."),
    )
    provision = models.ForeignKey(
        Instrument,
        verbose_name=_("power in law"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"track": Instrument.Track.INTERVENTION},
        related_name="steps",
    )
    instrument = TwoLanguages(
        models.CharField,
        _("instrument"),
        max_length=300,
        help_text=_("As its own title has it: Powys Warning Notice 2017."),
    )
    reason = TwoLanguages(models.TextField, _("reasons"))
    required = TwoLanguages(
        models.TextField,
        _("action required"),
        help_text=_("What the council has to do, one a line."),
    )
    comply_by = models.DateField(_("to be complied with by"), null=True, blank=True)
    otherwise = TwoLanguages(
        models.TextField,
        _("what ministers are minded to do otherwise"),
        help_text=_("If the council does not comply with the notice."),
    )
    laid_by = models.DateField(_("to be laid by"), null=True, editable=False)
    reported_by = models.DateField(_("to be reported by"), null=True, editable=False)
    answered_by = models.DateField(_("to be answered by"), null=True, editable=False)
    statement_url = models.URLField(
        _("address of the statement"),
        max_length=500,
        blank=True,
        help_text=_("Once the statement is public: from then on this step is, too."),
    )
    corrects = models.ForeignKey(
        "self",
        verbose_name=_("corrects"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
    )
    entered_at = models.DateTimeField(_("entered at"), default=timezone.now)
    recorded_from = RecordedFrom()

    objects = MinistersStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of ministers")
        verbose_name_plural = _("steps of ministers")
        ordering = ["intervention", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "sequence"], name="ministers_step_sequence"
            ),
            models.CheckConstraint(
                condition=models.Q(act=Step.CORRECT, corrects__isnull=False)
                | (~models.Q(act=Step.CORRECT) & models.Q(corrects__isnull=True)),
                name="ministers_step_corrects_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} ({self.sequence})"

    @property
    def counts_from(self) -> date:
        """The first day of its date as stated; of a correction without one, that of
        what it corrects; else the day of entry, the last on which it can have been.
        """
        if self.decided_on and self.decided_on.earliest:
            return self.decided_on.earliest
        if self.corrects:
            return self.corrects.counts_from
        return timezone.localdate(self.entered_at)

    @property
    def is_corrected(self) -> bool:
        return self.corrections.exists()

    @property
    def is_public(self) -> bool:
        return bool(self.statement_url) or hasattr(self, "statement")

    @property
    def address(self) -> str:
        """Of the statement; empty while there is none that is public."""
        if self.statement_url:
            return self.statement_url
        return self.statement.url if hasattr(self, "statement") else ""

    def is_before(self, other: "MinistersStep") -> bool:
        """Whether its date is wholly before the other's; an unknown one never is."""
        own = self.decided_on.latest if self.decided_on else None
        others = other.decided_on.earliest if other.decided_on else None
        return own is not None and others is not None and own < others

    def due(self) -> dict[str, date]:
        """The last day of each duty that it sets, by the code of the duty."""
        days = {
            Duty.Kind.LAID: self.laid_by,
            Duty.Kind.REPORTED: self.reported_by,
            Duty.Kind.ANSWERED: self.answered_by,
            Duty.Kind.COMPLIED: self.comply_by,
        }
        return {str(kind): day for kind, day in days.items() if day}


class StepGround(AppendOnly):
    """A ground in law that a step states."""

    step = models.ForeignKey(
        MinistersStep,
        verbose_name=_("step"),
        on_delete=models.PROTECT,
        related_name="grounds",
    )
    ground = models.ForeignKey(
        Ground,
        verbose_name=_("ground"),
        on_delete=models.PROTECT,
        related_name="steps",
    )

    class Meta:
        verbose_name = _("ground of a step")
        verbose_name_plural = _("grounds of steps")
        ordering = ["step", "ground__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["step", "ground"], name="step_ground_once")
        ]

    def __str__(self) -> str:
        return str(self.ground)


class Statement(AppendOnly):
    """Where the statement on a step is read that was entered before it was public."""

    step = models.OneToOneField(
        MinistersStep,
        verbose_name=_("step"),
        on_delete=models.PROTECT,
        related_name="statement",
    )
    url = models.URLField(_("address of the statement"), max_length=500)
    entered_at = models.DateTimeField(_("entered at"), default=timezone.now)

    class Meta:
        verbose_name = _("statement of ministers")
        verbose_name_plural = _("statements of ministers")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.step)


class Duty(AppendOnly):
    """That a duty of a step was done, and on which day; the last row counts."""

    class Kind(models.TextChoices):
        LAID = "laid", _("Laid before the legislature")
        REPORTED = "reported", _("Reported on what the council did")
        ANSWERED = "answered", _("Answered by the authority")
        COMPLIED = "complied", _("Complied with by the council")

    step = models.ForeignKey(
        MinistersStep,
        verbose_name=_("step"),
        on_delete=models.PROTECT,
        related_name="duties",
    )
    kind = models.CharField(_("what was done"), max_length=10, choices=Kind)
    done_on = models.DateField(_("done on"))
    url = models.URLField(_("where it is read"), max_length=500, blank=True)
    entered_at = models.DateTimeField(_("entered at"), default=timezone.now)
    recorded_from = RecordedFrom()

    class Meta:
        verbose_name = _("duty that was done")
        verbose_name_plural = _("duties that were done")
        ordering = ["step", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.done_on}"
