"""How authorities were judged in one area of one framework: by name, never by rank."""

from collections import Counter
from itertools import groupby
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import get_language
from django.views.generic import DetailView, ListView

from authorities.models import Authority
from inspectorate.frameworks.models import Framework, JudgementArea, ScalePoint
from inspectorate.reports.models import PublishedJudgement


class Offered(NamedTuple):
    framework: Framework
    areas: list[JudgementArea]


def offered() -> list[Offered]:
    """The frameworks by which something is published, each with the areas that are
    judged there.
    """
    areas = judged_areas().select_related("framework", "framework__body")
    ordered = areas.order_by("framework__family", "-framework__code", "order", "pk")
    grouped = groupby(ordered, key=lambda area: area.framework)
    return [Offered(framework, list(its)) for framework, its in grouped]


def offers() -> dict:
    return {"object_list": offered()}


def judged_areas() -> QuerySet[JudgementArea]:
    judged = PublishedJudgement.objects.published().current()
    return JudgementArea.objects.filter(Exists(judged.filter(area=OuterRef("pk"))))


class Newest(NamedTuple):
    """How an authority was judged last in the area, among all that is published."""

    authority: Authority
    judgement: PublishedJudgement


class Grade(NamedTuple):
    """`point` None counts those that were not judged."""

    point: ScalePoint | None
    count: int


def newest_in(area: JudgementArea) -> list[Newest]:
    """One for each authority, by its name in the page's language."""
    judged = PublishedJudgement.objects.published().current().filter(area=area)
    judged = (
        judged.select_related("edition__report", "point")
        .defer("edition__document")
        .prefetch_related("edition__authorities")
        .order_by("-edition__sorted_on", "-edition__pk")
    )
    found: dict[Authority, PublishedJudgement] = {}
    for judgement in judged:
        for authority in judgement.edition.authorities.all():
            found.setdefault(authority, judgement)
    rows = [Newest(*each) for each in found.items()]
    return sorted(rows, key=lambda row: name_of(row.authority))


def name_of(authority: Authority) -> tuple[str, str]:
    return authority.name.in_language(get_language()).text.casefold(), authority.slug


def counted(rows: list[Newest], area: JudgementArea) -> list[Grade]:
    """Every grade of the scale, the best first, also one that nobody has."""
    counts = Counter(row.judgement.point_id for row in rows)
    points = ScalePoint.objects.filter(scale=area.scale_id).order_by("order")
    grades = [Grade(point, counts.pop(point.pk, 0)) for point in points]
    return [*grades, Grade(None, counts[None])] if counts[None] else grades


def comparison(area: JudgementArea) -> dict:
    """What public/compare_area_body.html shows, which needs no request."""
    rows = newest_in(area)
    return {"area": area, "rows": rows, "grades": counted(rows, area)}


class Areas(ListView):
    """Where to choose an area: plain links, which a copy of the site has too."""

    template_name = "public/compare_areas.html"

    def get_queryset(self) -> list[Offered]:
        return offered()


class AreaPage(DetailView):
    template_name = "public/compare_area.html"
    slug_url_kwarg, slug_field = "area", "code"

    def get_queryset(self) -> QuerySet[JudgementArea]:
        areas = judged_areas().filter(framework__code=self.kwargs["framework"])
        return areas.select_related("framework__body")

    def get_context_data(self, **kwargs: object) -> dict:
        return super().get_context_data(**comparison(self.object), **kwargs)
