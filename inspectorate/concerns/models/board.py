from collections.abc import Sequence
from datetime import date

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority, Service
from inspectorate.fields import PartialDateField, RecordedFrom, TwoLanguages
from inspectorate.history.append_only import AppendOnly
from inspectorate.history.models import System, record
from inspectorate.lifecycle import (
    Reason,
    Refusal,
    locked,
    not_in_role,
    tell_followers,
)

OPEN_ALREADY = _("This service already has a board: have that one stand down first.")


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
    terms = TwoLanguages(
        models.TextField,
        _("terms of reference"),
        help_text=_("What the board is for, and whom it reports to."),
    )
    is_open = models.BooleanField(_("open"), default=True, editable=False)
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
            ),
            models.UniqueConstraint(
                fields=["authority", "service"],
                condition=models.Q(is_open=True),
                name="board_one_open",
                violation_error_message=OPEN_ALREADY,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.authority}"

    def save(self, *args: object, **kwargs: object) -> None:
        """A board with a day on which it stood down is not open, whoever writes it."""
        if self.stood_down_on is not None:
            self.is_open = False
            fields = kwargs.get("update_fields")
            if fields is not None:
                kwargs["update_fields"] = {*fields, "is_open"}
        super().save(*args, **kwargs)

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
        FocusArea. Raises Refusal where `by` may not decide, or the decision has no
        place: a board that stood down has ended.
        """
        if not by.has_perm("concerns.decide_episode"):
            raise Refusal(not_in_role("concerns.decide_episode"))
        board = locked(Board).get(pk=self.pk)
        last = board.decisions.last()
        sequence = last.sequence + 1 if last else 1
        decision = BoardDecision(board=board, act=act, sequence=sequence, **fields)
        reasons = board.lacks(decision, last, focus_areas)
        if reasons:
            raise Refusal(*reasons)
        decision.save()
        for position, area in enumerate(focus_areas, start=1):
            decision.focus_areas.create(position=position, **area)
        board.take(decision)
        self.is_open, self.stood_down_on = board.is_open, board.stood_down_on
        self.established_on = board.established_on
        record(board, f"decided to {act}", by=by, after={"sequence": sequence})
        if decision.announced and board.announced:
            tell_followers(board, "announce")
        return decision

    def lacks(
        self,
        decision: "BoardDecision",
        last: "BoardDecision | None",
        focus_areas: Sequence[dict],
    ) -> list[Reason]:
        """Why the decision has no place, or what it needs; all at once."""
        told = []
        # A source may tell of its last day before it tells of what came until then.
        has_ended = last is not None and last.act == BoardDecision.Act.STAND_DOWN
        if has_ended or not (self.is_open or decision.recorded_from):
            told.append(_("This board has stood down: record a board of its own."))
        is_ours = not decision.recorded_from
        is_refocus = decision.act == BoardDecision.Act.REFOCUS
        if is_ours and is_refocus and not focus_areas:
            told.append(_("Name at least one area to focus on from now."))
        if is_ours and not decision.decided_on:
            told.append(_("Give the day of the decision, such as 2026-03-02."))
        if last and decision.is_before(last):
            told.append(_("A decision cannot be dated before the one it follows."))
        return [Reason(each) for each in told]

    def take(self, decision: "BoardDecision") -> None:
        """Bring what the board tells of itself in line with a decision."""
        act = BoardDecision.Act
        if not decision.announced:
            self.is_open = self.is_open and decision.act != act.STAND_DOWN
        elif decision.act == act.ESTABLISH and self.established_on is None:
            self.established_on = decision.decided_on
        elif decision.act == act.STAND_DOWN:
            self.is_open = False
            self.stood_down_on = self.stood_down_on or decision.decided_on
        self.save(update_fields=["established_on", "is_open", "stood_down_on"])

    def focus_at(self, day: date) -> list[models.Model]:
        """The areas it attended to at the end of a day, by the last decision until then
        that named any area.
        """
        for decision in reversed(self.decisions.all()):
            areas = list(decision.focus_areas.all())
            if areas and decision.counts_from <= day:
                return areas
        return []


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
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} ({self.sequence})"

    @property
    def counts_from(self) -> date:
        """The first day of its date as stated, or the day of entry when unknown."""
        if self.decided_on and self.decided_on.earliest:
            return self.decided_on.earliest
        return timezone.localdate(self.entered_at)

    def is_before(self, other: "BoardDecision") -> bool:
        """Whether its date is wholly before the other's; an unknown one never is."""
        own = self.decided_on.latest if self.decided_on else None
        others = other.decided_on.earliest if other.decided_on else None
        return own is not None and others is not None and own < others
