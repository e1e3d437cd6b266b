from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from inspectorate.frameworks.models import ChecklistItem
from inspectorate.history.admin.recorded import RecordedAdmin


@admin.register(ChecklistItem)
class ChecklistItemAdmin(RecordedAdmin):
    list_display = ["wording_en", "wording_cy", "framework", "order", "code"]
    list_select_related = ["framework"]
    list_filter = [("framework", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["code", "wording_en", "wording_cy"]
    autocomplete_fields = ["framework"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "Quality assurance answers every question before a draft goes to "
                    "the authority. Word each so that “yes” means that all is well."
                ),
                "fields": [
                    ("code", "order"),
                    ("wording_en", "wording_cy"),
                    "framework",
                ],
            },
        )
    ]
