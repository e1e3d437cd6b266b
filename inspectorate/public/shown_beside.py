"""Pages that a report changes beside its own: those of recommendations, its own and
others that hang together with them; the concern register; the glossary.
"""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from inspectorate.concerns.models import Decision
from inspectorate.public.concerns import addresses_of
from inspectorate.public.glossary import scales
from inspectorate.public.recommendation import tell
from inspectorate.public.shown import addresses, page
from inspectorate.reports.consequences import Shown
from inspectorate.reports.models import Edition, Report
from recommendations.models import Recommendation


def shown_beside(report: Report) -> Iterator[Shown]:
    yield from recommendations(report)
    yield page(_("The concern register"), addresses("concern-list"), bases(report))
    grades = [[point.pk for point in scale.points.all()] for scale in scales()]
    yield page(_("The glossary"), addresses("glossary"), grades)


def recommendations(report: Report) -> Iterator[Shown]:
    for reference in references(report):
        way = addresses("recommendation-detail", reference)
        thing = page(_("Pages of recommendations"), way, None, reference)
        if told := tell(reference):
            yield thing._replace(state=told.compared())
        elif gone := withdrawn(reference):
            yield thing._replace(state=gone, is_gone=True)


def withdrawn(reference: str) -> tuple | None:
    """What is told of the last withdrawal; None where it was never published."""
    found = Edition.objects.withdrawn().filter(recommendations__reference=reference)
    return (
        found.order_by("-withdrawal__pk")
        .values_list("withdrawal", "report__current_edition")
        .first()
    )


def references(report: Report) -> list[str]:
    """Of its own and of all that are linked with them, whether published or not."""
    own = Q(inspection=report.inspection_id)
    back_to = Q(revisits__inspection=report.inspection_id)
    found = set(
        Recommendation.objects.filter(own | back_to).values_list("pk", flat=True)
    )
    count = 0
    while len(found) > count:
        count = len(found)
        found |= linked_with(found)
    rows = Recommendation.objects.filter(pk__in=found)
    return list(
        rows.order_by("inspection", "position").values_list("reference", flat=True)
    )


def linked_with(keys: set[int]) -> set[int]:
    """As drafts have it by now, and as it was published."""
    rows = Recommendation.objects.filter(
        Q(successor__in=keys)
        | Q(repeat_of__in=keys)
        | Q(replaced__in=keys)
        | Q(repeated_by__in=keys)
        | Q(published__repeat_of__in=keys)
    )
    return set(rows.values_list("pk", flat=True))


def bases(report: Report) -> list[tuple[int, str]]:
    """Decisions that rest on its inspection, and where the public reads of that."""
    decisions = Decision.objects.published().filter(basis=report.inspection_id)
    place = addresses_of([report.inspection])
    keys = decisions.values_list("pk", flat=True)
    return [(key, place.get(report.inspection_id, "")) for key in keys]
