from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from inspectorate.history.admin.recorded import RecordedAdmin
from inspectorate.inspections.admin.access import OfCase
from inspectorate.lifecycle.name_removal import RemovesNames
from inspectorate.reports.models import Response

PUBLISH = "reports.publish_report"
# What the public has read of a response stays as it was released.
RELEASED = [
    *("report", "role_en", "role_cy", "organisation_en", "organisation_cy"),
    *("name", "text", "language", "said_on"),
]


@admin.register(Response)
class ResponseAdmin(RemovesNames, OfCase, RecordedAdmin):
    case = "report__inspection"
    beyond = PUBLISH
    # What is said of a report is said after it is published.
    outlives = True
    list_display = ["role_en", "name", "report", "language", "said_on", "is_public"]
    list_select_related = ["report"]
    list_filter = ["is_public", "language"]
    search_fields = ["role_en", "role_cy", "name", "report__slug"]
    search_help_text = _("The office, the name, or the report's address name.")
    autocomplete_fields = ["report"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "Only office-holders are named. The office is the record; the name "
                    "is as it was quoted, and may be removed."
                ),
                "fields": [
                    "report",
                    ("role_en", "role_cy"),
                    ("organisation_en", "organisation_cy"),
                    ("name", "removal"),
                ],
            },
        ),
        (
            _("What was said"),
            {"fields": ["text", ("language", "said_on"), "position"]},
        ),
        (
            _("Publication"),
            {
                "description": _(
                    "Released by an act of whoever may publish, never by editing. "
                    "Once it is public its words stay; the name can be removed."
                ),
                "fields": ["is_public", "recorded_from"],
            },
        ),
    ]

    def get_readonly_fields(
        self, request: HttpRequest, obj: Response | None = None
    ) -> list[str]:
        fields = [*super().get_readonly_fields(request, obj), "is_public"]
        return [*fields, *RELEASED] if obj and obj.is_public else fields
