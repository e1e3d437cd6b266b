from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from inspectorate.history.admin.append_only import AppendOnlyAdmin
from inspectorate.inspections.models import ProgrammeEntry


@admin.register(ProgrammeEntry)
class ProgrammeEntryAdmin(AppendOnlyAdmin):
    list_display = ["inspection", "said", "said_at", "window_from", "window_to"]
    list_display_links = ["inspection", "said"]
    list_select_related = ["inspection"]
    ordering = ["-pk"]
    readonly_fields = ["named"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "What the public was told of an inspection. To say something "
                    "else, announce it anew on its case, or take it out of the "
                    "forward programme there."
                ),
                "fields": [
                    ("inspection", "sequence", "said"),
                    ("said_at", "said_by"),
                    ("window_from", "window_to"),
                    "named",
                    ("kind", "service", "publishes"),
                    ("service_title_en", "service_title_cy"),
                    ("note_en", "note_cy"),
                ],
            },
        )
    ]

    @admin.display(description=_("authorities"))
    def named(self, entry: ProgrammeEntry) -> str:
        return ", ".join(str(each) for each in entry.authorities.by_name())
