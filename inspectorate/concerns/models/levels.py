from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.lifecycle import Reason, Refusal


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

    def leads_to(
        self,
        level: Level,
        to_level: Level | None = None,
        *,
        exceptional: bool = False,
    ) -> Level:
        """The level it takes the concern to: the one asked for, or else the usual one.

        Raise Refusal where this decision cannot be taken at `level`.
        """
        ways = LEADS_TO[self].get(level, ())
        if self == Act.REFER and exceptional:
            ways = ways or EXCEPTIONALLY.get(level, ())
        if ways and to_level in (None, *ways):
            return ways[0] if to_level is None else to_level
        raise Refusal(*self.has_no_place(level))

    def has_no_place(self, level: Level) -> list[str]:
        msg = _("At the level “%(level)s” the decision “%(act)s” has no place.")
        told = [Reason(msg % {"level": level.label, "act": self.label})]
        if self == Act.REFER and level in EXCEPTIONALLY:
            cure = _(
                "Apply the protocol first. Where that cannot wait, mark the referral "
                "as exceptional and give the reason."
            )
            told.append(Reason(cure))
        return told

    def decider(self, level: Level) -> str:
        """Who takes it at `level`: the permission that is needed."""
        is_watched = level <= Level.HEIGHTENED
        if self == Act.RAISE or (self == Act.DE_ESCALATE and is_watched):
            return WATCH
        return DECIDE


# The head of the inspections of authorities decides about closer monitoring, the chief
# inspector about all that is worse.
WATCH = "concerns.watch_episode"
DECIDE = "concerns.decide_episode"
# Who decides, in the words of the public record.
DECIDERS = {
    DECIDE: ("Chief Inspector", "Prif Arolygydd"),
    WATCH: ("Head of Inspection", "Pennaeth Arolygu"),
}

# The usual level first. Ministers are not called on without the protocol
# (domain reference, 2.5), but for what is exceptional.
LEADS_TO = {
    Act.RAISE: {Level.ROUTINE: (Level.HEIGHTENED,)},
    Act.PLACE: {Level.ROUTINE: (Level.SERIOUS,), Level.HEIGHTENED: (Level.SERIOUS,)},
    Act.RETAIN: {
        Level.SERIOUS: (Level.SERIOUS,),
        Level.REFERRED: (Level.REFERRED,),
    },
    Act.REFER: {Level.SERIOUS: (Level.REFERRED,)},
    Act.DE_ESCALATE: {
        Level.REFERRED: (Level.SERIOUS,),
        Level.SERIOUS: (Level.HEIGHTENED,),
        Level.HEIGHTENED: (Level.ROUTINE,),
    },
    Act.LIFT: {
        Level.SERIOUS: (Level.ROUTINE, Level.HEIGHTENED),
        Level.REFERRED: (Level.ROUTINE, Level.HEIGHTENED),
    },
    # Episode.correct() is told where it leads.
    Act.CORRECT: {},
}
EXCEPTIONALLY = {
    Level.ROUTINE: (Level.REFERRED,),
    Level.HEIGHTENED: (Level.REFERRED,),
}
