"""The list of recommendations: what was asked, and where each stands."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.frameworks.models import Theme
from inspectorate.public.choices import Choices, Label, told_apart
from inspectorate.public.listing import (
    FoundList,
    PublicFilter,
    choice,
    published_in,
)
from inspectorate.reports.models import Edition, PublishedRecommendation
from inspectorate.reports.models.edition import EditionQuerySet
from inspectorate.reports.models.published import (
    PublishedQuerySet,
    PublishedRecommendationQuerySet,
)
from recommendations.models import Recommendation

AXES = ("acceptance", "progress", "verification", "lifecycle")
UNCHANGED = {axis: Recommendation._meta.get_field(axis).default for axis in AXES}


class State(models.TextChoices):
    """The lifecycle, and what is worked out from it and from the day."""

    OPEN = "open", _("Open")
    OVERDUE = "overdue", _("Overdue")
    DUE_SOON = "due-soon", _("Due within 30 days")
    AWAITING = "awaiting-verification", _("Awaiting verification")
    CLOSED = "closed", _("Closed")

    def among(
        self, queryset: PublishedRecommendationQuerySet
    ) -> PublishedRecommendationQuerySet:
        """The recommendations of `queryset` that are in this state today."""
        today = timezone.localdate()
        match self:
            case State.OVERDUE:
                return queryset.overdue(today)
            case State.DUE_SOON:
                return queryset.due_soon(today)
            case State.AWAITING:
                awaiting = Recommendation.objects.awaiting_verification()
                return queryset.filter(recommendation__in=awaiting)
        return queryset.filter(recommendation__lifecycle=self.value)


class RecommendationFilter(PublicFilter):
    authority = choice(_("Authority"), field_name="edition__authorities__slug")
    service = choice(_("Service"), field_name="edition__service__code")
    theme = choice(_("Theme"), method="on_theme")
    year = choice(_("Year published"), method="in_year")
    acceptance = choice(
        _("Authority's answer"),
        field_name="recommendation__acceptance",
        choices=Recommendation.Acceptance.choices,
    )
    progress = choice(
        _("Progress reported"),
        field_name="recommendation__progress",
        choices=Recommendation.Progress.choices,
    )
    verification = choice(
        _("Confirmed by inspectors"),
        field_name="recommendation__verification",
        choices=Recommendation.Verification.choices,
    )
    state = choice(_("Open or closed"), choices=State.choices, method="in_state")
    priority = choice(
        _("Priority"),
        choices=[(True, _("Priority")), (False, _("Not priority"))],
    )

    class Meta:
        model = PublishedRecommendation
        fields = ()

    def choices(self) -> dict[str, Callable[[], Choices]]:
        return super().choices() | {"theme": themes}

    def on_theme(
        self, queryset: PublishedQuerySet, name: str, code: str
    ) -> PublishedQuerySet:
        """Framework themes count as the stable theme they stand for."""
        themes = Theme.objects.filter(
            models.Q(code=code, framework=None) | models.Q(stands_for__code=code)
        )
        links = PublishedRecommendation.themes.through.objects.filter(
            published=OuterRef("pk"), theme__in=themes
        )
        return queryset.filter(Exists(links))

    def in_year(
        self, queryset: PublishedQuerySet, name: str, year: str
    ) -> PublishedQuerySet:
        return published_in(queryset, year, "edition__")

    def in_state(
        self, queryset: PublishedRecommendationQuerySet, name: str, state: str
    ) -> PublishedRecommendationQuerySet:
        return State(state).among(queryset)


def themes() -> Choices:
    links = PublishedRecommendation.themes.through.objects.filter(
        published__in=PublishedRecommendation.objects.published().current()
    )
    found = models.Q(pk__in=links.values("theme")) | models.Q(
        pk__in=links.values("theme__stands_for")
    )
    rows = Theme.objects.vocabulary().filter(found)
    return told_apart([(theme.code, Label.of(theme.name)) for theme in rows])


class Standing(NamedTuple):
    """What one recommendation's row tells beside its text; words as shown.

    Where `is_untold` nobody knows of the axes: they are not to be shown.
    """

    is_untold: bool
    is_overdue: bool
    acceptance: str
    progress: str
    verification: str


def standing_of(row: PublishedRecommendation, on: date) -> Standing:
    return Standing(
        is_untold=all(is_silent(row, axis) for axis in AXES),
        is_overdue=row.is_overdue(on),
        acceptance=stated(row, "acceptance"),
        progress=stated(row, "progress"),
        verification=stated(row, "verification"),
    )


def is_silent(row: PublishedRecommendation, axis: str) -> bool:
    """Whether nothing is known of an axis: in a historical edition, what nobody has
    entered since is not a fact.
    """
    is_unchanged = getattr(row.recommendation, axis) == UNCHANGED[axis]
    return bool(row.edition.recorded_from) and is_unchanged


def stated(row: PublishedRecommendation, axis: str) -> str:
    if is_silent(row, axis):
        return _("not stated")
    return getattr(row.recommendation, f"get_{axis}_display")()


class RecommendationList(FoundList):
    """A page is so many reports: recommendations stand under theirs, as printed."""

    queryset = PublishedRecommendation.objects.published().current()
    filterset_class = RecommendationFilter
    template_name = "public/recommendation_list.html"
    page_size = 10

    def to_page(self) -> EditionQuerySet:
        here = self.object_list.filter(edition=OuterRef("pk"))
        editions = Edition.objects.published().current().filter(Exists(here))
        return (
            editions.defer("document")
            .select_related("report", "register_entry")
            .prefetch_related("authorities")
        )

    def get_context_data(self, **kwargs: object) -> dict:
        context = super().get_context_data(**kwargs)
        editions = context["page"].rows
        rows = (
            self.object_list.filter(edition__in=editions)
            .select_related("recommendation")
            .prefetch_related("themes")
            .order_by("position")
        )
        today = timezone.localdate()
        within = {edition.pk: edition for edition in editions}
        for edition in editions:
            edition.found = []
        for row in rows:
            row.edition = within[row.edition_id]  # already read, for all its rows
            row.standing = standing_of(row, today)
            row.edition.found.append(row)
        return context
