from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from inspectorate.history.admin.append_only import AppendOnlyAdmin
from inspectorate.reports.models import RegisterEntry, RegisterHead


@admin.register(RegisterEntry)
class RegisterEntryAdmin(AppendOnlyAdmin):
    list_display = ["sequence", "edition", "digest"]
    list_select_related = ["edition"]
    search_fields = ["edition__inspection_reference", "=digest"]
    search_help_text = _("The reference of the inspection, or a whole digest.")
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "One link of the chain of editions. Each digest covers the one "
                    "before it, so that no edition can be altered or dropped unseen."
                ),
                "fields": ["sequence", "edition", "previous", "digest"],
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).defer("edition__document")


@admin.register(RegisterHead)
class RegisterHeadAdmin(AppendOnlyAdmin):
    list_display = ["sequence", "digest"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "The number and digest of the newest link. Publishing moves it."
                ),
                "fields": ["sequence", "digest"],
            },
        )
    ]
