"""What a cell says: a figure, a period, a day, an authority. What is none of it is
answered by a sentence that tells the cure.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import override

from authorities.models import Authority
from inspectorate.measures.models.checked import Status
from inspectorate.measures.models.measure import MOST_DECIMALS
from inspectorate.spreadsheets import Unreadable

# The symbols of published statistics.
SYMBOLS = {
    "c": Status.SUPPRESSED,
    "[c]": Status.SUPPRESSED,
    ":": Status.NOT_AVAILABLE,
}
NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
LARGEST = Decimal(10) ** 12
YEARS = re.compile(r"(\d{4})\s*[-–/]\s*(\d{2}|\d{4})", re.ASCII)
WALES = {"wales", "cymru", "w92000004"}
LANGUAGES = ("en", "cy")


class Figure(NamedTuple):
    """`decimals` are those that were written."""

    number: Decimal
    decimals: int


def figure(text: str) -> Figure:
    """A number with a point; thousands may be divided by commas, and % may follow."""
    told = text.strip().removesuffix("%").strip().replace("−", "-")
    if not NUMBER.fullmatch(told):
        msg = _(
            "“%s” is no number: write digits with a point for decimals (88.9), c where "
            "the figure is suppressed, or : where it is not available. A formula is "
            "not worked out: paste its value."
        )
        raise Unreadable(msg % text[:40])
    number = Decimal(told.replace(",", ""))
    decimals = max(-number.as_tuple().exponent, 0)
    if decimals > MOST_DECIMALS:
        msg = _("“%(text)s” has more than %(most)s decimals: round it as published.")
        raise Unreadable(msg % {"text": text[:40], "most": MOST_DECIMALS})
    if abs(number) >= LARGEST:
        raise Unreadable(_("“%s” is too large to be a figure.") % text[:40])
    return Figure(number, decimals)


def day(text: str) -> date:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    msg = _("“%s” is no date of the calendar: write it as 2026-03-02 or 02/03/2026.")
    raise Unreadable(msg % text[:40])


def period(text: str) -> tuple[date, date]:
    """A year from April to March, such as 2016-17, or one day."""
    if found := YEARS.fullmatch(text.strip()):
        year, following = int(found[1]), found[2]
        if str(year + 1).endswith(following) and 1900 < year < 2200:
            return date(year, 4, 1), date(year + 1, 3, 31)
    try:
        only = day(text)
    except Unreadable as fault:
        msg = _(
            "“%s” is no period: write 2016-17 for a year from April to March, one day "
            "such as 2018-03-31, or use columns for its first and last day."
        )
        raise Unreadable(msg % text[:40]) from fault
    return only, only


def status(text: str) -> Status:
    """By its code or its name in either language."""
    wanted = text.strip().casefold()
    for choice in Status:
        if wanted in names_of(choice):
            return choice
    msg = _("“%(text)s” is none of: %(known)s.")
    known = ", ".join(str(label) for label in Status.labels)
    raise Unreadable(msg % {"text": text[:40], "known": known})


def names_of(choice: Status) -> set[str]:
    found = {choice.value, choice.value.replace("_", " ")}
    for language in LANGUAGES:
        with override(language):
            found.add(str(choice.label).casefold())
    return found


class Authorities:
    """All authorities by whatever name or code a file may have for them."""

    def __init__(self, rows: Iterable[Authority]) -> None:
        self.known: dict[str, set[Authority]] = {}
        for row in rows:
            aliases = (alias.text for alias in row.aliases.all())
            names = (*row.name, *row.formal_name, row.slug, row.gss_code, *aliases)
            for name in filter(None, names):
                self.known.setdefault(name.casefold(), set()).add(row)

    def find(self, text: str) -> Authority | None:
        """None for the whole of Wales."""
        wanted = " ".join(text.split()).casefold()
        if wanted in WALES:
            return None
        found = self.known.get(wanted, set())
        if len(found) > 1:
            msg = _("“%s” is the name of several authorities: write the GSS code.")
            raise Unreadable(msg % text[:60])
        if not found:
            msg = _(
                "“%s” is no authority that is known here: write its name in English or "
                "Welsh, its GSS code such as W06000012, or Wales for all of it."
            )
            raise Unreadable(msg % text[:60])
        return next(iter(found))
