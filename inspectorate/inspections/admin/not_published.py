from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from inspectorate.history.admin.recorded import RecordedAdmin
from inspectorate.inspections.models import NotPublished


@admin.register(NotPublished)
class NotPublishedAdmin(RecordedAdmin):
    list_display = ["__str__", "reason_en", "reason_cy", "is_in_force"]
    list_select_related = ["service"]
    autocomplete_fields = ["service"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "Reports of this kind, on this service, are issued to the "
                    "authority and never published. What is public already stays so "
                    "until it is withdrawn."
                ),
                "fields": [
                    ("kind", "service"),
                    ("reason_en", "reason_cy"),
                    "is_in_force",
                ],
            },
        )
    ]
