from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from authorities.models import OfficeHolder
from inspectorate.history.admin.recorded import RecordedAdmin
from inspectorate.lifecycle.name_removal import RemovesNames


@admin.register(OfficeHolder)
class OfficeHolderAdmin(RemovesNames, RecordedAdmin):
    list_display = [
        *("authority", "office", "name", "is_acting"),
        *("held_from", "held_to", "stated_on", "is_public"),
    ]
    list_display_links = ["authority", "office"]
    list_select_related = ["authority"]
    list_filter = ["office", "is_public"]
    search_fields = ["authority__name_en", "authority__name_cy", "name"]
    search_help_text = _("The name of an authority or of a person.")
    autocomplete_fields = ["authority"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "Only office-holders are named, as a public source names them. A "
                    "name that is removed is nowhere any more; the row stays."
                ),
                "fields": [
                    ("authority", "office"),
                    ("title_en", "title_cy"),
                    ("name", "removal"),
                    "is_acting",
                ],
            },
        ),
        (
            _("When"),
            {
                "description": _(
                    "As exact as the source: 2015-04-23, 2015-04 or 2015. In some "
                    "offices there is one person at a time: end the term of the former "
                    "one first."
                ),
                "fields": [("held_from", "held_to"), "stated_on"],
            },
        ),
        (_("Source"), {"fields": ["source", "recorded_from", "is_public"]}),
    ]

    def get_readonly_fields(
        self, request: HttpRequest, obj: OfficeHolder | None = None
    ) -> list[str]:
        """A name that was removed is not written again."""
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "name"] if obj and not obj.name else fields
