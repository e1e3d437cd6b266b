"""Fields the domain needs everywhere: partial dates and text in two languages."""

import calendar
import contextlib
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils import dates, formats
from django.utils.text import Truncator, format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

PARTIAL_DATE = re.compile(r"(\d{4}|XXXX)(?:-(\d{2})(?:-(\d{2}))?)?")
DAY_AS_WRITTEN = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


@dataclass(frozen=True)
class PartialDate:
    """A date as exact as its source: day, month, year, or a month of no known year.

    Written in the Extended Date/Time Format (ISO 8601-2): "2012-11-19", "2012-11",
    "2012", "XXXX-02".
    """

    year: int | None
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Raise ValueError when `text` is no such date."""
        match = PARTIAL_DATE.fullmatch(text)
        if match is None or text == "XXXX":
            raise ValueError(text)
        year, month, day = match.groups()
        value = cls(
            None if year == "XXXX" else int(year),
            int(month) if month else None,
            int(day) if day else None,
        )
        # A nought is no part of a date, so only None is filled in. 2000 was a leap
        # year: the 29th of a February of no known year may stand.
        filled = zip((value.year, value.month, value.day), (2000, 1, 1), strict=True)
        date(*(least if part is None else part for part, least in filled))
        return value

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        parts = [
            f"{self.year:04}" if self.year else "XXXX",
            f"{self.month:02}" if self.month else "",
            f"{self.day:02}" if self.day else "",
        ]
        return "-".join(part for part in parts if part)

    @property
    def earliest(self) -> date | None:
        """The first day it can mean, None when the year is not known."""
        if self.year is None:
            return None
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date | None:
        """The last day it can mean, None when the year is not known."""
        if self.year is None:
            return None
        month = self.month or 12
        last = calendar.monthrange(self.year, month)[1]
        return date(self.year, month, self.day or last)

    @property
    def in_words(self) -> str:
        """The date for a reader, in the active language and no more exact."""
        if self.day and self.year:
            return formats.date_format(self.earliest, "j F Y")
        if self.year and self.month:
            return formats.date_format(self.earliest, "F Y")
        if self.year:
            return str(self.year)
        return _("%(month)s, year not stated") % {"month": dates.MONTHS[self.month]}


class PartialDateAttribute(DeferredAttribute):
    """Turns what is assigned into a PartialDate; nonsense stays until cleaning."""

    def __set__(self, row: models.Model, value: object) -> None:
        with contextlib.suppress(ValidationError):
            value = self.field.to_python(value)
        row.__dict__[self.field.attname] = value


class PartialDateField(models.CharField):
    """Holds a PartialDate, or None for a date that is not stated (stored as "")."""

    description = _("Date as exact as its source")
    descriptor_class = PartialDateAttribute

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs["max_length"] = 10
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", None)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str, *args: object) -> PartialDate | None:
        return PartialDate.parse(value) if value else None

    def to_python(self, value: PartialDate | date | str | None) -> PartialDate | None:
        if isinstance(value, date):
            return PartialDate.of(value)
        if isinstance(value, PartialDate) or not value:
            return value or None
        try:
            return PartialDate.parse(value.strip())
        except ValueError as error:
            raise ValidationError(
                _(
                    "“%(value)s” is not a date. Write 2015-04-23, 2015-04 or 2015, "
                    "or XXXX-02 for a February of no known year."
                ),
                code="invalid",
                params={"value": Truncator(value).chars(40)},
            ) from error

    def formfield(self, **kwargs: object) -> forms.Field:
        known = {"form_class": PartialDateFormField, "max_length": None}
        if not self.help_text:
            known["help_text"] = _(
                "As exact as it is known: 2015-04-23, 2015-04 or 2015."
            )
        return super().formfield(**{**known, **kwargs})

    def run_validators(self, value: PartialDate | None) -> None:
        # Those of a CharField measure text.
        super().run_validators(str(value or ""))

    def get_prep_value(self, value: PartialDate | date | str | None) -> str:
        return str(self.to_python(value) or "")

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))


class PartialDateFormField(forms.CharField):
    """Refuses nonsense itself, so that a row's own rules only ever see a date. Takes
    days as people here write them, too: 23/4/2015.
    """

    def to_python(self, value: object) -> PartialDate | None:
        text = super().to_python(value)
        if written := DAY_AS_WRITTEN.fullmatch(text):
            day, month, year = written.groups()
            # What is no day is told as it was typed.
            with suppress(ValidationError):
                return PartialDateField().to_python(f"{year}-{month:0>2}-{day:0>2}")
        return PartialDateField().to_python(text)

    def widget_attrs(self, widget: forms.Widget) -> dict:
        return {**super().widget_attrs(widget), "size": "10"}


class Wording(NamedTuple):
    """One text in both languages; either may be empty."""

    en: str
    cy: str

    def __str__(self) -> str:
        return self.in_language(get_language() or "en").text

    def __bool__(self) -> bool:
        return bool(self.en or self.cy)

    def in_language(self, language: str) -> "Told":
        """The text in `language`, or the other one where that is all there is."""
        own, other = (self.cy, "en") if language == "cy" else (self.en, "cy")
        if own:
            return Told(own, language)
        return Told(self.en if other == "en" else self.cy, other)


class Told(NamedTuple):
    """A text and the language it is in."""

    text: str
    language: str


class TwoLanguages:
    """Declares `<name>_en` and `<name>_cy`, and `<name>`, their Wording.

    `name = TwoLanguages(models.CharField, _("name"), max_length=200)`. Both may be
    blank: which languages a text must have is a rule of the framework.
    """

    def __init__(
        self, field: Callable[..., models.Field], label: str, **kwargs: object
    ) -> None:
        # Made here and not later, so that the columns stand where they are declared.
        self.columns = {
            language: field(format_lazy("{} ({})", label, name), blank=True, **kwargs)
            for language, name in (("en", _("English")), ("cy", _("Welsh")))
        }

    def contribute_to_class(self, model: type[models.Model], name: str) -> None:
        self.name = name
        for language, column in self.columns.items():
            model.add_to_class(f"{name}_{language}", column)
        setattr(model, name, self)

    def __get__(
        self, row: models.Model | None, model: type[models.Model] | None = None
    ) -> "Wording | TwoLanguages":
        if row is None:
            return self
        return Wording(getattr(row, f"{self.name}_en"), getattr(row, f"{self.name}_cy"))


class RecordedFrom(models.CharField):
    """The source of a row that records history; empty for work done here.

    Rows with a source are exempt from the rules on completeness.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("verbose_name", _("recorded from"))
        kwargs.setdefault(
            "help_text",
            _("The source of a historical record, such as “Ofsted report, OGL 3.0”."),
        )
        super().__init__(*args, **kwargs)
