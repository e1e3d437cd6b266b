from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from inspectorate.forms import WholeRowForm
from inspectorate.history.admin.recorded import RecordedAdmin
from inspectorate.measures.models import Equivalence, Measure, MeasureSet

# What readings stand on; held by inspectorate/measures/guards.py as well.
FIXED_IN_USE = ["measure_set", "code", "slug", "per", "direction"]


@admin.register(MeasureSet)
class MeasureSetAdmin(RecordedAdmin):
    list_display = ["code", "name_en", "name_cy", "valid_from", "valid_to"]
    search_fields = ["code", "name_en", "name_cy"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "A generation of measures. Where their definitions change, add a "
                    "set: figures compare within one only."
                ),
                "fields": [
                    ("code", "order"),
                    ("name_en", "name_cy"),
                    ("valid_from", "valid_to"),
                    "least_count",
                    ("source_en", "source_cy"),
                ],
            },
        )
    ]

    def get_readonly_fields(
        self, request: HttpRequest, obj: MeasureSet | None = None
    ) -> list[str]:
        return ["code"] if obj else []


@admin.register(Measure)
class MeasureAdmin(RecordedAdmin):
    form = WholeRowForm
    list_display = ["code", "name_en", "name_cy", "measure_set", "direction"]
    list_select_related = ["measure_set"]
    list_filter = ["measure_set", "direction"]
    search_fields = ["code", "name_en", "name_cy"]
    autocomplete_fields = ["measure_set"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "What is measured, and how it is worked out. Once there are "
                    "readings, set, code, formula factor and direction are fixed: "
                    "where they change, add a measure."
                ),
                "fields": [
                    "measure_set",
                    ("code", "slug", "order"),
                    ("name_en", "name_cy"),
                    ("unit_en", "unit_cy"),
                    ("formula_en", "formula_cy"),
                    ("per", "decimals"),
                    "is_of_people",
                ],
            },
        ),
        (_("What is good"), {"fields": ["direction", ("target_low", "target_high")]}),
    ]

    def get_readonly_fields(
        self, request: HttpRequest, obj: Measure | None = None
    ) -> list[str]:
        return FIXED_IN_USE if obj and obj.readings.exists() else []


@admin.register(Equivalence)
class EquivalenceAdmin(RecordedAdmin):
    form = WholeRowForm
    list_display = ["measure", "earlier"]
    list_select_related = ["measure", "earlier"]
    search_fields = ["measure__code", "earlier__code"]
    search_help_text = _("The code of one of the measures.")
    autocomplete_fields = ["measure", "earlier"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "Says that a measure goes on from one of an earlier set. Its "
                    "figures then stand in one picture, either side of a dotted line; "
                    "they are still not compared."
                ),
                "fields": ["measure", "earlier", ("note_en", "note_cy")],
            },
        )
    ]
