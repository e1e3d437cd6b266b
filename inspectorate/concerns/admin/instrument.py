from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.models import Ground, Instrument
from inspectorate.history.admin.recorded import RecordedAdmin


class GroundInline(admin.StackedInline):
    model = Ground
    extra = 0
    fields = [
        ("order", "code"),
        ("group_en", "group_cy"),
        ("wording_en", "wording_cy"),
    ]


@admin.register(Instrument)
class InstrumentAdmin(RecordedAdmin):
    list_display = ["code", "name_en", "track", "lay_days", "report_days"]
    list_filter = ["track"]
    search_fields = ["code", "name_en", "name_cy"]
    search_help_text = _("The code, or words of the name.")
    inlines = [GroundInline]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "A protocol of the inspectorate or a power of ministers, in one "
                    "version: when it changes, add the new version beside it. What was "
                    "decided keeps the days it was given."
                ),
                "fields": ["code", "track", ("name_en", "name_cy")],
            },
        ),
        (
            _("Clocks"),
            {
                "description": _("Statutory days are calendar days; empty is none."),
                "fields": [
                    ("review_months", "lay_days"),
                    ("report_days", "answer_days"),
                ],
            },
        ),
    ]


@admin.register(Ground)
class GroundAdmin(RecordedAdmin):
    list_display = ["wording_en", "instrument", "group_en", "order"]
    list_select_related = ["instrument"]
    list_filter = ["instrument"]
    search_fields = ["wording_en", "wording_cy", "instrument__code"]
    search_help_text = _("Words of the ground, or the code of its protocol.")
    autocomplete_fields = ["instrument"]
    fields = [
        "instrument",
        ("order", "code"),
        ("group_en", "group_cy"),
        ("wording_en", "wording_cy"),
    ]
