from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from inspectorate.history.admin.recorded import RecordedAdmin
from inspectorate.inspections.models import Evidence


@admin.register(Evidence)
class EvidenceAdmin(RecordedAdmin):
    list_display = ["reference", "inspection", "kind", "marking", "collected_on"]
    list_select_related = ["inspection"]
    list_filter = ["kind", "marking"]
    search_fields = ["reference", "inspection__reference"]
    search_help_text = _("The reference of the item, or of its inspection.")
    date_hierarchy = "collected_on"
    autocomplete_fields = ["inspection", "collected_by"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "Evidence is never published; the public learns how many items of "
                    "which kind there were. Name no child, family or member of staff."
                ),
                "fields": ["inspection", "reference", ("kind", "marking"), "summary"],
            },
        ),
        (_("Collected"), {"fields": ["collected_on", "collected_by"]}),
    ]

    def choice_label(self, item: Evidence) -> str:
        return f"{item} – {item.inspection}"
