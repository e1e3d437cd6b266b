"""History in words: labels for columns, names and choices for codes, acts as said."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import formats
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_noop

NOTHING = "–"
MOVED = "moved to "
# Stored in English, as the program names them; here for the catalogue.
ACTS = [
    gettext_noop("created"),
    gettext_noop("changed"),
    gettext_noop("deleted"),
    gettext_noop("exported"),
    gettext_noop("moved"),
    gettext_noop("added file"),
    gettext_noop("read file"),
    gettext_noop("removed files without a record"),
    gettext_noop("placed"),
    gettext_noop("taken out"),
    gettext_noop("numbered"),
    gettext_noop("assurance taken"),
    gettext_noop("answered"),
    gettext_noop("progress reported"),
    gettext_noop("verified"),
    gettext_noop("closed"),
    gettext_noop("resolved"),
    gettext_noop("reopened"),
    gettext_noop("identities cleared"),
    gettext_noop("no concern decided"),
    gettext_noop("former editions withdrawn"),
    gettext_noop("publication held up"),
    gettext_noop("early reading closed"),
    gettext_noop("translation confirmed"),
    gettext_noop("extended"),
    gettext_noop("told the authority"),
    gettext_noop("read draft"),
    gettext_noop("invitation used"),
    gettext_noop("link officer ended"),
    gettext_noop("took out file"),
    gettext_noop("returned"),
    gettext_noop("no response"),
    gettext_noop("decided"),
    gettext_noop("decision confirmed"),
    gettext_noop("decision opened again"),
    gettext_noop("put in the forward programme"),
    gettext_noop("forward programme changed"),
    gettext_noop("forward programme says postponed"),
    gettext_noop("forward programme says cancelled"),
    gettext_noop("taken out of the forward programme"),
    gettext_noop("released"),
    gettext_noop("forms not made"),
    gettext_noop("name removed"),
    gettext_noop("name changed"),
    gettext_noop("announced a decision"),
    gettext_noop("recorded a step"),
    gettext_noop("recorded a statement"),
    gettext_noop("recorded a duty"),
    gettext_noop("decided to raise"),
    gettext_noop("decided to place"),
    gettext_noop("decided to retain"),
    gettext_noop("decided to refer"),
    gettext_noop("decided to de escalate"),
    gettext_noop("decided to lift"),
    gettext_noop("decided to correct"),
    gettext_noop("decided to establish"),
    gettext_noop("decided to continue"),
    gettext_noop("decided to refocus"),
    gettext_noop("decided to stand down"),
    gettext_noop("password set"),
    gettext_noop("changed the password"),
    gettext_noop("added a second factor"),
    gettext_noop("removed a second factor"),
    gettext_noop("renewed a second factor"),
    gettext_noop("issued a token"),
    gettext_noop("revoked a token"),
    gettext_noop("published"),
    gettext_noop("discarded"),
]
Model = type[models.Model]


def model_of(label: str) -> Model | None:
    """None for a kind of record that the program no longer has."""
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def field_of(model: Model | None, column: str) -> models.Field | None:
    try:
        return model._meta.get_field(column) if model else None
    except FieldDoesNotExist:
        return None


def column_name(model: Model | None, column: str) -> str:
    column_field = field_of(model, column)
    return capfirst(column_field.verbose_name) if column_field else column


def is_number_of_row(model: Model | None, column: str) -> bool:
    """It tells a reader nothing that the row's name does not."""
    column_field = field_of(model, column)
    return column_field is not None and getattr(column_field, "primary_key", False)


def act_in_words(model: Model | None, act: str) -> str:
    """An act as people say it: the label of a status, not its code."""
    if not act.startswith(MOVED):
        return translated(act.replace("_", " "))
    code = act.removeprefix(MOVED)
    choices = dict(getattr(field_of(model, "status"), "flatchoices", None) or [])
    return _("moved to “%s”") % choices.get(code, code)


class Words:
    """Tells values of the states it was made with; one query for each kind they name.

    A row that is gone, or of which only the number is known, is told by its number.
    """

    def __init__(self, told: Iterable[tuple[Model | None, Mapping]]) -> None:
        wanted = defaultdict(set)
        for model, state in told:
            for column, value in state.items():
                target = target_of(field_of(model, column))
                if target:
                    wanted[target].update(as_list(value))
        self.names = {model: names(model, keys) for model, keys in wanted.items()}

    def value(self, model: Model | None, column: str, value: object) -> str:
        column_field = field_of(model, column)
        if value is None or value == "" or value == []:
            return NOTHING
        target = target_of(column_field)
        if target:
            known = self.names.get(target, {})
            return ", ".join(known.get(str(key), f"{key}") for key in as_list(value))
        return plainly(column_field, value)


def target_of(column: models.Field | None) -> Model | None:
    is_link = isinstance(column, models.ForeignKey | models.ManyToManyField)
    return column.related_model if is_link else None


def as_list(value: object) -> list:
    return value if isinstance(value, list) else [] if value is None else [value]


def names(model: Model, keys: set) -> dict[str, str]:
    """Names by number, with what `__str__` of the model reads along the way."""
    numbers = [key for key in keys if str(key).isdigit()]
    rows = model._base_manager.filter(pk__in=numbers)
    links = [f.name for f in model._meta.concrete_fields if f.many_to_one]
    found = rows.select_related(*links) if links else rows
    return {str(row.pk): str(row) for row in found}


def plainly(column: models.Field | None, value: object) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if not isinstance(value, str | int):
        return json.dumps(value, ensure_ascii=False)
    choices = dict(getattr(column, "flatchoices", None) or [])
    if value in choices:
        return str(choices[value])
    return moment(column, value) or str(value)


def moment(column: models.Field | None, value: object) -> str | None:
    """None for what is no date or time, or a partial date, which is told as written."""
    if isinstance(column, models.DateTimeField) and (then := parse_datetime(value)):
        return formats.date_format(localtime(then), "DATETIME_FORMAT")
    if isinstance(column, models.DateField) and (day := parse_date(value)):
        return formats.date_format(day, "DATE_FORMAT")
    return None
