"""What entries tell, column by column."""

from collections.abc import Iterable, Iterator, Set
from typing import NamedTuple

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from inspectorate.history.models import CREATED, DELETED, Entry
from inspectorate.history.words import (
    NOTHING,
    Words,
    column_name,
    is_number_of_row,
    model_of,
)

READ_ALL = "history.view_entry"
CONCEALED = _("(not for you to read)")


class Change(NamedTuple):
    label: str
    before: str
    after: str

    @property
    def held(self) -> str:
        """The value of a row that was made, or went."""
        return self.before if self.after == NOTHING else self.after


class Told(NamedTuple):
    """An entry with what a page says of it; `kind` is "" where the row itself changed.

    `is_whole` is set where the changes are all that a row held, not what differs.
    """

    entry: Entry
    kind: str
    changes: list[Change]
    is_whole: bool


def concealed(subject_type: str, subject_id: str, user: models.Model) -> set[str]:
    """The columns of a row that its model does not tell `user`: who reads history
    need not read everything.
    """
    model = model_of(subject_type)
    rule = getattr(model, "concealed_from", None)
    return rule(user, subject_id) if rule else set()


def words_of(entries: Iterable[Entry]) -> Words:
    return Words(
        (model_of(entry.subject_type), state)
        for entry in entries
        for state in (entry.before, entry.after)
    )


def changes_of(entry: Entry, words: Words, hidden: Set[str]) -> list[Change]:
    """What an entry tells, without columns that were empty and stayed so; of `hidden`
    ones only that they changed.
    """
    model = model_of(entry.subject_type)

    def told(column: str, state: dict) -> str:
        value = words.value(model, column, state.get(column))
        return str(CONCEALED) if column in hidden and value != NOTHING else value

    changes = (
        Change(
            column_name(model, column),
            told(column, entry.before),
            told(column, entry.after),
        )
        for column in in_order(model, {**entry.before, **entry.after})
        if not is_number_of_row(model, column)
    )
    return [each for each in changes if (each.before, each.after) != (NOTHING, NOTHING)]


def in_order(model: type[models.Model] | None, columns: Iterable[str]) -> list[str]:
    """As the model has them: PostgreSQL keeps JSON in an order of its own."""
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many] if model else []
    places = {field.attname: place for place, field in enumerate(fields)}
    return sorted(columns, key=lambda column: places.get(column, len(places)))


def told(entries: Iterable[Entry], label: str, reader: models.Model) -> Iterator[Told]:
    words = words_of(entries)
    rows = {(entry.subject_type, entry.subject_id) for entry in entries}
    hidden = {row: concealed(*row, reader) for row in rows}
    for entry in entries:
        model = model_of(entry.subject_type)
        is_part = model is not None and entry.subject_type != label
        kind = capfirst(model._meta.verbose_name) if is_part else ""
        is_whole = entry.act in (CREATED, DELETED)
        closed = hidden[entry.subject_type, entry.subject_id]
        yield Told(entry, kind, changes_of(entry, words, closed), is_whole)
