"""Acts: what people do to a row that moves its status, as every door offers it."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from inspectorate.history.models import System
from inspectorate.lifecycle.asking import not_in_role
from inspectorate.lifecycle.moving import (
    Reason,
    Refusal,
    locked,
    move,
)


class Act(NamedTuple):
    """`verb` is the method that does it, with `by`, `at` and what the act `asks` for:
    names of fields, or "reason"; what the public is told, "reason_en", "reason_cy". It
    is done at one of the states `begins`. `to` is "" for one after which the row stands
    where it stood: its verb records it.

    `label` stands on its button, `told` on the page that confirms it. `permission` is
    what everybody needs who does it; `who` names a relation to the row, which the
    row's bars() knows.
    """

    verb: str
    label: str
    begins: tuple[str, ...]
    to: str
    told: str
    permission: str
    who: str = ""
    asks: tuple[str, ...] = ()


Guard = Callable[[models.Model, date], list[Reason]]
_guards: dict[tuple[str, str], list[Guard]] = defaultdict(list)


def guard(model: type[models.Model], verb: str, lacks: Guard) -> None:
    """Let a layer above say what is missing before an act of a layer below.

    Called once for each rule, in AppConfig.ready().
    """
    _guards[model._meta.label, verb].append(lacks)


Follower = Callable[[models.Model], None]
_followers: dict[tuple[str, str], list[Follower]] = defaultdict(list)


def follow(model: type[models.Model], verb: str, told: Follower) -> None:
    """Have `told` called with the row after each such act, in its transaction.

    Called once for each follower, in AppConfig.ready().
    """
    _followers[model._meta.label, verb].append(told)


def tell_followers(row: models.Model, verb: str) -> None:
    for told in _followers[row._meta.label, verb]:
        told(row)


class Acting:
    """Makes a model one whose status moves by its ACTS."""

    ACTS: list[Act]

    @classmethod
    def act(cls, verb: str) -> Act:
        return next(act for act in cls.ACTS if act.verb == verb)

    def next_acts(self) -> list[Act]:
        """Those that are done where the row stands now."""
        return [act for act in self.ACTS if self.status in act.begins]

    def asked(self, act: Act) -> tuple[str, ...]:
        """What this act asks for where the row stands now."""
        return act.asks

    def bars(self, act: Act, by: models.Model | System) -> list[Reason]:
        """Why `by` is not the one to do it, whatever the state of the row."""
        if by.has_perm(act.permission):
            return []
        return [not_in_role(act.permission)]

    def lacks(self, act: Act, on: date) -> list[Reason]:
        """What is missing on the day `on` before anybody may do it.

        The row's own rules are methods named lacks_to_<verb>.
        """
        own = getattr(self, f"lacks_to_{act.verb}", None)
        rules = _guards[self._meta.label, act.verb]
        found = own(on) if own else []
        return [*found, *(reason for rule in rules for reason in rule(self, on))]

    def lacks_before(self, act: Act, on: date) -> list[Reason]:
        """What is missing before anything is asked: what a form will bring is not."""
        asked = [name for name in self.asked(act) if name != "reason"]
        return [] if asked else self.lacks(act, on)

    def not_here(self, act: Act) -> str:
        labels = dict(self._meta.get_field("status").flatchoices)
        told = _("%(row)s stands at “%(status)s”. “%(act)s” is done at: %(states)s.")
        return told % {
            "row": self,
            "status": labels[self.status],
            "act": act.label,
            "states": ", ".join(str(labels[state]) for state in act.begins),
        }

    def check_act(
        self,
        verb: str,
        *,
        by: models.Model | System,
        at: datetime | None = None,
        reason: str = "",
    ) -> None:
        """Raise Refusal with every reason why `by` cannot do it now.

        To be asked of the stored row, under its lock.
        """
        act = self.act(verb)
        if self.status not in act.begins:
            raise Refusal(self.not_here(act))
        on = timezone.localdate(at)
        reasons = self.bars(act, by) or self.lacks(act, on)
        if "reason" in act.asks and not reason.strip():
            reasons = [*reasons, Reason(_("Give the reason: it stays on the record."))]
        if reasons:
            raise Refusal(*reasons)

    def perform(
        self,
        verb: str,
        *,
        by: models.Model | System,
        at: datetime | None = None,
        reason: str = "",
        **changes: object,
    ) -> None:
        """Check an act under the row's lock and do it, with `changes` to its fields."""
        with transaction.atomic():
            stored = locked(type(self)).get(pk=self.pk)
            for name, value in changes.items():
                setattr(stored, name, value)
            stored.check_act(verb, by=by, at=at, reason=reason)
            told = {"at": at, "reason": reason.strip()}
            move(self, self.act(verb).to, by=by, **told, **changes)
            tell_followers(self, verb)
