from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from inspectorate.history.admin.recorded import RecordedAdmin
from inspectorate.inspections.admin.access import OfCase
from inspectorate.inspections.models import Judgement


@admin.register(Judgement)
class JudgementAdmin(OfCase, RecordedAdmin):
    closed_by = "inspection__reports__status"
    list_display = ["area", "inspection", "point", "not_judged", "wording_en"]
    list_select_related = ["area", "inspection", "point"]
    list_filter = ["not_judged", ("area__framework", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["inspection__reference", "area__name_en", "area__name_cy"]
    search_help_text = _("The reference of the inspection, or the name of the area.")
    autocomplete_fields = ["inspection", "area", "point"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "Each area of the framework is given a grade of its scale, or is "
                    "said not to have been judged."
                ),
                "fields": ["inspection", "area", "point", "not_judged"],
            },
        ),
        (
            _("As it was worded"),
            {
                "description": _(
                    "Where a report says something else than the label of the grade, "
                    "its words stand here, with who took them to mean this grade."
                ),
                "fields": [
                    ("wording_en", "wording_cy"),
                    "mapped_by",
                    ("mapping_note_en", "mapping_note_cy"),
                ],
            },
        ),
        (
            _("Historical record"),
            {
                "classes": ["collapse"],
                "description": _("Empty for a judgement that is made here."),
                "fields": ["recorded_from"],
            },
        ),
    ]
