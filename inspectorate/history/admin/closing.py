"""What the admin no longer lets anybody edit: origins, and what is signed off."""

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest

from inspectorate.history.closed import CLOSED, FIXED


class Closing:
    """Makes an admin class one to read where the report of a row is signed off.

    `closed_by` is the way from a row to the status of its report, None where a row is
    never closed; an inline has that of its parent. `fixed` are the fields that only a
    new row is given.
    """

    closed_by: str | None = None
    closed_words = CLOSED
    fixed: tuple[str, ...] = ("recorded_from",)

    def is_closed(self, row: models.Model | None) -> bool:
        if row is None or self.closed_by is None:
            return False
        if LOOKUP_SEP not in self.closed_by:
            return getattr(row, self.closed_by) in FIXED
        rows = type(row)._base_manager.filter(pk=row.pk)
        return rows.filter(**{f"{self.closed_by}__in": FIXED}).exists()

    def is_shut(self, request: HttpRequest, row: models.Model | None) -> bool:
        """Whether it is closed, asked once a request: a page asks for every button."""
        if row is None:
            return False
        known = request.__dict__.setdefault("_closed_rows", {})
        key = (type(row), row.pk, self.closed_by)
        if key not in known:
            known[key] = self.is_closed(row)
        return known[key]

    def has_change_permission(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> bool:
        may = super().has_change_permission(request, obj)
        return may and not self.is_shut(request, obj)

    def has_delete_permission(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> bool:
        may = super().has_delete_permission(request, obj)
        return may and not self.is_shut(request, obj)

    def get_readonly_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> list[str]:
        fields = super().get_readonly_fields(request, obj)
        return [*fields, *self.fixed] if obj else list(fields)

    def get_fieldsets(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> list[tuple]:
        """Say first why nothing can be edited."""
        (name, options), *others = super().get_fieldsets(request, obj)
        if self.is_shut(request, obj):
            options = {**options, "description": self.closed_words}
        return [(name, options), *others]

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: object
    ) -> forms.ModelChoiceField:
        """No row is added to a closed report, nor moved there."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        parent, _sign, way = (self.closed_by or "").partition("__")
        if way and db_field.name == parent:
            field.queryset = field.queryset.exclude(**{f"{way}__in": FIXED})
            field.error_messages["invalid_choice"] = CLOSED
        return field


class ClosingInline(Closing, admin.StackedInline):
    fixed = ()

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Each row with those it leads to, which its form shows."""
        rows = super().get_queryset(request)
        links = self.autocomplete_fields
        return rows.select_related(*links) if links else rows

    def has_add_permission(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> bool:
        may = super().has_add_permission(request, obj)
        return may and not self.is_shut(request, obj)

    def get_fieldsets(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> list[tuple]:
        """The page says why; its inlines need not repeat it."""
        return admin.StackedInline.get_fieldsets(self, request, obj)
