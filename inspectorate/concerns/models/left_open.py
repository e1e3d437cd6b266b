"""Lifting is not closing: which recommendations stay open when a protocol is lifted."""

from inspectorate.inspections.models import Inspection
from recommendations.models import Recommendation

FROZEN = ("reference", "number", "text_en", "text_cy")


def left_open(authority: int, service: int) -> list[dict[str, str]]:
    """Those of an authority's service that are open now, in the words of now.

    One that stands in no edition is a draft: nobody was told of it.
    """
    found = (
        Recommendation.objects.open()
        .filter(
            inspection__authorities=authority,
            inspection__service=service,
            published__isnull=False,
        )
        .exclude(inspection__status=Inspection.Status.CANCELLED)
        .order_by("inspection__sorted_on", "inspection", "position")
        .distinct()
    )
    return list(found.values(*FROZEN))
