from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from inspectorate.history.admin.append_only import AppendOnlyAdmin
from inspectorate.reports.models import Withdrawal


@admin.register(Withdrawal)
class WithdrawalAdmin(AppendOnlyAdmin):
    list_display = ["edition", "entered_at", "withdrawn_by"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "An edition that the public reads no longer. Its address tells "
                    "the reason for ever."
                ),
                "fields": [
                    "edition",
                    ("reason_en", "reason_cy"),
                    ("entered_at", "withdrawn_by"),
                ],
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        rows = super().get_queryset(request).select_related("edition")
        return rows.defer("edition__document")
