"""What is due soon, and overdue: the steps by which people are told of it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from django.db import models
from django.utils.formats import date_format
from django.utils.functional import Promise, lazy
from django.utils.text import format_lazy

from inspectorate.frameworks.deadlines import working_days_after
from inspectorate.frameworks.models import NonWorkingDay
from inspectorate.notices.sources import Telling

# Working days before the day; a step that was missed is made up for by the next run,
# and of several that were missed only the last is told.
STEPS = (0, 3, 10)
OVERDUE = "overdue"

in_words = lazy(date_format, str)


class Words(NamedTuple):
    """A subject and a text, which may name {what} it is about and the {day}."""

    subject: Promise
    body: Promise


class Due(NamedTuple):
    """One thing that is due on a day; `about` names its row, "app.model:17"."""

    kind: str
    about: str
    what: str | Promise
    day: date
    link: str
    soon: Words
    late: Words
    # Calendar days after which an overdue one is told once more; None is never.
    again_after: int | None = None


class Horizon:
    """How far ahead people are told, seen from one day."""

    def __init__(self, on: date) -> None:
        extra = NonWorkingDay.objects.after(on)
        self.on = on
        self.reach = {step: working_days_after(on, step, extra) for step in STEPS}

    @property
    def last(self) -> date:
        """The last day of which anybody is told."""
        return max(self.reach.values())

    def step(self, day: date) -> str | None:
        """The last step that is reached: "overdue", "0", "3", "10"; None before."""
        if day < self.on:
            return OVERDUE
        return next((str(s) for s in STEPS if day <= self.reach[s]), None)

    def tellings(self, due: Due, people: Iterable[models.Model]) -> Iterator[Telling]:
        """What each of these is told of it now."""
        step = self.step(due.day)
        if step is None:
            return
        if step == OVERDUE and due.again_after:
            step = f"{step}:{(self.on - due.day).days // due.again_after}"
        words = due.late if due.day < self.on else due.soon
        named = {"what": due.what, "day": in_words(due.day)}
        for person in people:
            yield Telling(
                person=person,
                kind=due.kind,
                # A new day is a new occasion.
                key=f"{due.about}:{due.day}:{step}",
                subject=format_lazy(words.subject, **named),
                body=format_lazy(words.body, **named),
                link=due.link,
                due_on=due.day,
            )
