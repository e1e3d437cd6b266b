from datetime import date

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority, Service
from inspectorate.concerns.models.decision import Act, Decision, Level
from inspectorate.fields import RecordedFrom, TwoLanguages
from inspectorate.history.models import System, record
from inspectorate.lifecycle import Refusal


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
        if not by.has_perm("concerns.decide_episode"):
            raise Refusal(_("Only the chief inspector decides about concerns."))
        episode = Episode.objects.select_for_update(of=("self",)).get(pk=self.pk)
        last = episode.decisions.last()
        level = last.to_level if last else Level.ROUTINE
        decision = Decision(
            episode=episode,
            act=act,
            from_level=level,
            to_level=Act(act).leads_to(Level(level)),
            sequence=last.sequence + 1 if last else 1,
            **fields,
        )
        if last and decision.is_before(last):
            raise Refusal(_("A decision cannot be dated before the one it follows."))
        decision.save()
        self.is_open = episode.is_open = decision.to_level != Level.ROUTINE
        episode.save(update_fields=["is_open"])
        record(episode, f"decided to {act}", by=by, after={"level": decision.to_level})
        return decision

    def level_at(self, day: date) -> Level:
        """The level in force at the end of a day.

        A decision of no known date counts from the day it was entered, the last on
        which it can have been made.
        """
        reached = [d for d in self.decisions.all() if d.counts_from <= day]
        return Level(reached[-1].to_level) if reached else Level.ROUTINE
