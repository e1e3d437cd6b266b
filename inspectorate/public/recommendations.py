"""The list of recommendations: what was asked, and where each stands."""

from datetime import date
from typing import NamedTuple

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.public.listing import FoundList
from inspectorate.public.recommendation_filter import (
    BY_DUE_DATE,
    RecommendationFilter,
    State,
)
from inspectorate.public.standing import UNCHANGED, standing_of
from inspectorate.reports.models import Edition, PublishedRecommendation
from inspectorate.reports.models.edition import EditionQuerySet
from inspectorate.reports.models.published_rows import PublishedRecommendationQuerySet

# By the rule of is_untold().
UNTOLD = ~Q(edition__recorded_from="") & Q(
    **{f"recommendation__{axis}": value for axis, value in UNCHANGED.items()}
)


class Total(NamedTuple):
    label: str
    count: int


def totals(rows: PublishedRecommendationQuerySet, today: date) -> list[Total]:
    """How many of the rows are in each state, which one may share with others."""
    published = PublishedRecommendation.objects.all()
    among = {
        state.label: Q(pk__in=state.among(published, today).values("pk"))
        for state in State
    }
    among[_("Open, and nothing known of it since")] = UNTOLD
    counts = rows.aggregate(
        **{
            f"total_{place}": Count("pk", filter=q)
            for place, q in enumerate(among.values())
        }
    )
    return [Total(label, counts[f"total_{place}"]) for place, label in enumerate(among)]


class RecommendationList(FoundList):
    """A page is so many reports: recommendations stand under theirs, as printed.

    By due date they stand alone, those without one last.
    """

    queryset = PublishedRecommendation.objects.published().current()
    filterset_class = RecommendationFilter
    template_name = "public/recommendation_list.html"
    page_size = 10
    due_order = ("due_sorted", "edition__register_entry__sequence", "position")
    due_page_size = 50

    @property
    def is_by_due_date(self) -> bool:
        form = self.filterset.form
        return form.is_valid() and form.cleaned_data["sort"] == BY_DUE_DATE

    def to_page(self) -> models.QuerySet:
        if self.is_by_due_date:
            self.order, self.page_size = self.due_order, self.due_page_size
            return self.due_first()
        return self.their_editions()

    def due_first(self) -> PublishedRecommendationQuerySet:
        never = Value(date.max, output_field=models.DateField())
        rows = self.object_list.annotate(due_sorted=Coalesce("due_on", never))
        rows = rows.defer("edition__document").prefetch_related("themes")
        return rows.select_related(
            "recommendation", "edition__report", "edition__register_entry"
        ).prefetch_related("edition__authorities")

    def their_editions(self) -> EditionQuerySet:
        here = self.object_list.filter(edition=OuterRef("pk"))
        editions = Edition.objects.published().current().filter(Exists(here))
        return (
            editions.defer("document")
            .select_related("report", "register_entry")
            .prefetch_related("authorities")
        )

    def get_context_data(self, **kwargs: object) -> dict:
        today = timezone.localdate()
        context = super().get_context_data(**kwargs)
        found = context["page"].rows
        rows = found if self.is_by_due_date else self.rows_of(found)
        for row in rows:
            row.standing = standing_of(row, today)
        return context | {
            "today": today,
            "totals": totals(self.object_list, today),
            "by_due_date": self.is_by_due_date,
        }

    def rows_of(self, editions: list[Edition]) -> list[PublishedRecommendation]:
        """What is found of each edition, which has it as `found`."""
        rows = (
            self.object_list.filter(edition__in=editions)
            .select_related("recommendation")
            .prefetch_related("themes")
            .order_by("position")
        )
        within = {edition.pk: edition for edition in editions}
        for edition in editions:
            edition.found = []
        rows = list(rows)
        for row in rows:
            row.edition = within[row.edition_id]  # already read, for all its rows
            row.edition.found.append(row)
        return rows
