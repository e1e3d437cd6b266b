import re
from collections.abc import Iterator
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    DATE_OF_BIRTH = "date_of_birth", _("a date of birth")
    NHS_NUMBER = "nhs_number", _("an NHS number")
    NI_NUMBER = "ni_number", _("a National Insurance number")
    CASE_ID = "case_id", _("the number of a case or a person")
    EMAIL = "email", _("an e-mail address")
    TELEPHONE = "telephone", _("a telephone number")
    POSTCODE = "postcode", _("a postcode")
    INITIALS = "initials", _("initials with an age or a place")
    SMALL_COUNT = "small_count", _("one to four children or families")
    NAME = "name", _("a name that is not an office-holder's")


class Warned(NamedTuple):
    """A part of a text, from `start` to before `end`, and why a reader should look."""

    kind: Kind
    start: int
    end: int
    words: str


def matched(kind: Kind, pattern: re.Pattern, text: str) -> Iterator[Warned]:
    """What the group `found` of a pattern holds; a match without it tells nothing."""
    for match in pattern.finditer(text):
        if match["found"]:
            yield Warned(kind, *match.span("found"), match["found"])


def one_of(words: str) -> str:
    """A pattern for one of some words, in any letters; `_` is a space in it, and `~` an
    apostrophe.
    """
    written = words.replace("_", r"\s").replace("~", "['’]")
    return rf"(?i:{'|'.join(written.split())})"
