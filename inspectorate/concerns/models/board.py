from collections.abc import Sequence
from datetime import date, datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority, Service
from inspectorate.concerns.models.board_decision import (
    BoardAnnouncement,
    BoardDecision,
)
from inspectorate.concerns.models.board_needs import (
    OPEN_ALREADY,
    STAND_DOWN,
    lacks,
    lacks_to_correct,
)
from inspectorate.concerns.models.standing import next_place, standing_among
from inspectorate.fields import PartialDateField, RecordedFrom, TwoLanguages
from inspectorate.history.models import System, record
from inspectorate.lifecycle import (
    Refusal,
    locked,
    not_in_role,
    tell_followers,
)

# The days that a board has from a decision.
DAYS = {
    BoardDecision.Act.ESTABLISH: "established_on",
    STAND_DOWN: "stood_down_on",
}
KEPT_BY_CORRECTION = (
    *("decided_on", "decided_by_en", "decided_by_cy", "focus_list_complete"),
    "statement_url",
)


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
        self.settle()
        fields = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = {*fields, "is_open"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self.settle()

    def settle(self) -> None:
        """A board with a day on which it stood down is not open, whoever writes it; one
        whose day is taken back is as its decisions have it.
        """
        if self.stood_down_on is not None:
            self.is_open = False
        elif not self.is_open:
            stored = Board.objects.filter(pk=self.pk).exclude(stood_down_on="")
            self.is_open = stored.exists() and self.is_open_by(self.standing())

    def is_open_by(self, standing: Sequence["BoardDecision"]) -> bool:
        """By its day and its decisions that stand, as the database asks for."""
        ended = any(each.act == STAND_DOWN for each in standing)
        return self.stood_down_on is None and not ended

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
        board = self.opened_to(by)
        sequence = next_place(board.decisions)
        decision = BoardDecision(board=board, act=act, sequence=sequence, **fields)
        if reasons := lacks(decision, focus_areas):
            raise Refusal(*reasons)
        decision.store(focus_areas)
        board.is_open = board.is_open and act != STAND_DOWN
        self.follow(board, decision)
        record(board, f"decided to {act}", by=by, after={"sequence": sequence})
        return decision

    @transaction.atomic
    def correct(
        self,
        decision: "BoardDecision",
        act: str | None = None,
        *,
        by: models.Model | System,
        focus_areas: Sequence[dict] | None = None,
        **fields: object,
    ) -> "BoardDecision":
        """Add a decision that stands in the place of one that was wrong, with the `act`
        that is right.

        The wrong one stays on record. What is not given is as there, that it was
        announced, too, and the areas where the act is the same; the reason says why
        it is corrected.
        """
        board = self.opened_to(by)
        wrong = board.decision(decision)
        kept = {name: getattr(wrong, name) for name in KEPT_BY_CORRECTION}
        right = BoardDecision(
            board=board,
            corrects=wrong,
            act=act or wrong.act,
            sequence=next_place(board.decisions),
            **{**kept, "announced": wrong.is_announced, **fields},
        )
        board.forget_day_of(wrong)
        board.is_open = board.is_open_by(
            standing_among([*board.decisions.all(), right])
        )
        if focus_areas is None:
            focus_areas = wrong.areas() if right.act == wrong.act else []
        if reasons := lacks_to_correct(right, focus_areas):
            raise Refusal(*reasons)
        right.store(focus_areas)
        self.follow(board, right)
        told = {"before": {"sequence": wrong.sequence, "act": wrong.act}}
        after = {"sequence": right.sequence, "act": right.act}
        record(board, "decided to correct", by=by, after=after, **told)
        return right

    @transaction.atomic
    def announce(
        self,
        decision: "BoardDecision",
        *,
        by: models.Model | System,
        at: datetime | None = None,
    ) -> "BoardAnnouncement":
        """Let the public know of a decision that was not announced on entry."""
        board = self.opened_to(by)
        stored = board.decision(decision)
        if stored.is_announced:
            raise Refusal(
                _("This decision has been announced already: choose another one.")
            )
        row = BoardAnnouncement.objects.create(
            decision=stored, announced_at=at or timezone.now()
        )
        if not stored.is_corrected:
            self.follow(board, stored)
        elif board.announced:
            tell_followers(board, "announce")
        after = {"announced": stored.sequence}
        record(board, "announced a decision", by=by, after=after, at=at)
        return row

    def announced_by(self, by: models.Model | System) -> models.QuerySet:
        """The decisions that `by` may announce and that nobody has announced."""
        may = by.has_perm("concerns.decide_episode")
        return self.decisions.untold() if may else self.decisions.none()

    def opened_to(self, by: models.Model | System) -> "Board":
        """The stored board under its lock, for whoever decides about boards."""
        if not by.has_perm("concerns.decide_episode"):
            raise Refusal(not_in_role("concerns.decide_episode"))
        return locked(Board).get(pk=self.pk)

    def decision(self, decision: "BoardDecision") -> "BoardDecision":
        """The decision as stored; Refusal where it is about another board."""
        try:
            return self.decisions.get(pk=decision.pk)
        except BoardDecision.DoesNotExist as error:
            raise Refusal(_("Choose a decision about this board.")) from error

    def follow(self, board: "Board", decision: "BoardDecision") -> None:
        """Bring what the stored board tells of itself in line with a decision, and this
        one with that.
        """
        column = DAYS.get(decision.act)
        if decision.is_announced and column and getattr(board, column) is None:
            setattr(board, column, decision.decided_on)
        board.save(update_fields=["established_on", "is_open", "stood_down_on"])
        self.is_open, self.stood_down_on = board.is_open, board.stood_down_on
        self.established_on = board.established_on
        if decision.is_announced and board.announced:
            tell_followers(board, "announce")

    def forget_day_of(self, wrong: "BoardDecision") -> None:
        """The day that the board has from a decision which was wrong."""
        column = DAYS.get(wrong.act)
        was_told = wrong.is_announced and column
        if was_told and getattr(self, column) == wrong.decided_on:
            setattr(self, column, None)

    def standing(self) -> list["BoardDecision"]:
        """Its decisions in order, without those that were corrected."""
        return standing_among(self.decisions.all())

    def focus_at(self, day: date) -> list[models.Model]:
        """The areas it attended to at the end of a day, by the last decision until then
        that named any area.
        """
        told = self.decisions.prefetch_related("focus_areas")
        for decision in reversed(standing_among(told)):
            areas = list(decision.focus_areas.all())
            if areas and decision.counts_from <= day:
                return areas
        return []
