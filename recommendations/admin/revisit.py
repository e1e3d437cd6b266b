from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from inspectorate.forms import WholeRowForm
from inspectorate.history.admin.recorded import RecordedAdmin
from inspectorate.inspections.admin.access import OfCase
from recommendations.models import Revisit


@admin.register(Revisit)
class RevisitAdmin(OfCase, RecordedAdmin):
    closed_by = "inspection__reports__status"
    fixed = ("inspection", "recommendation")
    form = WholeRowForm
    list_display = ["recommendation", "inspection", "is_revisited"]
    list_select_related = ["recommendation", "inspection"]
    search_fields = ["recommendation__reference", "inspection__reference"]
    search_help_text = _("The reference of the recommendation, or of the inspection.")
    autocomplete_fields = ["inspection", "recommendation"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "An open recommendation of an earlier inspection that this one "
                    "goes back to. Carrying forward makes them all at once."
                ),
                "fields": ["inspection", "recommendation", "outcome"],
            },
        )
    ]

    @admin.display(description=_("revisited"), boolean=True)
    def is_revisited(self, revisit: Revisit) -> bool:
        return bool(revisit.outcome)
