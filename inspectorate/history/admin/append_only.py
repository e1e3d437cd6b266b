from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from inspectorate.history.admin.export import Exports
from inspectorate.lists import GrowingTable


class ReadOnly:
    """Makes an admin class or an inline one to read: not even a superuser may write."""

    def has_add_permission(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> bool:
        return False


class AppendOnlyAdmin(ReadOnly, GrowingTable, Exports):
    """Shows rows that are permanent once written, and those kept by the system."""


class AppendOnlyInline(ReadOnly, admin.StackedInline):
    extra = 0
    show_change_link = True
    view_on_site = False
