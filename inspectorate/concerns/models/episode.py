from datetime import date, datetime

from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority, Service
from inspectorate.concerns.models.decision import (
    Act,
    Announcement,
    Decision,
    Level,
    standing_among,
)
from inspectorate.fields import RecordedFrom, TwoLanguages
from inspectorate.history.models import System, record
from inspectorate.lifecycle import Refusal, locked, not_in_role, tell_followers


class EpisodeQuerySet(models.QuerySet):
    def to_review(self, until: date) -> "EpisodeQuerySet":
        """Open ones whose last decision that stands is to be reviewed by the day
        `until` (as `review_on`), the earliest first. One without such a day is left
        out.
        """
        standing = Decision.objects.filter(
            episode=models.OuterRef("pk"), corrections=None
        )
        # A correction has the place of what it corrects.
        place = Coalesce("corrects__sequence", "sequence")
        last = standing.order_by(place.desc()).values("review_on")[:1]
        found = self.filter(is_open=True).annotate(review_on=models.Subquery(last))
        return found.filter(review_on__lte=until).order_by("review_on", "pk")


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
        permissions = [("decide_episode", _("Can decide about serious concerns"))]
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

    @transaction.atomic
    def decide(
        self, act: str, *, by: models.Model | System, **fields: object
    ) -> Decision:
        """Add a decision and open or close the episode with it.

        `fields` are those of Decision. Raises Refusal where the level in force has
        no such decision, or `by` may not decide.
        """
        episode = self.opened_to(by)
        standing, level = episode.standing(), episode.level
        decision = Decision(
            episode=episode,
            act=act,
            from_level=level,
            to_level=Act(act).leads_to(level),
            sequence=episode.decisions.count() + 1,
            **fields,
        )
        if standing and decision.is_before(standing[-1]):
            raise Refusal(_("A decision cannot be dated before the one it follows."))
        self.enter(decision, by=by)
        return decision

    @transaction.atomic
    def correct(
        self,
        decision: Decision,
        to_level: Level,
        *,
        by: models.Model | System,
        **fields: object,
    ) -> Decision:
        """Add a decision that stands in the place of one that was wrong.

        The wrong one stays on record. `fields` are those of Decision, a reason
        among them; the date is that of the wrong one unless another is given.
        """
        episode = self.opened_to(by)
        wrong = episode.decision(decision)
        if wrong.is_corrected:
            raise Refusal(_("It has been corrected already: correct the correction."))
        if not (fields.get("reason_en") or fields.get("reason_cy")):
            raise Refusal(_("Say why the decision is corrected."))
        correction = Decision(
            episode=episode,
            act=Act.CORRECT,
            corrects=wrong,
            from_level=wrong.from_level,
            to_level=to_level,
            sequence=episode.decisions.count() + 1,
            **{"decided_on": wrong.decided_on, **fields},
        )
        self.enter(correction, by=by)
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
        episode = self.opened_to(by)
        stored = episode.decision(decision)
        if stored.is_announced:
            raise Refusal(_("This decision has been announced already."))
        announcement = Announcement.objects.create(
            decision=stored, announced_at=at or timezone.now()
        )
        told = {"after": {"announced": stored.sequence}, "at": at}
        record(episode, "announced a decision", by=by, **told)
        tell_followers(episode, "announce")
        return announcement

    def opened_to(self, by: models.Model | System) -> "Episode":
        """The stored episode under its lock, for whoever may decide about it."""
        if not by.has_perm("concerns.decide_episode"):
            raise Refusal(not_in_role("concerns.decide_episode"))
        return locked(Episode).get(pk=self.pk)

    def decision(self, decision: Decision) -> Decision:
        """The decision as stored; Refusal where it belongs to another episode."""
        try:
            return self.decisions.get(pk=decision.pk)
        except Decision.DoesNotExist as error:
            raise Refusal(_("Choose a decision of this episode.")) from error

    def enter(self, decision: Decision, *, by: models.Model | System) -> None:
        """Store a decision on its episode, and open or close that with it."""
        episode = decision.episode
        before = episode.state()
        decision.save()
        self.is_open = episode.is_open = episode.level != Level.ROUTINE
        episode.refuse_a_second()
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
        reached = [each for each in self.standing() if each.counts_from <= day]
        return Level(reached[-1].to_level) if reached else Level.ROUTINE
