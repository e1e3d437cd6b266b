from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from inspectorate.frameworks.models import JudgementArea
from inspectorate.history.admin.recorded import RecordedAdmin
from inspectorate.inspections.admin.access import OfCase
from inspectorate.inspections.admin.returning import ReturnsToCase
from inspectorate.inspections.models import Judgement
from inspectorate.lists import FarRelated

OFF_THE_SCALE = _("This grade is not on the scale of the area.")


@admin.register(Judgement)
class JudgementAdmin(ReturnsToCase, OfCase, RecordedAdmin):
    closed_by = "inspection__reports__status"
    fixed = ("inspection", "recorded_from")
    list_display = ["area", "inspection", "point", "not_judged", "wording_en"]
    list_select_related = ["area", "inspection", "point"]
    list_filter = ["not_judged", ("inspection__framework", FarRelated)]
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

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: object
    ) -> forms.ModelChoiceField:
        """Of an area that is known, only the grades of its scale are offered."""
        area = area_of(request) if db_field.name == "point" else None
        if area is not None:
            kwargs |= {"queryset": area.scale.points.all(), "widget": forms.Select}
            kwargs["error_messages"] = {"invalid_choice": OFF_THE_SCALE}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def area_of(request: HttpRequest) -> JudgementArea | None:
    """That of the judgement on this page, or the one a link to add it names."""
    number = request.resolver_match.kwargs.get("object_id")
    if number is not None:
        found = JudgementArea.objects.filter(judgements=number)
    else:
        asked = request.GET.get("area", "")
        known = asked.isdecimal() and len(asked) < 18
        found = JudgementArea.objects.filter(pk=asked if known else None)
    return found.select_related("scale").first()
