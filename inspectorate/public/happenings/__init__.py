"""What has happened that the public may know: the entries of feeds, and what alerts
tell.

It is read from what is published and stored nowhere else, so that what is withdrawn
is told as withdrawn from then on, wherever it is asked for.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority
from inspectorate.fields import Told
from inspectorate.frameworks.models import Theme


class Kind(models.TextChoices):
    REPORT = "report", _("New report")
    CORRECTION = "correction", _("Corrected report")
    WITHDRAWAL = "withdrawal", _("Withdrawn")
    RECOMMENDATION = "recommendation", _("Recommendation: what has changed")
    DECISION = "decision", _("Decision about a serious concern")
    STEP = "step", _("Step of ministers")
    PROGRAMME = "programme", _("Forward programme")


class Sought(NamedTuple):
    """What to look for: the newest `most`, since a moment, or the rows of `keys`.

    Of an authority, or on a theme of the stable vocabulary; else of all.
    """

    authority: Authority | None = None
    theme: Theme | None = None
    since: datetime | None = None
    keys: frozenset[int] | None = None
    most: int | None = None

    def limited(self, rows: models.QuerySet) -> models.QuerySet:
        return rows if self.most is None else rows[: self.most]

    def newest_of(
        self, rows: models.QuerySet, at: str, authorities: str
    ) -> models.QuerySet:
        """Those that are looked for, by the columns that have their moment and whom
        they are about.
        """
        if self.since:
            rows = rows.filter(**{f"{at}__gt": self.since})
        if self.keys is not None:
            rows = rows.filter(pk__in=self.keys)
        if self.authority:
            rows = rows.filter(**{authorities: self.authority})
        return self.limited(rows.order_by(f"-{at}", "-pk"))


class Line(NamedTuple):
    """A label and what stands behind it, in no sentence: names of councils mutate."""

    label: str
    text: str


class Telling(NamedTuple):
    """A happening in the active language; a title may be there in the other one
    alone.
    """

    title: Told
    lines: list[Line]
    author: str
    path: str


class Happening(NamedTuple):
    """`key` is the number of the row it is read from; `name` tells it apart for the
    public, and for ever. What `is_history` was copied in and is news to nobody.
    """

    kind: Kind
    key: int
    name: str
    at: datetime
    first_at: datetime
    authorities: frozenset[int]
    themes: frozenset[int]
    is_history: bool
    tell: Callable[[], Telling]


def newest(found: list[Happening], most: int | None = None) -> list[Happening]:
    """The same order whichever way they were found."""
    return sorted(found, key=lambda each: (each.at, each.name), reverse=True)[:most]


def nameless(kind: str, at: datetime, *told: str) -> str:
    """The name of what has none of its own in public, and whose number would tell how
    many there are: made of what is public of it, and of nothing else.
    """
    of = " ".join([*told, at.isoformat()])
    return f"{kind}/{hashlib.sha256(of.encode()).hexdigest()[:32]}"
