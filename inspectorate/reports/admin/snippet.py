from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from inspectorate.history.admin.recorded import RecordedAdmin
from inspectorate.reports.models import Snippet


@admin.register(Snippet)
class SnippetAdmin(RecordedAdmin):
    list_display = ["name", "code", "framework", "is_active"]
    list_select_related = ["framework"]
    list_filter = ["is_active"]
    search_fields = ["code", "title_en", "title_cy", "text_en", "text_cy"]
    search_help_text = _("The code, or words of the title or text.")
    autocomplete_fields = ["framework"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "It is chosen on the drafting screen and copied into the report: "
                    "what is changed here changes no report that has it already."
                ),
                "fields": [
                    ("code", "is_active"),
                    ("title_en", "title_cy"),
                    ("text_en", "text_cy"),
                    "framework",
                ],
            },
        )
    ]

    @admin.display(description=_("title"), ordering="title_en")
    def name(self, snippet: Snippet) -> str:
        return str(snippet)
