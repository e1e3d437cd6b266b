from collections.abc import Sequence
from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import PartialDateField, RecordedFrom, TwoLanguages
from inspectorate.history.append_only import AppendOnly


class BoardDecisionQuerySet(models.QuerySet):
    def published(self) -> "BoardDecisionQuerySet":
        """Decisions that were announced, on entry or by a BoardAnnouncement, about
        boards that were.
        """
        told = models.Q(announced=True) | models.Q(announcement__isnull=False)
        return self.filter(told, board__announced=True)

    def untold(self) -> "BoardDecisionQuerySet":
        return self.filter(announced=False, announcement__isnull=True)


class BoardDecision(AppendOnly):
    """A decision about a board, which may give it new areas to focus on. Never edited,
    never deleted: one that `corrects` another stands in its place, and has the act
    that is right.
    """

    class Act(models.TextChoices):
        ESTABLISH = "establish", _("Established")
        CONTINUE = "continue", _("Continued")
        REFOCUS = "refocus", _("Re-focused")
        STAND_DOWN = "stand_down", _("Stood down")

    board = models.ForeignKey(
        "concerns.Board",
        verbose_name=_("board"),
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    sequence = models.PositiveIntegerField(_("sequence"))
    act = models.CharField(_("decision"), max_length=12, choices=Act)
    decided_on = PartialDateField(_("decided on"))
    decided_by = TwoLanguages(
        models.CharField,
        _("decided by"),
        max_length=200,
        help_text=_("The role, such as Deputy Minister; empty if not stated."),
    )
    focus_list_complete = models.BooleanField(
        _("the focus areas are all"),
        default=True,
        help_text=_("Untick where the source names some of them only."),
    )
    corrects = models.ForeignKey(
        "self",
        verbose_name=_("corrects"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
    )
    reason = TwoLanguages(
        models.TextField,
        _("why it was corrected"),
        help_text=_("What was wrong with the record; the public reads it."),
    )
    announced = models.BooleanField(
        _("announced"), default=False, help_text=_("The public may know of it.")
    )
    statement_url = models.URLField(
        _("address of the statement"), max_length=500, blank=True
    )
    entered_at = models.DateTimeField(_("entered at"), default=timezone.now)
    recorded_from = RecordedFrom()

    objects = BoardDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision about a board")
        verbose_name_plural = _("decisions about boards")
        ordering = ["board", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "sequence"], name="board_decision_sequence"
            ),
            models.CheckConstraint(
                condition=models.Q(corrects=None)
                | ~models.Q(reason_en="", reason_cy=""),
                name="board_decision_says_why_it_corrects",
                violation_error_message=_("Say why the decision is corrected."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} ({self.sequence})"

    @property
    def counts_from(self) -> date:
        """The first day of its date as stated; of a correction without one, that of
        what it corrects; else the day of entry.
        """
        if self.decided_on and self.decided_on.earliest:
            return self.decided_on.earliest
        if self.corrects:
            return self.corrects.counts_from
        return timezone.localdate(self.entered_at)

    def store(self, focus_areas: Sequence[dict]) -> None:
        """With the areas it names, in their order; each holds fields of FocusArea."""
        self.save()
        for position, area in enumerate(focus_areas, start=1):
            self.focus_areas.create(position=position, **area)

    def areas(self) -> list[dict]:
        """What it names, as store() takes it."""
        return list(self.focus_areas.values("name_en", "name_cy", "theme_id"))

    @property
    def is_corrected(self) -> bool:
        return self.corrections.exists()

    @property
    def is_announced(self) -> bool:
        return self.announced or hasattr(self, "announcement")

    def is_before(self, other: "BoardDecision") -> bool:
        """Whether its date is wholly before the other's; an unknown one never is."""
        own = self.decided_on.latest if self.decided_on else None
        others = other.decided_on.earliest if other.decided_on else None
        return own is not None and others is not None and own < others


class BoardAnnouncement(AppendOnly):
    """Says that the public may know of a decision that was entered before."""

    decision = models.OneToOneField(
        BoardDecision,
        verbose_name=_("decision"),
        on_delete=models.PROTECT,
        related_name="announcement",
    )
    announced_at = models.DateTimeField(_("announced at"), default=timezone.now)

    class Meta:
        verbose_name = _("announcement about a board")
        verbose_name_plural = _("announcements about boards")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.decision)
