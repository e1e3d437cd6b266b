"""What a link to a list of the admin narrows it by, beside the filters to choose from:
the day on which its rows are looked at, and a row of another table.
"""

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

AT = "at"
# Before it nothing is on record, and a day less six months is still in the calendar.
FIRST = date(1900, 1, 1)


def day_of(text: str, today: date) -> date:
    """A day as addresses have it, 2026-03-02. Raises ValidationError where it is none,
    or still to come.
    """
    try:
        day = forms.DateField(input_formats=["%Y-%m-%d"]).clean(text)
    except ValidationError as error:
        raise ValidationError(
            _("Write the day with its year, its month and its day, such as 2026-03-02.")
        ) from error
    if day > today:
        raise ValidationError(
            _("This day is still to come: choose today or a day that is over.")
        )
    if day < FIRST:
        raise ValidationError(_("Choose a day from 1 January 1900 on."))
    return day


class Kinds(Protocol):
    """Choices that know which rows they are true of, be they chosen or counted."""

    choices: list[tuple[str, str]]

    def among(self, rows: models.QuerySet, at: date) -> models.QuerySet: ...


class OnADay(admin.SimpleListFilter):
    """Narrows a list to the rows of which one of `kinds` is true on a day: today, where
    the address names none.
    """

    kinds: type[Kinds]

    def __init__(
        self,
        request: HttpRequest,
        params: dict[str, list[str]],
        model: type[models.Model],
        model_admin: admin.ModelAdmin,
    ) -> None:
        # Of several such filters of a list each takes it.
        params.pop(AT, None)
        today = timezone.localdate()
        asked = request.GET.get(AT, "")
        try:
            self.day = day_of(asked, today) if asked else today
        except ValidationError as error:
            raise IncorrectLookupParameters(error) from error
        self.is_past = self.day < today
        super().__init__(request, params, model, model_admin)
        if self.is_past:
            day = date_format(self.day, "j F Y")
            told = _("%(what)s, as at %(day)s")
            self.title = told % {"what": self.title, "day": day}

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, str]]:
        return self.kinds.choices

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet
    ) -> models.QuerySet | None:
        known = self.value() in self.kinds
        return self.kinds(self.value()).among(queryset, self.day) if known else None

    def choices(self, changelist: ChangeList) -> Iterator[dict]:
        yield from super().choices(changelist)
        if self.is_past:
            yield {
                "selected": False,
                "query_string": changelist.get_query_string({}, [AT]),
                "display": _("As at today instead"),
            }


class Chosen(admin.SimpleListFilter):
    """Narrows a list to what belongs to one thing that a link names, and says which:
    all that there are would be a longer list beside it.
    """

    def name_of(self, code: str) -> str | None:
        """None where there is no such thing."""
        raise NotImplementedError

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, str]]:
        code = self.value()
        if code is None:
            return []
        name = self.name_of(code)
        if name is None:
            raise IncorrectLookupParameters
        return [(code, name)]
