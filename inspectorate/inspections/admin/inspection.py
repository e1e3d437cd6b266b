from collections.abc import Iterable
from datetime import date

from django.contrib import admin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority
from inspectorate.forms import WholeRowForm
from inspectorate.history.admin.recorded import RecordedAdmin
from inspectorate.inspections.admin.access import Over
from inspectorate.inspections.admin.announcing import Announces
from inspectorate.inspections.admin.assigning import Assigning
from inspectorate.inspections.admin.comparison import Comparison
from inspectorate.inspections.admin.field_log import FieldLog
from inspectorate.inspections.admin.importing import Importing
from inspectorate.inspections.admin.returning import ReturnsToCase
from inspectorate.inspections.admin.team import TeamFormSet, TeamInline
from inspectorate.inspections.admin.triangulation import Triangulated
from inspectorate.inspections.models import Inspection, TeamMember
from inspectorate.inspections.reminders import tell_of_assignment
from inspectorate.lifecycle.admin import ActsAdmin
from inspectorate.lists import GrowingTable

# Of fieldwork; what is older is rare enough to stand together.
EARLIEST = 2000
APART = {
    "earlier": (_("Earlier"), {"sorted_on__lt": date(EARLIEST, 1, 1)}),
    "unknown": (_("Not known"), {"sorted_on": date.max}),
}


class YearFilter(admin.SimpleListFilter):
    title = _("year of fieldwork")
    parameter_name = "year"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> Iterable[tuple[str, str]]:
        """Asks no database: a list of its years would read the whole table."""
        last = timezone.localdate().year + 1
        years = [(year, year) for year in range(last, EARLIEST - 1, -1)]
        return [*years, *((when, word) for when, (word, _range) in APART.items())]

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet
    ) -> models.QuerySet | None:
        when = self.value() or ""
        if when in APART:
            return queryset.filter(**APART[when][1])
        offered = {str(year) for year, _label in self.lookup_choices}
        return queryset.filter(sorted_on__year=when) if when in offered else None


@admin.register(Inspection)
class InspectionAdmin(
    ReturnsToCase,
    Over,
    Assigning,
    Importing,
    FieldLog,
    Comparison,
    Triangulated,
    Announces,
    ActsAdmin,
    GrowingTable,
    RecordedAdmin,
):
    form = WholeRowForm
    list_display = [
        "case_link",
        "authority_names",
        "kind",
        "service",
        "fieldwork_start",
        "status",
    ]
    list_display_links = None  # to the case, which leads to its plan
    list_select_related = ["service"]
    ordering = ["-sorted_on", "-pk"]
    list_filter = [
        "status",
        YearFilter,
        "kind",
        "service",
        "framework",
    ]
    search_fields = ["reference", "authorities__name_en", "authorities__name_cy"]
    search_help_text = _("The reference, or the name of an authority.")
    autocomplete_fields = ["authorities", "service", "framework", "follows"]
    readonly_fields = ["reference", "status", "source_key"]
    inlines = [TeamInline]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "The reference is given when the inspection is first saved. The "
                    "status moves by acts such as “begin fieldwork”, each checked and "
                    "recorded, never by editing."
                ),
                "fields": [
                    ("reference", "status"),
                    "authorities",
                    "kind",
                    "service",
                    ("service_title_en", "service_title_cy"),
                    "framework",
                    "follows",
                    "publishes",
                ],
            },
        ),
        (
            _("Fieldwork"),
            {
                "description": _(
                    "Dates as exact as they are known: 2015-04-23, 2015-04 or 2015, or "
                    "XXXX-02 for a February of no known year."
                ),
                "fields": [
                    "announced",
                    ("fieldwork_start", "fieldwork_end"),
                    ("fieldwork_stated_en", "fieldwork_stated_cy"),
                ],
            },
        ),
        (
            _("Historical record"),
            {
                "classes": ["collapse"],
                "description": _("Empty for an inspection that is done here."),
                "fields": ["recorded_from", ("note_en", "note_cy"), "source_key"],
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        rows = super().get_queryset(request).select_related("service", "framework")
        return rows.annotate(names=Authority.objects.names("inspections"))

    @admin.display(description=_("case"), ordering="reference")
    def case_link(self, inspection: Inspection) -> SafeString:
        address = reverse("admin:case", args=[inspection.reference])
        return format_html('<a href="{}">{}</a>', address, inspection.reference)

    @admin.display(description=_("authorities"))
    def authority_names(self, inspection: Inspection) -> str:
        return inspection.names or ""

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Inspection, inline: TeamInline, prefix: str
    ) -> dict:
        """Offer who plans the case as its lead: off the team they could not edit it."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method == "GET" and obj.pk is None:
            lead = {"user": request.user.pk, "role": TeamMember.Role.LEAD}
            kwargs["initial"] = [lead]
        return kwargs

    def after_act(self, row: Inspection) -> str:
        return reverse("admin:case", args=[row.reference])

    def save_form(
        self, request: HttpRequest, form: ModelForm, change: bool
    ) -> Inspection:
        inspection = super().save_form(request, form, change)
        inspection.chosen_authorities = form.cleaned_data.get("authorities", [])
        return inspection

    def save_model(
        self, request: HttpRequest, obj: Inspection, form: ModelForm, change: bool
    ) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        columns = {field.name for field in Inspection._meta.concrete_fields}
        given = form.cleaned_data
        opened = Inspection.objects.open_case(
            given["authorities"][0],
            by=request.user,
            year=year_of(obj),
            **{name: given[name] for name in given if name in columns},
        )
        # The form goes on with this object: it saves the team and further authorities.
        obj.pk, obj.reference, obj._state = opened.pk, opened.reference, opened._state

    def save_formset(
        self, request: HttpRequest, form: ModelForm, formset: TeamFormSet, change: bool
    ) -> None:
        super().save_formset(request, form, formset, change)
        moved = [row for row, fields in formset.changed_objects if "user" in fields]
        for member in [*formset.new_objects, *moved]:
            tell_of_assignment(member, by=request.user)


def year_of(inspection: Inspection) -> int | None:
    """The year its reference bears; None for a historical one of no known year."""
    if inspection.fieldwork_start or inspection.recorded_from:
        return inspection.fieldwork_start and inspection.fieldwork_start.year
    return timezone.localdate().year
