from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from inspectorate.history.admin.append_only import AppendOnlyAdmin
from inspectorate.reports.models import (
    Chain,
    Edition,
    RegisterEntry,
    RegisterHead,
    SigningKey,
)
from inspectorate.reports.models.register import ABOUT


@admin.register(RegisterEntry)
class RegisterEntryAdmin(AppendOnlyAdmin):
    list_display = ["sequence", "chain", "kind", "about", "digest"]
    list_select_related = [
        "edition",
        "formed",
        "withdrawal__edition",
        "key",
    ]
    readonly_fields = ["about"]
    search_fields = ["edition__inspection_reference", "=digest"]
    search_help_text = _("The reference of the inspection, or a whole digest.")
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "One link of a chain. Each digest covers the one before it, so "
                    "that nothing in it can be altered or dropped unseen."
                ),
                "fields": [
                    ("chain", "sequence"),
                    ("kind", "about"),
                    "content",
                    ("previous", "digest"),
                    ("signed_with", "signature"),
                ],
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        rows = super().get_queryset(request).select_related(*self.list_select_related)
        readable = Edition.objects.readable_by(request.user).values("pk")
        is_told = models.Q(edition__in=readable) | models.Q(formed__in=readable)
        rows = rows.filter(models.Q(chain=Chain.PUBLIC) | is_told)
        return rows.defer(
            "edition__document", "formed__document", "withdrawal__edition__document"
        )

    @admin.display(description=_("about"))
    def about(self, entry: RegisterEntry) -> str:
        return str(getattr(entry, ABOUT[entry.kind]))


@admin.register(RegisterHead)
class RegisterHeadAdmin(AppendOnlyAdmin):
    list_display = ["chain", "sequence", "digest", "entered_at"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "The number and digest of the newest link. Publishing moves it."
                ),
                "fields": ["chain", ("sequence", "entered_at"), "digest"],
            },
        )
    ]


@admin.register(SigningKey)
class SigningKeyAdmin(AppendOnlyAdmin):
    list_display = ["code", "public"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "The public half of a key that signs, or once signed, the "
                    "register. The private half is set on the server."
                ),
                "fields": ["code", "public"],
            },
        )
    ]
