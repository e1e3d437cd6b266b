from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from authorities.admin.narrowing import AuthorityFilter
from inspectorate.history.admin.recorded import RecordedAdmin
from inspectorate.inspections.admin.access import OfCase
from inspectorate.inspections.admin.returning import ReturnsToCase
from inspectorate.inspections.models import Inspection
from inspectorate.lists import leading_to
from inspectorate.narrowing import OnADay
from recommendations.admin.recommendation_form import RecommendationForm
from recommendations.admin.saying import SaysAdmin
from recommendations.models import Recommendation
from recommendations.models.standing import Following
from recommendations.numbering import next_number

# Each axis moves by a recorded act of its own, never by editing.
AXES = [
    "acceptance",
    "acceptance_reason",
    "accepted_on",
    "progress",
    "verification",
    "lifecycle",
    "closed_reason",
    "closed_on",
    "successor",
]


class StandingFilter(OnADay):
    title = _("where it stands")
    parameter_name = "standing"
    kinds = Following


class OfAuthority(AuthorityFilter):
    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet
    ) -> models.QuerySet:
        """By its cases: a join would gather and sort all that they lead to."""
        cases = Inspection.objects.filter(authorities__slug=self.value())
        return queryset.filter(leading_to("inspection", cases))


@admin.register(Recommendation)
class RecommendationAdmin(SaysAdmin, ReturnsToCase, OfCase, RecordedAdmin):
    closed_by = "inspection__reports__status"
    fixed = ("inspection", "reference", "recorded_from")
    form = RecommendationForm
    list_display = [
        "reference",
        "beginning",
        "due_on",
        "progress",
        "verification",
        "lifecycle",
    ]
    list_filter = [
        StandingFilter,
        OfAuthority,
        "lifecycle",
        "acceptance",
        "progress",
        "verification",
        "priority",
        "timescale",
    ]
    search_fields = ["reference", "text_en", "text_cy"]
    search_help_text = _("The reference, or words of the recommendation.")
    readonly_fields = AXES
    autocomplete_fields = ["inspection", "themes", "findings", "repeat_of"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "The reference is public and for ever. The number is the one the "
                    "report prints, and may change until the report is signed off."
                ),
                "fields": [
                    "inspection",
                    "reference",
                    ("number", "position"),
                    ("text_en", "text_cy"),
                    "themes",
                    "findings",
                    "repeat_of",
                ],
            },
        ),
        (
            _("What is asked, of whom and by when"),
            {
                "fields": [
                    "priority",
                    ("timescale", "due_on"),
                    "owner_role",
                    ("evidence_of_completion_en", "evidence_of_completion_cy"),
                ]
            },
        ),
        (
            _("Where it stands"),
            {
                "description": _(
                    "What the authority answered, what it says it has done, what "
                    "inspectors confirmed, and whether the matter is closed. Each "
                    "moves by an act that is recorded, never by editing."
                ),
                "fields": [
                    ("acceptance", "accepted_on"),
                    "acceptance_reason",
                    "progress",
                    "verification",
                    ("lifecycle", "closed_on"),
                    ("closed_reason", "successor"),
                ],
            },
        ),
        (
            _("Historical record"),
            {
                "classes": ["collapse"],
                "description": _("Empty for a recommendation that is made here."),
                "fields": ["recorded_from"],
            },
        ),
    ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, object]:
        """Offer the next number where it is added from a case of theirs."""
        initial = super().get_changeform_initial_data(request)
        mine = Inspection.objects.editable_by(request.user)
        case = mine.filter(pk=initial.get("inspection")).first()
        if case is None:
            return initial
        number = next_number(case)
        reference = f"{case.reference}-R{number}"
        offered = {"reference": reference, "number": f"R{number}", "position": number}
        return {**offered, **initial}

    @admin.display(description=_("text"))
    def beginning(self, recommendation: Recommendation) -> str:
        return Truncator(str(recommendation.text)).chars(80)
