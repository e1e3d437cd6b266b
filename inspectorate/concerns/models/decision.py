from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.models.levels import Act, Level
from inspectorate.fields import PartialDateField, RecordedFrom, TwoLanguages
from inspectorate.history.append_only import AppendOnly
from inspectorate.inspections.models import Inspection


class DecisionQuerySet(models.QuerySet):
    def published(self) -> "DecisionQuerySet":
        """Decisions announced to the public, on entry or by an Announcement."""
        return self.filter(
            models.Q(announced=True) | models.Q(announcement__isnull=False)
        )

    def untold(self) -> "DecisionQuerySet":
        return self.filter(announced=False, announcement__isnull=True)


class Decision(AppendOnly):
    """One decision on an episode. Never edited, never deleted.

    Decisions stand in the order they were taken (`sequence`), because the day of
    one may not be known.
    """

    episode = models.ForeignKey(
        "concerns.Episode",
        verbose_name=_("episode"),
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    sequence = models.PositiveIntegerField(_("sequence"))
    act = models.CharField(_("decision"), max_length=12, choices=Act)
    from_level = models.PositiveSmallIntegerField(_("from level"), choices=Level)
    to_level = models.PositiveSmallIntegerField(_("to level"), choices=Level)
    decided_on = PartialDateField(_("decided on"))
    decided_by = TwoLanguages(
        models.CharField,
        _("decided by"),
        max_length=200,
        help_text=_("The role, such as Chief Inspector; empty if not stated."),
    )
    basis = models.ForeignKey(
        Inspection,
        verbose_name=_("on the basis of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="concern_decisions",
    )
    corrects = models.ForeignKey(
        "self",
        verbose_name=_("corrects"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
    )
    reason = TwoLanguages(models.TextField, _("reason"))
    review_on = models.DateField(_("to be reviewed on"), null=True, blank=True)
    exceptional = models.BooleanField(
        _("exceptional"),
        default=False,
        help_text=_("Ministers are called on before the protocol was applied."),
    )
    evidence = TwoLanguages(
        models.TextField,
        _("evidence"),
        help_text=_("Where no finding tells it: the trend of a measure, for example."),
    )
    met_on = models.DateField(
        _("met the chief executive on"),
        null=True,
        blank=True,
        help_text=_("The meeting at which the authority was told of the decision."),
    )
    targets = TwoLanguages(
        models.TextField,
        _("improvement targets"),
        help_text=_("What the authority is to reach, one a line."),
    )
    targets_due_on = models.DateField(
        _("targets due on"),
        null=True,
        blank=True,
        help_text=_("Where they are not agreed yet: the day they have to be."),
    )
    sustainability = TwoLanguages(
        models.TextField,
        _("what makes the progress last"),
        help_text=_("Such as support of the whole council that outlasts the protocol."),
    )
    left_open = models.JSONField(
        _("recommendations that stay open"), default=list, editable=False
    )
    made_by = TwoLanguages(
        models.CharField,
        _("made known by"),
        max_length=200,
        help_text=_("A letter, a public statement, a notice to ministers."),
    )
    statement_url = models.URLField(
        _("address of the statement"), max_length=500, blank=True
    )
    announced = models.BooleanField(
        _("announced on entry"),
        default=False,
        help_text=_("The public may know of it."),
    )
    entered_at = models.DateTimeField(_("entered at"), default=timezone.now)
    recorded_from = RecordedFrom()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("concern decision")
        verbose_name_plural = _("concern decisions")
        ordering = ["episode", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "sequence"], name="decision_sequence"
            ),
            models.CheckConstraint(
                condition=models.Q(act=Act.CORRECT, corrects__isnull=False)
                | (~models.Q(act=Act.CORRECT) & models.Q(corrects__isnull=True)),
                name="decision_corrects_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} ({self.sequence})"

    @property
    def counts_from(self) -> date:
        """The first day of its date as stated, or the day of entry when unknown.

        A correction of no known date counts from the day of what it corrects.
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
    def decider(self) -> str:
        """The permission that was needed to take it, and is to announce it."""
        return Act(self.act).decider(self.from_level)

    @property
    def is_announced(self) -> bool:
        return self.announced or hasattr(self, "announcement")

    def is_before(self, other: "Decision") -> bool:
        """Whether its date is wholly before the other's; an unknown one never is."""
        own = self.decided_on.latest if self.decided_on else None
        others = other.decided_on.earliest if other.decided_on else None
        return own is not None and others is not None and own < others


class Announcement(AppendOnly):
    """Says that the public may know of a decision that was entered before."""

    decision = models.OneToOneField(
        Decision,
        verbose_name=_("decision"),
        on_delete=models.PROTECT,
        related_name="announcement",
    )
    announced_at = models.DateTimeField(_("announced at"), default=timezone.now)

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.decision)
