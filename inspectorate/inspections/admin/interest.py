from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from inspectorate.history.admin.recorded import RecordedAdmin
from inspectorate.inspections.models import Interest
from inspectorate.lists import GrowingTable


@admin.register(Interest)
class InterestAdmin(GrowingTable, RecordedAdmin):
    list_display = ["user", "authority", "declared_on", "ends_on"]
    list_select_related = ["user", "authority"]
    search_fields = ["user__name", "authority__name_en", "authority__name_cy"]
    search_help_text = _("The name of a person or of an authority.")
    autocomplete_fields = ["user", "authority"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "While an interest stands, the person joins no team that inspects "
                    "the authority. It is not deleted when it is over: enter its end."
                ),
                "fields": [("user", "authority"), "nature", ("declared_on", "ends_on")],
            },
        )
    ]
