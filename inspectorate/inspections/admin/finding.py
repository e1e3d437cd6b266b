from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from inspectorate.history.admin.recorded import RecordedAdmin
from inspectorate.inspections.admin.access import OfCase
from inspectorate.inspections.admin.finding_form import FindingForm
from inspectorate.inspections.admin.returning import ReturnsToCase
from inspectorate.inspections.models import Evidence, Finding


@admin.register(Finding)
class FindingAdmin(ReturnsToCase, OfCase, RecordedAdmin):
    closed_by = "inspection__reports__status"
    fixed = ("inspection", "recorded_from")
    form = FindingForm
    list_display = ["beginning", "classification", "inspection", "theme", "change"]
    list_filter = ["classification", "change", "immediacy", "is_public"]
    search_fields = ["inspection__reference", "text_en", "text_cy"]
    search_help_text = _("The reference of the inspection, or words of the finding.")
    autocomplete_fields = [
        "inspection",
        "theme",
        "other_themes",
        "evidence",
        "previous",
    ]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "A finding goes to quality assurance with its classification, its "
                    "theme and at least one item of evidence."
                ),
                "fields": [
                    "inspection",
                    ("classification", "position"),
                    "theme",
                    "other_themes",
                    ("text_en", "text_cy"),
                    "evidence",
                ],
            },
        ),
        (
            _("Weight"),
            {
                "description": _(
                    "A finding that is not public stays in the case and is left out "
                    "of the report."
                ),
                "fields": [
                    ("immediacy", "scope"),
                    "legal_reference",
                    "is_public",
                ],
            },
        ),
        (
            _("Compared with last time"),
            {
                "description": _(
                    "Choose the earlier finding, or write what the change is compared "
                    "with where none is recorded."
                ),
                "fields": [
                    "previous",
                    "change",
                    ("compared_with_en", "compared_with_cy"),
                    "change_reason",
                ],
            },
        ),
        (
            _("Historical record"),
            {
                "classes": ["collapse"],
                "description": _("Empty for a finding that is made here."),
                "fields": ["recorded_from"],
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        rows = super().get_queryset(request).shown_to(request.user)
        return rows.select_related("inspection", "theme")

    def get_fieldsets(
        self, request: HttpRequest, obj: Finding | None = None
    ) -> list[tuple]:
        """A finding may be public by now; what it rests on never is."""
        (name, options), *others = super().get_fieldsets(request, obj)
        evidence = self.admin_site.get_model_admin(Evidence)
        if obj and not evidence.may_read_case(request, obj.inspection):
            fields = [each for each in options["fields"] if each != "evidence"]
            options = {**options, "fields": fields}
        return [(name, options), *others]

    @admin.display(description=_("finding"))
    def beginning(self, finding: Finding) -> str:
        return Truncator(str(finding.text)).chars(80)

    def choice_label(self, finding: Finding) -> str:
        return f"{finding} – {finding.inspection}"
