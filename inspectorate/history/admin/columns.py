"""The columns of a list of the admin, as a file has them."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from typing import NamedTuple

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets, label_for_field, lookup_field
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db import models
from django.db.models.options import Options
from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _


class Column(NamedTuple):
    label: str
    value: Callable[[models.Model], object]


def columns_of(shown_by: admin.ModelAdmin, request: HttpRequest) -> list[Column]:
    """Those that the list shows, then the texts that the page of a row shows.

    What the list does not load, because it is long, is no text to read.
    """
    put_off, _is_put_off = shown_by.get_queryset(request).query.deferred_loading
    listed = list(shown_by.get_list_display(request))
    on_page = flatten_fieldsets(shown_by.get_fieldsets(request))
    texts = [
        field.name
        for field in shown_by.opts.concrete_fields
        if is_text(field) and field.name in on_page
        if field.name not in {*listed, *put_off}
    ]
    return [
        Column(label(name, shown_by), reader(name, shown_by))
        for name in [*listed, *texts]
    ]


def is_text(field: models.Field) -> bool:
    """A long text, or one in two languages."""
    in_two = isinstance(field, models.CharField) and field.name[-3:] in ("_en", "_cy")
    return isinstance(field, models.TextField) or in_two


def label(name: str | Callable, shown_by: admin.ModelAdmin) -> str:
    return capfirst(str(label_for_field(name, shown_by.model, shown_by)))


def reader(
    name: str | Callable, shown_by: admin.ModelAdmin
) -> Callable[[models.Model], object]:
    choices = choices_of(name, shown_by.opts)

    def read(row: models.Model) -> object:
        try:
            _field, _attribute, value = lookup_field(name, row, shown_by)
        except ObjectDoesNotExist:
            return ""
        return cell_of(choices.get(value, value) if choices else value)

    return read


def choices_of(name: str | Callable, opts: Options) -> dict[object, object]:
    try:
        return dict(getattr(opts.get_field(name), "flatchoices", None) or [])
    except FieldDoesNotExist:
        return {}


def cell_of(value: object) -> object:
    """Numbers and dates as they are, all else in words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return localtime(value).replace(tzinfo=None) if is_aware(value) else value
    if isinstance(value, int | float | Decimal | date):
        return value
    if isinstance(value, SafeString):
        return unescape(strip_tags(value)).strip()
    return str(value)
