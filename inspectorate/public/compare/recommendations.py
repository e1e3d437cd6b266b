"""Which recommendations of an older edition a newer one makes again.

Only where the record says so: that two ask for something alike is nobody's to guess.
"""

from collections.abc import Iterable
from typing import NamedTuple

from inspectorate.reports.models import Edition, PublishedRecommendation


class Again(NamedTuple):
    """One that was made once more, in the words of each report."""

    old: PublishedRecommendation
    new: PublishedRecommendation


class Asked(NamedTuple):
    """Each of the three in the order of its report."""

    again: list[Again]
    only_new: list[PublishedRecommendation]
    only_old: list[PublishedRecommendation]

    def __bool__(self) -> bool:
        return any(self[:])


def compared(old: Edition, new: Edition) -> Asked:
    rows = PublishedRecommendation.objects.published().filter(edition__in=[old, new])
    found = list(rows.select_related("recommendation").order_by("position"))
    for row in found:
        row.edition = old if row.edition_id == old.pk else new
    earlier = [row for row in found if row.edition_id == old.pk]
    later = [row for row in found if row.edition_id == new.pk]
    again = [
        Again(older, newer)
        for newer in later
        for older in earlier
        if is_again(older, newer)
    ]
    return Asked(
        again,
        without(later, [each.new for each in again]),
        without(earlier, [each.old for each in again]),
    )


def is_again(old: PublishedRecommendation, new: PublishedRecommendation) -> bool:
    """By its reference, because the newer says that it repeats the older, or because
    the older was closed as replaced by the newer.
    """
    return old.recommendation_id in (new.recommendation_id, new.repeat_of_id) or (
        old.recommendation.successor_id == new.recommendation_id
    )


def without(
    rows: Iterable[PublishedRecommendation], others: list[PublishedRecommendation]
) -> list[PublishedRecommendation]:
    return [row for row in rows if row not in others]
