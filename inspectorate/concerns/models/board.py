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
from inspectorate.concerns.models.standing import standing_among
from inspectorate.fields import PartialDateField, RecordedFrom, TwoLanguages
from inspectorate.history.models import System, record
from inspectorate.lifecycle import (
    Reason,
    Refusal,
    locked,
    not_in_role,
    tell_followers,
)

NAME_AREAS = _("Name at least one area to focus on from now.")
OPEN_ALREADY = _("This service already has a board: have that one stand down first.")


STAND_DOWN = BoardDecision.Act.STAND_DOWN
# The days that a board has from a decision.
DAYS = {
    BoardDecision.Act.ESTABLISH: "established_on",
    BoardDecision.Act.STAND_DOWN: "stood_down_on",
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
        board = self.opened_to(by)
        standing = board.standing()
        sequence = board.decisions.count() + 1
        decision = BoardDecision(board=board, act=act, sequence=sequence, **fields)
        last = standing[-1] if standing else None
        reasons = board.lacks(decision, last, focus_areas)
        if reasons:
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

        The wrong one stays on record. What is not given is as there, the areas and
        that it was announced, too; the reason says why it is corrected.
        """
        board = self.opened_to(by)
        wrong = board.decision(decision)
        kept = {name: getattr(wrong, name) for name in KEPT_BY_CORRECTION}
        right = BoardDecision(
            board=board,
            corrects=wrong,
            act=act or wrong.act,
            sequence=board.decisions.count() + 1,
            **{**kept, "announced": wrong.is_announced, **fields},
        )
        board.forget_day_of(wrong)
        if STAND_DOWN in (wrong.act, right.act):
            board.is_open = right.act != STAND_DOWN and board.stood_down_on is None
        named = wrong.areas() if focus_areas is None else focus_areas
        if reasons := board.lacks_to_correct(wrong, right, named):
            raise Refusal(*reasons)
        right.store(named)
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
            raise Refusal(_("This decision has been announced already."))
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

    def lacks_to_correct(
        self, wrong: "BoardDecision", right: "BoardDecision", named: Sequence[dict]
    ) -> list[Reason]:
        told = []
        if right.act == BoardDecision.Act.REFOCUS and not named:
            told.append(NAME_AREAS)
        if wrong.is_corrected:
            told.append(_("It has been corrected already: correct the correction."))
        if not right.reason:
            told.append(_("Say why the decision is corrected."))
        standing = self.standing()
        if right.act == STAND_DOWN and standing and wrong != standing[-1]:
            told.append(_("Other decisions follow it: the board had not stood down."))
        others = Board.objects.filter(authority=self.authority_id, is_open=True)
        others = others.filter(service=self.service_id).exclude(pk=self.pk)
        if self.is_open and others.exists():
            told.append(OPEN_ALREADY)
        return [Reason(each) for each in told]

    def lacks(
        self,
        decision: "BoardDecision",
        last: "BoardDecision | None",
        focus_areas: Sequence[dict],
    ) -> list[Reason]:
        """Why the decision has no place, or what it needs; all at once."""
        told = []
        # A source may tell of its last day before it tells of what came until then.
        has_ended = last is not None and last.act == STAND_DOWN
        if has_ended or not (self.is_open or decision.recorded_from):
            told.append(_("This board has stood down: record a board of its own."))
        is_ours = not decision.recorded_from
        is_refocus = decision.act == BoardDecision.Act.REFOCUS
        if is_ours and is_refocus and not focus_areas:
            told.append(NAME_AREAS)
        if is_ours and not decision.decided_on:
            told.append(_("Give the day of the decision, such as 2026-03-02."))
        if last and decision.is_before(last):
            told.append(_("A decision cannot be dated before the one it follows."))
        return [Reason(each) for each in told]

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
        for decision in reversed(self.standing()):
            areas = list(decision.focus_areas.all())
            if areas and decision.counts_from <= day:
                return areas
        return []
