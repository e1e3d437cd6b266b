from collections.abc import Collection
from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import PartialDateField, RecordedFrom, TwoLanguages
from inspectorate.history.append_only import AppendOnly
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Refusal


class Level(models.IntegerChoices):
    """How concerned the inspectorate is, in order."""

    ROUTINE = 0, _("Routine")
    HEIGHTENED = 1, _("Heightened: closer monitoring, no protocol")
    SERIOUS = 2, _("Serious: under the serious concern protocol")
    REFERRED = 3, _("Referred: ministers advised to consider their powers")


class Act(models.TextChoices):
    """A decision about a concern; it knows where each level takes it."""

    RAISE = "raise", _("Raised")
    PLACE = "place", _("Placed under the protocol")
    RETAIN = "retain", _("Kept under the protocol")
    REFER = "refer", _("Referred to ministers")
    DE_ESCALATE = "de_escalate", _("De-escalated")
    LIFT = "lift", _("Protocol lifted")
    CORRECT = "correct", _("Corrected")

    def leads_to(self, level: Level) -> Level:
        """Raise Refusal where this decision cannot be taken at `level`."""
        try:
            return LEADS_TO[self][level]
        except KeyError as error:
            msg = _("At the level “%(level)s” the decision “%(act)s” has no place.")
            raise Refusal(msg % {"level": level.label, "act": self.label}) from error


# Ministers are never called on without the protocol first (domain reference, 2.5).
LEADS_TO = {
    Act.RAISE: {Level.ROUTINE: Level.HEIGHTENED},
    Act.PLACE: {Level.ROUTINE: Level.SERIOUS, Level.HEIGHTENED: Level.SERIOUS},
    Act.RETAIN: {Level.SERIOUS: Level.SERIOUS, Level.REFERRED: Level.REFERRED},
    Act.REFER: {Level.SERIOUS: Level.REFERRED},
    Act.DE_ESCALATE: {
        Level.REFERRED: Level.SERIOUS,
        Level.SERIOUS: Level.HEIGHTENED,
        Level.HEIGHTENED: Level.ROUTINE,
    },
    Act.LIFT: {Level.SERIOUS: Level.ROUTINE, Level.REFERRED: Level.ROUTINE},
    # Episode.correct() is told where it leads.
    Act.CORRECT: {},
}


class DecisionQuerySet(models.QuerySet):
    def published(self) -> "DecisionQuerySet":
        """Decisions announced to the public, on entry or by an Announcement."""
        return self.filter(
            models.Q(announced=True) | models.Q(announcement__isnull=False)
        )


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


def standing_among(decisions: Collection[Decision]) -> list[Decision]:
    """Of one episode's decisions, in their sequence, those that were not corrected.

    A correction has the place of what it corrects: later decisions follow it.
    """
    corrected = {decision.corrects_id for decision in decisions}
    place = {}
    for decision in decisions:
        place[decision.pk] = place.get(decision.corrects_id, decision.sequence)
    standing = [each for each in decisions if each.pk not in corrected]
    return sorted(standing, key=lambda each: place[each.pk])
