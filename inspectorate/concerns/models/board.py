from collections.abc import Sequence

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority, Service
from inspectorate.fields import PartialDateField, RecordedFrom, TwoLanguages
from inspectorate.frameworks.models import Theme
from inspectorate.history.append_only import AppendOnly
from inspectorate.history.models import System, record
from inspectorate.lifecycle import Refusal, locked, not_in_role


class BoardQuerySet(models.QuerySet):
    def published(self) -> "BoardQuerySet":
        """Boards that have been announced to the public."""
        return self.filter(announced=True)


class Board(models.Model):
    """A board that oversees a service: of ministers, of the council, or of both."""

    class Kind(models.TextChoices):
        MINISTERIAL = "intervention_ministerial", _("Ministerial intervention board")
        COUNCIL = "improvement_council", _("The council's improvement board")
        JOINT = "assurance_joint", _("Joint assurance board")

    authority = models.ForeignKey(
        Authority,
        verbose_name=_("authority"),
        on_delete=models.PROTECT,
        related_name="boards",
    )
    service = models.ForeignKey(
        Service,
        verbose_name=_("service"),
        on_delete=models.PROTECT,
        related_name="boards",
    )
    kind = models.CharField(_("kind"), max_length=30, choices=Kind)
    name = TwoLanguages(models.CharField, _("name"), max_length=200)
    established_on = PartialDateField(_("established on"))
    stood_down_on = PartialDateField(_("stood down on"))
    announced = models.BooleanField(
        _("announced"), default=False, help_text=_("The public may know of it.")
    )
    recorded_from = RecordedFrom()

    objects = BoardQuerySet.as_manager()

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        ordering = ["authority", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "service", "name_en"], name="board_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.authority}"

    @transaction.atomic
    def decide(
        self,
        act: str,
        *,
        by: models.Model | System,
        focus_areas: Sequence[dict] = (),
        **fields: object,
    ) -> "BoardDecision":
        """Add a decision, with the areas it names in their order.

        `fields` are those of BoardDecision, each of `focus_areas` holds those of
        FocusArea. Raises Refusal where `by` may not decide.
        """
        if not by.has_perm("concerns.decide_episode"):
            raise Refusal(not_in_role("concerns.decide_episode"))
        board = locked(Board).get(pk=self.pk)
        last = board.decisions.last()
        sequence = last.sequence + 1 if last else 1
        decision = board.decisions.create(act=act, sequence=sequence, **fields)
        for position, area in enumerate(focus_areas, start=1):
            decision.focus_areas.create(position=position, **area)
        record(board, f"decided to {act}", by=by, after={"sequence": sequence})
        return decision


class BoardDecisionQuerySet(models.QuerySet):
    def published(self) -> "BoardDecisionQuerySet":
        """Decisions that have been announced, about boards that have."""
        return self.filter(announced=True, board__announced=True)


class BoardDecision(AppendOnly):
    """A decision about a board, which may give it new areas to focus on."""

    class Act(models.TextChoices):
        ESTABLISH = "establish", _("Established")
        CONTINUE = "continue", _("Continued")
        REFOCUS = "refocus", _("Re-focused")
        STAND_DOWN = "stand_down", _("Stood down")

    board = models.ForeignKey(
        Board,
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
    announced = models.BooleanField(
        _("announced"), default=False, help_text=_("The public may know of it.")
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
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} ({self.sequence})"


class FocusArea(AppendOnly):
    """What a decision told a board to attend to."""

    decision = models.ForeignKey(
        BoardDecision,
        verbose_name=_("decision"),
        on_delete=models.PROTECT,
        related_name="focus_areas",
    )
    position = models.PositiveSmallIntegerField(_("position"))
    name = TwoLanguages(models.CharField, _("name"), max_length=200)
    theme = models.ForeignKey(
        Theme,
        verbose_name=_("theme"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="focus_areas",
    )

    class Meta:
        verbose_name = _("focus area")
        verbose_name_plural = _("focus areas")
        ordering = ["decision", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "position"], name="focus_area_position"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)
