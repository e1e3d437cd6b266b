"""A text of a draft beside its translation, and whether the two still say the same."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.reports.models.segment import Segment
from inspectorate.reports.texts import plain, print_of

OTHER = {"en": "cy", "cy": "en"}


class State(models.TextChoices):
    UNWRITTEN = "unwritten", _("Not written yet")
    MISSING = "missing", _("Missing")
    STALE = "stale", _("Out of date")
    FRESH = "fresh", _("Up to date")


class Pair(NamedTuple):
    """A segment and the language it is translated into.

    `former` is the source as it was when it was translated, None while the two have
    not come apart.
    """

    segment: Segment
    language: str
    former: str | None

    @property
    def source(self) -> str:
        return getattr(self.segment.wording, OTHER[self.language])

    @property
    def text(self) -> str:
        return getattr(self.segment.wording, self.language)

    @property
    def column(self) -> str:
        return f"{self.segment.name}_{self.language}"

    @property
    def state(self) -> State:
        if not self.source:
            return State.UNWRITTEN
        if not self.text:
            return State.MISSING
        # A source that was changed and changed back says what was translated.
        if self.former is not None and plain(self.former) != plain(self.source):
            return State.STALE
        return State.FRESH

    def print(self) -> str:
        """The digests of both texts, by which it is known whether either has changed
        since a page or a file was made.
        """
        return f"{print_of(self.source)}-{print_of(self.text)}"
