"""A column of a table: where its values come from, and what they mean."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import models
from django.db.models.constants import LOOKUP_SEP
from django.utils.functional import Promise, cached_property
from django.utils.text import capfirst

from inspectorate.fields import PARTIAL_DATE, PartialDateField

Cell = str | int | bool | None


class Kind(NamedTuple):
    """A type as Frictionless Data names it, with what JSON Schema says of it."""

    name: str
    schema: dict


STRING = Kind("string", {"type": "string"})
INTEGER = Kind("integer", {"type": "integer"})
BOOLEAN = Kind("boolean", {"type": "boolean"})
DATE = Kind("date", {"type": "string", "format": "date"})
MOMENT = Kind("datetime", {"type": "string", "format": "date-time"})
# As exact as its source; so no date to Frictionless Data.
STATED_DATE = Kind("string", {"type": "string", "pattern": PARTIAL_DATE.pattern})
# In figures, so that no program rounds it.
NUMBER = Kind("number", {"type": "string"})
# The first that a field is one of.
KINDS = [
    (PartialDateField, STATED_DATE),
    (models.BooleanField, BOOLEAN),
    (models.DateTimeField, MOMENT),
    (models.DateField, DATE),
    (models.DecimalField, NUMBER),
    (models.IntegerField, INTEGER),
    (models.AutoField, INTEGER),
]


class Column:
    """`path` leads from a row of `model` to its value, as values_list() takes it. Where
    that is worked out in the query, `like` leads to a field that holds the same, or
    is such a field, or the kind of what is worked out.

    What it means is told by the field, unless `told` says more; so is whether it may be
    null, unless `missing` says it. An empty text is none in this language or source.
    """

    def __init__(
        self,
        model: type[models.Model],
        name: str,
        path: str,
        told: Promise | str = "",
        like: str | Kind | models.Field = "",
        missing: bool | None = None,
    ) -> None:
        self.model, self.name, self.path, self.own = model, name, path, told
        self.missing = missing
        self.like = like or path

    @cached_property
    def fields(self) -> list[models.Field]:
        """The fields on the way, that of the value last; none where it has none."""
        if isinstance(self.like, Kind):
            return []
        if isinstance(self.like, models.Field):
            return [self.like]
        model, found = self.model, []
        for part in self.like.split(LOOKUP_SEP):
            field = model._meta.pk if part == "pk" else model._meta.get_field(part)
            found.append(field)
            model = field.related_model
        return found

    @property
    def field(self) -> models.Field:
        """What its values are compared as."""
        return self.fields[-1] if self.fields else models.TextField()

    @property
    def kind(self) -> Kind:
        if isinstance(self.like, Kind):
            return self.like
        kinds = (kind for one, kind in KINDS if isinstance(self.fields[-1], one))
        return next(kinds, STRING)

    @property
    def holds_cells(self) -> bool:
        """Whether the database gives its values as they stand in files and answers."""
        return self.kind in (STRING, INTEGER, BOOLEAN)

    @property
    def may_be_missing(self) -> bool:
        """Null; an empty text says that there is none in this language or source."""
        if self.missing is not None:
            return self.missing
        stated = isinstance(self.fields[-1], PartialDateField) if self.fields else False
        return stated or any(getattr(field, "null", False) for field in self.fields)

    @property
    def told(self) -> str:
        """By the help of the field that it leads to, or by its name where that says it
        all; of a code, by the name of what has it.
        """
        if self.own or not self.fields:
            return str(self.own)
        field, named = self.fields[-1], self.fields[-1]
        if field.name == "code" and len(self.fields) > 1:
            named = self.fields[-2]
        return str(getattr(field, "help_text", "") or capfirst(str(named.verbose_name)))

    @property
    def codes(self) -> dict[str, str]:
        """What each of its values means, where there are few that it may have."""
        choices = getattr(self.fields[-1], "flatchoices", None) if self.fields else None
        return {str(code): str(label) for code, label in choices or []}


def columns(
    model: type[models.Model], *named: str | tuple[str, ...]
) -> Iterator[Column]:
    """Each by the name of its field, or as the arguments of Column, the name first."""
    for each in named:
        told = (each, each) if isinstance(each, str) else each
        yield Column(model, *told)


def both(name: str, path: str = "") -> list[tuple[str, str]]:
    """The two columns of a text in both languages."""
    return [(f"{name}_{each}", f"{path or name}_{each}") for each in ("en", "cy")]


def cell(value: object) -> Cell:
    """As it stands in every file and answer; the same from both databases."""
    match value:
        case None | bool() | int() | str():
            return value
        case datetime():
            # Always as long, so that texts and moments have one order.
            moment = value.astimezone(UTC).isoformat(timespec="microseconds")
            return moment.replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case Decimal():
            return format(value.normalize(), "f")
    return str(value)
