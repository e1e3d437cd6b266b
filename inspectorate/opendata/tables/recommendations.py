"""What was asked of authorities, where it stands, and all that was said of that."""

from django.db.models import Case, Exists, F, OuterRef, QuerySet, TextField, Value, When
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority
from inspectorate.opendata.column import both, columns
from inspectorate.opendata.table import Table
from inspectorate.reports.models import PublishedRecommendation
from recommendations.models import (
    Answer,
    Closing,
    PlanLine,
    ProgressUpdate,
    Recommendation,
    Verification,
)
from recommendations.models.fact import Fact

HIDDEN = ("words_en", "words_cy", "role")
HISTORICAL = _(
    "The source of a historical record; empty for one made here. Of a historical one, "
    "awaiting, not_started and not_assessed tell that the source says nothing of it."
)
OF_FACT = [
    ("recommendation", "recommendation__reference"),
    "sequence",
    "day",
    *((name, f"told_{name}", "", name) for name in HIDDEN),
    "on_behalf",
    "recorded_from",
]


def published() -> QuerySet:
    row = PublishedRecommendation.objects.published().current()
    is_public = Exists(row.filter(recommendation=OuterRef("pk")))
    return Recommendation.objects.filter(is_public)


def facts(model: type[Fact]) -> QuerySet:
    """Of those that are published; words and roles where these are public."""
    shown = {
        f"told_{name}": Case(
            When(is_public=True, then=F(name)),
            default=Value(""),
            output_field=TextField(),
        )
        for name in HIDDEN
    }
    return model.objects.filter(recommendation__in=published()).annotate(**shown)


def about(found: QuerySet, authority: Authority) -> QuerySet:
    """By the edition that has the recommendation now, as its list is narrowed."""
    made = PublishedRecommendation.objects.published().current()
    asked = made.filter(
        recommendation=OuterRef("recommendation"), edition__authorities=authority
    )
    return found.filter(Exists(asked))


def of_fact(name: str, title: str, told: str, model: type[Fact], *own: tuple) -> Table:
    return Table(
        name,
        title,
        told,
        rows=lambda: facts(model),
        key=("recommendation", "sequence"),
        about=about,
        columns=columns(model, *OF_FACT, model.AXIS, *own),
    )


TABLES = [
    Table(
        "recommendations",
        _("Recommendations"),
        _("Where each stands, on four axes that are never one status."),
        rows=published,
        key=("recommendation",),
        columns=columns(
            Recommendation,
            ("recommendation", "reference"),
            "acceptance",
            "accepted_on",
            "progress",
            "verification",
            "lifecycle",
            "closed_reason",
            "closed_on",
            ("recorded_from", "recorded_from", HISTORICAL),
        ),
    ),
    of_fact("answers", _("Answers"), _("What the authority answered."), Answer),
    of_fact(
        "progress_updates",
        _("Progress updates"),
        _("What the authority reports; inspectors may not have checked it."),
        ProgressUpdate,
    ),
    of_fact(
        "verifications",
        _("Verifications"),
        _("What inspectors confirmed."),
        Verification,
    ),
    of_fact(
        "closings",
        _("Closings"),
        _("That the inspectorate closed a recommendation, or opened it again."),
        Closing,
        "closed_reason",
    ),
    Table(
        "plan_lines",
        _("Lines of action plans"),
        _("What authorities will do, by the plans that are agreed."),
        rows=lambda: PlanLine.objects.in_force().filter(recommendation__in=published()),
        key=("recommendation", "plan_version", "position"),
        asked=("authority",),
        columns=columns(
            PlanLine,
            ("recommendation", "recommendation__reference"),
            ("authority", "plan__authority__slug"),
            ("plan_version", "plan__version"),
            "position",
            *both("action"),
            "owner_role",
            "due_on",
            *both("measure"),
        ),
    ),
]
