"""By what the list of recommendations, and a file of it, can be narrowed."""

from collections.abc import Callable
from datetime import date
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.frameworks.models import Theme
from inspectorate.public.choices import Choices, Label, labelled, told_apart
from inspectorate.public.listing import PublicFilter, choice, published_in
from inspectorate.public.words import OrderFilter, WordsFilter
from inspectorate.reports.models import Edition, PublishedRecommendation
from inspectorate.reports.models.published_rows import (
    PublishedQuerySet,
    PublishedRecommendationQuerySet,
)
from recommendations.models import Recommendation

BY_DUE_DATE = "due"


class State(models.TextChoices):
    """The lifecycle, and what is worked out from it and from the day."""

    OPEN = "open", _("Open")
    OVERDUE = "overdue", _("Overdue")
    DUE_SOON = "due-soon", _("Due within 30 days")
    AWAITING = "awaiting-verification", _("Awaiting verification")
    CLOSED = "closed", _("Closed")

    def among(
        self, queryset: PublishedRecommendationQuerySet, today: date
    ) -> PublishedRecommendationQuerySet:
        """The recommendations of `queryset` that are in this state on a day."""
        match self:
            case State.OVERDUE:
                return queryset.overdue(today)
            case State.DUE_SOON:
                return queryset.due_soon(today)
            case State.AWAITING:
                awaiting = Recommendation.objects.awaiting_verification(today)
                return queryset.filter(recommendation__in=awaiting)
        return queryset.filter(recommendation__lifecycle=self.value)


class RecommendationFilter(PublicFilter):
    keyword = WordsFilter(
        _("Words of the recommendation"), fields=("text_en", "text_cy", "reference")
    )
    authority = choice(_("Authority"), field_name="edition__authorities__slug")
    report = choice(_("Report"), field_name="edition__report__slug")
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
    repeated = choice(
        _("Asked before"),
        choices=[
            ("yes", _("Repeats an earlier recommendation")),
            ("no", _("Repeats none that is recorded")),
        ],
        method="is_repeated",
    )
    sort = OrderFilter(_("Order"), orders=[BY_DUE_DATE])

    class Meta:
        model = PublishedRecommendation
        fields = ()

    def choices(self) -> dict[str, Callable[[], Choices]]:
        return super().choices() | {"theme": themes, "report": self.reports}

    def reports(self) -> Choices:
        """Those of the chosen authority: of all there would be too many to choose
        from. The one that is asked for is known by itself.
        """
        ways = {"authority": "authorities__slug", "report": "report__slug"}
        asked = [
            Q(**{way: self.data[name]})
            for name, way in ways.items()
            if self.data.get(name)
        ]
        if not asked or "\0" in "".join(self.data.values()):
            return []
        found = Edition.objects.published().current().filter(reduce(or_, asked))
        found = found.defer("document").select_related("report").distinct()
        found = found.order_by("-sorted_on", "-pk")
        return told_apart([(each.report.slug, Label.of(each.title)) for each in found])

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
        return State(state).among(queryset, timezone.localdate())

    def is_repeated(
        self, queryset: PublishedQuerySet, name: str, value: str
    ) -> PublishedQuerySet:
        """As published: a draft may say otherwise by now."""
        return queryset.filter(repeat_of__isnull=value == "no")


def themes() -> Choices:
    links = PublishedRecommendation.themes.through.objects.filter(
        published__in=PublishedRecommendation.objects.published().current()
    )
    found = models.Q(pk__in=links.values("theme")) | models.Q(
        pk__in=links.values("theme__stands_for")
    )
    return labelled(Theme.objects.vocabulary().filter(found), "code")
