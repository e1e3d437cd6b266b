"""What there is to tell people about: upper layers register it in AppConfig.ready()."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from django.db import models
from django.utils.functional import Promise


class Telling(NamedTuple):
    """What telling.tell() takes."""

    person: models.Model
    kind: str
    key: str
    subject: str | Promise
    body: str | Promise
    link: str
    due_on: date | None = None


# Called on each run with its day. It may tell again what was told before, and should:
# a run that was missed is made up for by the next.
Source = Callable[[date], Iterable[Telling]]

KINDS: dict[str, str | Promise] = {}
# Of these an e-mail goes out at once, whatever a person chose.
ALWAYS_BY_EMAIL: set[str] = set()
SOURCES: list[Source] = []


def register_kind(
    code: str, name: str | Promise, *, always_by_email: bool = False
) -> None:
    """Make a kind of notice known by its code, with its name for people."""
    KINDS[code] = name
    if always_by_email:
        ALWAYS_BY_EMAIL.add(code)


def register(source: Source) -> None:
    """Have every run of ./run manage remind ask this source."""
    SOURCES.append(source)
