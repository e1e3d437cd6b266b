from collections.abc import Iterable

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from inspectorate.history.admin.append_only import AppendOnlyAdmin
from inspectorate.lifecycle.admin import ActsAdmin
from inspectorate.notices.admin.own import MarkRead, OwnNotices
from inspectorate.notices.models import Notice
from inspectorate.notices.sources import KINDS


class KindFilter(admin.SimpleListFilter):
    """Offers what is registered: asking the table would read all of it."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> Iterable[tuple[str, str]]:
        return sorted(KINDS.items(), key=lambda kind: str(kind[1]))

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet
    ) -> models.QuerySet | None:
        return queryset.filter(kind=self.value()) if self.value() in KINDS else None


@admin.register(Notice)
class NoticeAdmin(ActsAdmin, AppendOnlyAdmin):
    """The ledger of all notices; each person's own have a page of their own."""

    change_form_template = "admin/notices/notice/change_form.html"
    list_display = ["created_at", "subject", "person", "kind_name", "status", "sent_at"]
    list_display_links = ["created_at", "subject"]
    list_filter = ["status", KindFilter]
    list_select_related = ["person"]
    search_fields = ["person__name", "person__email"]
    search_help_text = _("The person's name or e-mail address.")
    ordering = ["-created_at", "-pk"]
    fieldsets = [
        (
            None,
            {
                "fields": ["person", "kind_name", "subject", "body", "where", "due_on"],
            },
        ),
        (
            _("Delivery"),
            {
                "description": _(
                    "An e-mail that the mail server refused for good has failed. "
                    "Where the outcome is unknown, the worker or the connection ended "
                    "before the mail server answered: the e-mail may have arrived or "
                    "not, so it is not sent again unless somebody decides so."
                ),
                "fields": [
                    "status",
                    "created_at",
                    "read_at",
                    "attempts",
                    "tried_at",
                    "sent_at",
                    "last_error",
                    "message_id",
                    "key",
                ],
            },
        ),
    ]
    readonly_fields = ["kind_name", "where"]

    def get_urls(self) -> list[URLPattern]:
        pages = [
            ("mine/", OwnNotices, "mine"),
            ("mine/read/", MarkRead, "read_all"),
            ("mine/<int:pk>/read/", MarkRead, "read"),
        ]
        return [
            path(
                route,
                self.admin_site.admin_view(page.as_view(site=self.admin_site)),
                name=f"notices_notice_{name}",
            )
            for route, page, name in pages
        ] + super().get_urls()

    @admin.display(description=_("kind"), ordering="kind")
    def kind_name(self, notice: Notice) -> str:
        return KINDS.get(notice.kind, notice.kind)

    @admin.display(description=_("link"))
    def where(self, notice: Notice) -> SafeString:
        return format_html('<a href="{0}">{0}</a>', notice.link)
