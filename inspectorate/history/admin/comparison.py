"""What somebody else has saved beside what was typed, field by field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django import forms
from django.db import models
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from inspectorate.history.admin.drawn import differing, numbers, prints, state_of
from inspectorate.history.models import CREATED, DELETED, Entry
from inspectorate.history.words import Words, column_name

# Entries that are asked who saved a value: the newest of each kind of row.
ASKED = 200


class Value(NamedTuple):
    """A column: what is stored now, and what was typed unless that `is_kept`.

    `raw` is what was typed where it cannot be read; `is_news` what somebody else saved.
    """

    column: str
    theirs: object
    mine: object = None
    raw: str | None = None
    is_news: bool = True
    is_kept: bool = True


@dataclass
class Side:
    """One row, that of the page or of an inline, and what became of it."""

    row: models.Model
    pk: str
    fate: str = ""
    act: str = ""
    is_part: bool = True
    values: list[Value] = field(default_factory=list)


class Line(NamedTuple):
    label: str
    theirs: str
    mine: str | None
    saved: Entry | None


class Group(NamedTuple):
    name: str
    fate: str
    saved: Entry | None
    lines: list[Line]


class Comparison:
    """Making one also lets the forms show theirs where nothing else was typed."""

    def __init__(
        self,
        form: forms.ModelForm,
        stored: dict,
        was: str | None,
        formsets: Iterable[forms.BaseInlineFormSet],
    ) -> None:
        row = form.instance
        values = compared(form, stored, was)
        sides = [Side(row, str(row.pk), is_part=False, values=values)]
        for formset in formsets:
            sides += sides_of(formset)
        self.sides = [each for each in sides if each.values or each.fate]

    @cached_property
    def groups(self) -> list[Group]:
        words, saved = self.words(), entries_about(self.sides)
        return [group(each, words, saved) for each in self.sides]

    def words(self) -> Words:
        return Words(
            (type(each.row), {value.column: shown})
            for each in self.sides
            for value in each.values
            for shown in (value.theirs, value.mine)
        )


def compared(form: forms.ModelForm, stored: dict, was: str | None) -> list[Value]:
    """The columns that differ, or that somebody else has changed."""
    row, pk = form.instance, form.instance.pk
    mine = {**stored, **typed_state(form, stored)}
    news = differing(was, prints(row, stored, pk), stored) if was else set()
    typed = differing(was, prints(row, mine, pk), mine)
    values = []
    for column, theirs in stored.items():
        name = row._meta.get_field(column).name
        raw = raw_of(form, name)
        if raw is not None or (is_open(form, name) and column in typed):
            told = Value(column, theirs, mine[column], raw, column in news, False)
            values += [told] if raw is not None or told.mine != theirs else []
        elif column in news:
            keep_theirs(form, name)
            is_told = row._meta.get_field(column).editable
            values += [Value(column, theirs)] if is_told else []
    return values


def is_open(form: forms.ModelForm, name: str) -> bool:
    return name in form.fields and not form.fields[name].disabled


def typed_state(form: forms.ModelForm, stored: dict) -> dict:
    state = state_of(form.instance)
    given = getattr(form, "cleaned_data", {})
    links = {f.name: f for f in form.instance._meta.many_to_many if f.name in stored}
    return state | {name: numbers(given[name]) for name in links if name in given}


def raw_of(form: forms.ModelForm, name: str) -> str | None:
    """What was typed into a field that refuses it."""
    if name not in form.fields or name not in form.errors:
        return None
    sent = form[name].data
    return ", ".join(sent) if isinstance(sent, list) else str(sent or "")


def keep_theirs(form: forms.ModelForm, name: str) -> None:
    """Show the stored value, which the form began with, and not what was sent."""
    if name in form.fields:
        form.fields[name].bound_data = lambda _data, initial: initial


def sides_of(formset: forms.BaseInlineFormSet) -> Iterator[Side]:
    shown = {str(form.instance.pk): form for form in formset.initial_forms}
    for pk, row in formset.rows.items():
        if pk in shown:
            yield changed_side(formset, shown[pk], pk)
        elif pk not in formset.was:
            state = formset.stored[pk]
            values = [Value(column, state[column]) for column in told_of(row, state)]
            fate = _("Somebody else has added it. It stays.")
            yield Side(row, pk, fate, CREATED, values=values)
    for pk in formset.was:
        if pk not in formset.rows:
            yield lost_side(formset, pk)


def told_of(row: models.Model, state: dict) -> list[str]:
    """The columns that tell what a new row says, without those it was given."""
    return [
        column
        for column, value in state.items()
        if (f := row._meta.get_field(column)).editable
        if not f.primary_key and value not in (None, "", [])
    ]


def changed_side(
    formset: forms.BaseInlineFormSet, form: forms.ModelForm, pk: str
) -> Side:
    if not formset.is_to_go(form):
        was, stored = formset.was.get(pk), formset.stored[pk]
        return Side(formset.rows[pk], pk, values=compared(form, stored, was))
    stored, changed = formset.stored[pk], formset.changed(pk)
    values = [Value(column, stored[column]) for column in stored if column in changed]
    fate = _("You have ticked it to be deleted; somebody else has changed it.")
    return Side(formset.rows[pk], pk, fate if values else "", values=values)


def lost_side(formset: forms.BaseInlineFormSet, pk: str) -> Side:
    fate = _("Somebody else has deleted it. It stays deleted.")
    if pk in formset.regained.values():
        fate = _(
            "Somebody else has deleted it. What you typed there is below as a new row: "
            "remove it to leave it deleted."
        )
    return Side(formset.model(), pk, fate, DELETED)


# Who saved it, and when

Saved = dict[tuple[type[models.Model], str], list[Entry]]


def entries_about(sides: list[Side]) -> Saved:
    """The newest entries about each row, newest first; a query for each kind of row."""
    found: Saved = {}
    for model in {type(each.row) for each in sides}:
        pks = [each.pk for each in sides if type(each.row) is model]
        label = model._meta.label_lower
        entries = Entry.objects.filter(subject_type=label, subject_id__in=pks)
        for entry in entries.order_by("-pk")[:ASKED]:
            found.setdefault((model, entry.subject_id), []).append(entry)
    return found


def group(each: Side, words: Words, saved: Saved) -> Group:
    entries = saved.get((type(each.row), each.pk), [])
    acts = [entry for entry in entries if entry.act == each.act]
    return Group(
        name_of(each, entries) if each.is_part else "",
        each.fate,
        acts[0] if acts else None,
        [line(each, value, words, entries) for value in each.values],
    )


def name_of(each: Side, entries: list[Entry]) -> str:
    """As it is stored: what was typed is already on the row."""
    kind = capfirst(each.row._meta.verbose_name)
    return f"{kind}: {entries[0].subject_name if entries else each.row}"


def line(each: Side, value: Value, words: Words, entries: list[Entry]) -> Line:
    model = type(each.row)
    mine = None
    if not value.is_kept:
        mine = value.raw or words.value(model, value.column, value.mine)
    return Line(
        column_name(model, value.column),
        words.value(model, value.column, value.theirs),
        mine,
        who_saved(value, entries) if value.is_news and not each.act else None,
    )


def who_saved(value: Value, entries: list[Entry]) -> Entry | None:
    """None when no entry tells of what is stored: nobody is blamed by guess."""
    for entry in entries:
        if value.column in entry.after:
            return entry if entry.after[value.column] == value.theirs else None
    return None
