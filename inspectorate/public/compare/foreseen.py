"""The comparisons that a report stands in, as an act on it may change them."""

from collections.abc import Iterator
from itertools import product

from django.utils.translation import gettext as _

from authorities.models import Authority
from inspectorate.public.compare import authorities as areas
from inspectorate.public.compare import inspections
from inspectorate.public.shown import addresses, drawn, page
from inspectorate.reports.consequences import Shown
from inspectorate.reports.models import PublishedJudgement, Report


def comparisons(report: Report, authority: Authority) -> Iterator[Shown]:
    """Where two inspections of the authority are chosen, and the report with each of
    the others.
    """
    editions = inspections.reports_on(authority)
    listed = inspections.choices(editions) if len(editions) >= inspections.LEAST else []
    way = addresses("authority-compare", authority.slug)
    name = _("Where two inspections are chosen to compare")
    yield page(name, way, listed, str(authority))
    name = _("Comparisons of two inspections")
    own = [edition for edition in editions if edition.report_id == report.pk]
    for edition, other in product(own, editions):
        if edition.report_id != other.report_id:
            pair = inspections.in_order(other, edition)
            slugs = [each.report.slug for each in pair]
            way = addresses("inspection-comparison", authority.slug, *slugs)
            told = drawn(
                "public/compare_body.html", inspections.comparison, authority, *pair
            )
            yield page(name, way, told, " – ".join(slugs))


def comparisons_of_areas(report: Report) -> Iterator[Shown]:
    """Of all authorities in each area that the report ever judged."""
    told = drawn("public/compare_areas_body.html", areas.offers)
    name = _("Where an area is chosen to compare authorities")
    yield page(name, addresses("compare-list"), told)
    judged = PublishedJudgement.objects.filter(edition__report=report)
    found = areas.judged_areas().filter(pk__in=judged.values("area"))
    for area in found.select_related("framework__body"):
        way = addresses("compare-area", area.framework.code, area.code)
        told = drawn("public/compare_area_body.html", areas.comparison, area)
        yield page(_("Comparisons of authorities"), way, told, str(area))
