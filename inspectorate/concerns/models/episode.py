from collections.abc import Sequence
from datetime import date, datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority, Service
from inspectorate.concerns.models.decision import Announcement, Decision
from inspectorate.concerns.models.entering import entry_into, grounds_of, last_spell
from inspectorate.concerns.models.given import DecisionFinding, DecisionGround
from inspectorate.concerns.models.instrument import Instrument
from inspectorate.concerns.models.left_open import left_open
from inspectorate.concerns.models.levels import DECIDERS, Act, Level
from inspectorate.concerns.models.needs import (
    Draft,
    lacks,
    lacks_to_correct,
    of_its_order,
)
from inspectorate.concerns.models.review import EpisodeQuerySet
from inspectorate.concerns.models.standing import next_place, standing_among
from inspectorate.fields import RecordedFrom, TwoLanguages
from inspectorate.history.models import System, record
from inspectorate.inspections.models import Finding
from inspectorate.lifecycle import Refusal, locked, not_in_role, tell_followers

KEPT_BY_CORRECTION = (
    *("decided_on", "decided_by_en", "decided_by_cy", "basis", "met_on", "review_on"),
    *("targets_en", "targets_cy", "targets_due_on", "evidence_en", "evidence_cy"),
    *("made_by_en", "made_by_cy", "statement_url"),
)
# What only a decision that leads there has to say.
KEPT_AT_ITS_LEVEL = ("sustainability_en", "sustainability_cy", "left_open")


class Episode(models.Model):
    """The inspectorate's concern about one service, from entry to exit.

    Not a ministerial intervention and not an oversight board: those are records of
    their own. What the press called it stands apart from the formal name.
    """

    authority = models.ForeignKey(
        Authority,
        verbose_name=_("authority"),
        on_delete=models.PROTECT,
        related_name="concern_episodes",
    )
    service = models.ForeignKey(
        Service,
        verbose_name=_("service"),
        on_delete=models.PROTECT,
        related_name="concern_episodes",
    )
    instrument = TwoLanguages(
        models.CharField,
        _("formal name"),
        max_length=300,
        help_text=_("Protocol for Responding to Serious Concerns …"),
    )
    protocol = models.ForeignKey(
        Instrument,
        verbose_name=_("protocol"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"track": Instrument.Track.CONCERN},
        related_name="episodes",
        help_text=_("The version whose grounds and clocks hold."),
    )
    press_label = TwoLanguages(
        models.CharField,
        _("press label"),
        max_length=100,
        help_text=_("What the press called it, such as special measures."),
    )
    is_open = models.BooleanField(_("open"), default=True, editable=False)
    recorded_from = RecordedFrom()

    objects = EpisodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("concern episode")
        verbose_name_plural = _("concern episodes")
        ordering = ["-pk"]
        permissions = [
            ("decide_episode", _("Can decide about serious concerns")),
            ("watch_episode", _("Can decide about closer monitoring")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "service"],
                condition=models.Q(is_open=True),
                name="episode_one_open",
                violation_error_message=_(
                    "This service already has an open episode: decide on that one."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.authority}, {self.service}"

    def clean(self) -> None:
        """What nobody names otherwise is called as its protocol is."""
        super().clean()
        if self.protocol and not self.instrument:
            self.instrument_en = self.protocol.name_en
            self.instrument_cy = self.protocol.name_cy

    @transaction.atomic
    def decide(
        self,
        act: str,
        *,
        by: models.Model | System,
        to_level: Level | None = None,
        grounds: Sequence[dict] = (),
        findings: Sequence[Finding] = (),
        **fields: object,
    ) -> Decision:
        """Add a decision and open or close the episode with it.

        `fields` are those of Decision, each of `grounds` holds those of
        DecisionGround: the grounds of an entry, or the progress on each of them.
        `to_level` is asked for where there are two. Raises Refusal with every reason
        where the level in force has no such decision, `by` may not take it, or
        something that it needs is missing.
        """
        act = Act(act)
        episode = self.opened_to(by, act)
        level = episode.level
        decision = Decision(
            episode=episode,
            act=act,
            from_level=level,
            to_level=act.leads_to(
                level, to_level, exceptional=bool(fields.get("exceptional"))
            ),
            sequence=next_place(episode.decisions),
            **fields,
        )
        if not decision.decided_by and not decision.recorded_from:
            decision.decided_by_en, decision.decided_by_cy = DECIDERS[
                act.decider(level)
            ]
        if act == Act.LIFT and not decision.recorded_from:
            decision.left_open = left_open(self.authority_id, self.service_id)
        draft = episode.draft(decision, grounds, findings)
        if reasons := [*of_its_order(decision), *lacks(draft)]:
            raise Refusal(*reasons)
        self.enter(draft, by=by)
        return decision

    @transaction.atomic
    def correct(
        self,
        decision: Decision,
        to_level: Level,
        *,
        by: models.Model | System,
        grounds: Sequence[dict] = (),
        **fields: object,
    ) -> Decision:
        """Add a decision that stands in the place of one that was wrong.

        The wrong one stays on record, with its reason. `fields` are those of
        Decision; their reason says why it is corrected. What is not given is as
        there, and so are the grounds.
        """
        episode = self.opened_to(by, Act.CORRECT)
        wrong = episode.decision(decision)
        if wrong.is_corrected:
            raise Refusal(_("It has been corrected already: correct the correction."))
        if not (fields.get("reason_en") or fields.get("reason_cy")):
            raise Refusal(_("Say why the decision is corrected."))
        names = KEPT_BY_CORRECTION
        if to_level == wrong.to_level:
            names += KEPT_AT_ITS_LEVEL
        kept = {name: getattr(wrong, name) for name in names}
        correction = Decision(
            episode=episode,
            act=Act.CORRECT,
            corrects=wrong,
            from_level=wrong.from_level,
            to_level=to_level,
            sequence=next_place(episode.decisions),
            **{**kept, **fields},
        )
        draft = episode.draft(correction, grounds, ())
        is_last = wrong == episode.standing()[-1]
        if reasons := lacks_to_correct(draft, is_last=is_last):
            raise Refusal(*reasons)
        self.enter(draft, by=by)
        return correction

    @transaction.atomic
    def announce(
        self,
        decision: Decision,
        *,
        by: models.Model | System,
        at: datetime | None = None,
    ) -> Announcement:
        """Let the public know of a decision that was not announced on entry."""
        stored = self.decision(decision)
        episode = self.opened_to(by, stored.act, stored.from_level)
        stored = episode.decision(decision)
        if stored.is_announced:
            raise Refusal(
                _("This decision has been announced already: choose another one.")
            )
        announcement = Announcement.objects.create(
            decision=stored, announced_at=at or timezone.now()
        )
        told = {"after": {"announced": stored.sequence}, "at": at}
        record(episode, "announced a decision", by=by, **told)
        tell_followers(episode, "announce")
        return announcement

    def announced_by(self, by: models.Model | System) -> models.QuerySet:
        """The decisions that `by` may announce and that nobody has announced."""
        untold = self.decisions.untold()
        keys = [each.pk for each in untold if by.has_perm(each.decider)]
        return untold.filter(pk__in=keys)

    def opened_to(
        self, by: models.Model | System, act: str, level: Level | None = None
    ) -> "Episode":
        """The stored episode under its lock, for whoever takes such a decision at
        `level`, which is that in force unless given.
        """
        episode = locked(Episode).get(pk=self.pk)
        permission = Act(act).decider(episode.level if level is None else level)
        if not by.has_perm(permission):
            raise Refusal(not_in_role(permission))
        return episode

    def draft(
        self, decision: Decision, grounds: Sequence[dict], findings: Sequence[Finding]
    ) -> Draft:
        """The decision with what it rests on, none of it stored."""
        entry = entry_into(last_spell(self.standing()))
        return Draft(
            decision,
            [DecisionGround(decision=decision, **told) for told in grounds],
            [DecisionFinding(decision=decision, finding=each) for each in findings],
            entry,
            grounds_of(entry),
            timezone.localdate(decision.entered_at),
        )

    def decision(self, decision: Decision) -> Decision:
        """The decision as stored; Refusal where it belongs to another episode."""
        try:
            return self.decisions.get(pk=decision.pk)
        except Decision.DoesNotExist as error:
            raise Refusal(_("Choose a decision of this episode.")) from error

    def enter(self, draft: Draft, *, by: models.Model | System) -> None:
        """Store a decision on its episode, and open or close that with it."""
        decision = draft.decision
        episode = decision.episode
        before = episode.state()
        last = standing_among([*episode.decisions.all(), decision])[-1]
        self.is_open = episode.is_open = last.to_level != Level.ROUTINE
        episode.refuse_a_second()
        decision.save()
        for part in (*draft.grounds, *draft.findings):
            part.decision = decision
            part.save()
        # The database asks now for what the decision rests on.
        episode.save(update_fields=["is_open"])
        told = {"before": before, "after": episode.state()}
        record(episode, f"decided to {decision.act}", by=by, **told)
        if decision.announced:
            tell_followers(episode, "announce")

    def refuse_a_second(self) -> None:
        others = Episode.objects.exclude(pk=self.pk).filter(is_open=True)
        place = {"authority": self.authority_id, "service": self.service_id}
        if self.is_open and others.filter(**place).exists():
            raise Refusal(
                _("This service already has an open episode: decide on that one.")
            )

    def state(self) -> dict:
        return {"is_open": self.is_open, "level": int(self.level)}

    def standing(self) -> list[Decision]:
        """Its decisions in order, without those that were corrected."""
        return standing_among(self.decisions.all())

    @property
    def level(self) -> Level:
        """The level of its last decision that stands, whatever the day."""
        standing = self.standing()
        return Level(standing[-1].to_level) if standing else Level.ROUTINE

    def level_at(self, day: date) -> Level:
        """The level in force at the end of a day.

        A decision of no known date counts from the day it was entered, the last on
        which it can have been made. What was corrected does not count.
        """
        decision = self.decision_at(day)
        return Level(decision.to_level) if decision else Level.ROUTINE

    def decision_at(self, day: date) -> Decision | None:
        """The decision in force at the end of a day; None before the first."""
        reached = [each for each in self.standing() if each.counts_from <= day]
        return reached[-1] if reached else None
