from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from inspectorate.frameworks.models import Scale, ScalePoint
from inspectorate.history.admin.append_only import ReadOnly
from inspectorate.history.admin.export import Exports
from inspectorate.history.admin.recorded import RecordedAdmin


class PointForm(forms.ModelForm):
    """Locks what a used grade says; a text it lacks, in Welsh say, may be added."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if getattr(self.instance, "is_used", False):
            for name, field in self.fields.items():
                field.disabled = bool(getattr(self.instance, name, None))


class PointInline(admin.StackedInline):
    model = ScalePoint
    form = PointForm
    extra = 0
    fields = [
        ("code", "order", "polarity"),
        ("label_en", "label_cy"),
        ("meaning_en", "meaning_cy"),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """With `is_used`: whether any row of any app stands on the point."""
        users = [
            models.Exists(
                link.related_model._base_manager.filter(
                    **{link.field.name: models.OuterRef("pk")}
                )
            )
            for link in ScalePoint._meta.related_objects
        ]
        found = super().get_queryset(request)
        return found.annotate(is_used=models.Q(*users, _connector=models.Q.OR))


@admin.register(Scale)
class ScaleAdmin(RecordedAdmin):
    list_display = ["code", "name_en", "name_cy", "kind"]
    list_filter = ["kind"]
    search_fields = ["code", "name_en", "name_cy"]
    inlines = [PointInline]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "The grades an area can be given, best first. A grade that has "
                    "been given is fixed, but for a text it lacks: where its meaning "
                    "changes, add a scale."
                ),
                "fields": ["code", ("name_en", "name_cy"), "kind"],
            },
        )
    ]


@admin.register(ScalePoint)
class ScalePointAdmin(ReadOnly, Exports):
    """To choose from; points are edited on the page of their scale."""

    search_fields = ["label_en", "label_cy", "scale__name_en", "scale__code"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("scale")

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        return {}

    def choice_label(self, point: ScalePoint) -> str:
        return f"{point} – {point.scale}"
