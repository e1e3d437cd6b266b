"""What an act will change for those outside, told before it is done.

The act is carried out by its own verb and undone: what is told is what came of it.
Doors know what the public can reach, so each registers how it looks at that.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from inspectorate import lifecycle
from inspectorate.accounts.models import User
from inspectorate.history.models import System
from inspectorate.notices import sources, telling
from inspectorate.notices.models import Notice
from inspectorate.reports import register, scheduling
from inspectorate.reports.models import Chain, Report
from inspectorate.reports.models.withdrawing import WITHDRAWING

# Those of a report that anybody outside can notice; unscheduling is none.
FORESEEN = ["publish", "schedule", "issue", *WITHDRAWING]
# So many things of one line are not named each.
MANY = 7


class Kind(models.TextChoices):
    PAGE = "page", _("Pages")
    FILE = "file", _("Files")
    API = "api", _("Rows of the API")
    FEED = "feed", _("Entries of feeds")
    ALERT = "alert", _("Notices to people")


class Change(models.TextChoices):
    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    GONE = "gone", _("gone")


class Shown(NamedTuple):
    """One thing that the public can reach, as a door shows it now.

    `name` says in which line it is told, `label` which of that line it is, `count` for
    how many it stands. It is one and the same before and after by its `addresses`, one
    in each language, and its label; it has changed when its `state` is another one.
    `is_gone` where the address tells no more than that something stood there.
    """

    kind: Kind
    name: str
    addresses: tuple[str, ...]
    state: object = None
    label: str = ""
    count: int = 1
    is_gone: bool = False

    @property
    def key(self) -> tuple:
        return self.kind, self.addresses, self.label


class Consequence(NamedTuple):
    """A line of what is foreseen: things of one name that change in one way."""

    kind: Kind
    change: Change
    name: str
    things: list[Shown]

    @property
    def count(self) -> int:
        return sum(thing.count for thing in self.things)

    @property
    def address(self) -> str:
        """In the first language, of the first thing; "" where it has none."""
        return next(iter(self.things[0].addresses), "")

    @property
    def has_others(self) -> bool:
        """Whether one address does not lead to all of them."""
        return len({thing.addresses for thing in self.things}) > 1

    @property
    def labels(self) -> str:
        """Which of them; of many the first and the last."""
        told = list(dict.fromkeys(thing.label for thing in self.things if thing.label))
        return f"{told[0]} … {told[-1]}" if len(told) > MANY else ", ".join(told)


Teller = Callable[[], Iterable[Consequence]]
# Called before the act; what it returns, after it, in the same transaction.
Look = Callable[[Report], Teller]
LOOKS: list[Look] = []


def look(taken: Look) -> None:
    """Have `taken` asked about each act that is foreseen.

    Called once for each, in AppConfig.ready().
    """
    LOOKS.append(taken)


def compare(shown: Callable[[Report], Iterable[Shown]]) -> None:
    """Have all that `shown` gives of a report compared before and after an act."""

    def taken(report: Report) -> Teller:
        before = list(shown(report))
        return lambda: differences(before, list(shown(report)))

    look(taken)


def foreseen(
    report: Report,
    verb: str,
    *,
    by: User | System,
    at: datetime | None = None,
    **given: object,
) -> list[Consequence]:
    """What the act would change, with what it is `given`; nothing of it remains.

    Raises Refusal as the act itself does. Of a publication that is scheduled it tells
    what will change at that moment, if nothing else happens until then.
    """
    with transaction.atomic():
        row = lifecycle.locked(Report).get(pk=report.pk)
        # Nobody else publishes between the two looks.
        register.locked_head(Chain.PUBLIC)
        tellers = [taken(row) for taken in LOOKS]
        with telling.overheard() as notices:
            carry_out(row, verb, by=by, at=at, **given)
        found = [told for teller in tellers for told in teller()]
        transaction.set_rollback(True)
    return found + in_lines(map(alert, notices), Change.NEW)


def carry_out(row: Report, verb: str, **given: object) -> None:
    getattr(row, verb)(**given)
    if verb == "schedule":
        moment = row.scheduled_for
        scheduling.publish_locked(row.pk, moment, moment)


def alert(notice: Notice) -> Shown:
    name = str(sources.KINDS[notice.kind])
    return Shown(Kind.ALERT, name, (), label=str(notice.person))


def differences(before: Iterable[Shown], after: Iterable[Shown]) -> list[Consequence]:
    old = {thing.key: thing for thing in before}
    new = {thing.key: thing for thing in after}
    pairs = [(old.get(key), new.get(key)) for key in {**new, **old}]
    changes = [(change_of(*pair), pair[1] or pair[0]) for pair in pairs]
    return [
        told
        for change in Change
        for told in in_lines((thing for its, thing in changes if its == change), change)
    ]


def change_of(old: Shown | None, new: Shown | None) -> Change | None:
    """None where nobody notices anything."""
    was, stands = (each is not None and not each.is_gone for each in (old, new))
    if was != stands:
        return Change.NEW if stands else Change.GONE
    # What is gone already may still tell something else.
    return Change.CHANGED if old and new and old.state != new.state else None


def in_lines(things: Iterable[Shown], change: Change) -> list[Consequence]:
    lines: dict[tuple, Consequence] = {}
    for thing in things:
        line = Consequence(thing.kind, change, thing.name, [])
        lines.setdefault((thing.kind, thing.name), line).things.append(thing)
    return list(lines.values())
