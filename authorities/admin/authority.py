from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from authorities.admin.officers import OfficersAdmin
from authorities.models import Alias, Authority
from inspectorate.history.admin.recorded import RecordedAdmin


class AliasInline(admin.StackedInline):
    model = Alias
    extra = 0
    fields = [("kind", "text")]


@admin.register(Authority)
class AuthorityAdmin(OfficersAdmin, RecordedAdmin):
    list_display = ["name_en", "name_cy", "gss_code", "kind", "region_en"]
    list_filter = ["kind"]
    search_fields = ["name_en", "name_cy", "gss_code", "aliases__text"]
    search_help_text = _("A name in either language, a GSS code, or an alias.")
    autocomplete_fields = ["predecessors"]
    inlines = [AliasInline]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "An authority that is renamed or reorganised is a new one; the "
                    "old one is its predecessor, and keeps its inspections."
                ),
                "fields": [
                    ("name_en", "name_cy"),
                    ("formal_name_en", "formal_name_cy"),
                    "locative_cy",
                ],
            },
        ),
        (
            _("Identity"),
            {
                "fields": [
                    "slug",
                    "gss_code",
                    "kind",
                    ("region_en", "region_cy"),
                    "population",
                    "website",
                ]
            },
        ),
        (_("What came before"), {"fields": ["predecessors", "recorded_from"]}),
    ]

    def get_readonly_fields(
        self, request: HttpRequest, obj: Authority | None = None
    ) -> list[str]:
        """The slug stands in public addresses: it is given once."""
        return ["slug"] if obj else []

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Authority | None = None
    ) -> dict[str, list[str]]:
        return {} if obj else {"slug": ["name_en"]}
