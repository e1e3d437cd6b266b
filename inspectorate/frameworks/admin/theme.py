from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from inspectorate.frameworks.models import Theme
from inspectorate.history.admin.recorded import RecordedAdmin


@admin.register(Theme)
class ThemeAdmin(RecordedAdmin):
    list_display = ["name_en", "name_cy", "framework", "stands_for", "code"]
    list_filter = [("framework", admin.RelatedOnlyFieldListFilter)]
    ordering = [models.F("framework").asc(nulls_first=True), "order", "code"]
    search_fields = ["name_en", "name_cy", "code", "framework__code"]
    autocomplete_fields = ["framework", "stands_for"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "Themes of the stable vocabulary outlive every framework. A theme "
                    "of a framework says which of them it stands for, so that "
                    "findings can be compared over the years."
                ),
                "fields": [
                    "framework",
                    "stands_for",
                    ("code", "order"),
                    ("name_en", "name_cy"),
                ],
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("framework", "stands_for")

    def choice_label(self, theme: Theme) -> str:
        return f"{theme} – {theme.framework.code}" if theme.framework else str(theme)
