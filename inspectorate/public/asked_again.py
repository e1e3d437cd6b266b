"""How recommendations hang together: which repeats, replaces or revisits which."""

from collections.abc import Collection
from typing import NamedTuple

from inspectorate.reports.models import Edition, PublishedRecommendation
from recommendations.models import Recommendation


class Links(NamedTuple):
    """Other recommendations that are public, the oldest first; `revisits` are the
    editions of inspections that came back to this one and wrote what they found.
    """

    earlier: list[PublishedRecommendation]
    later: list[PublishedRecommendation]
    successor: PublishedRecommendation | None
    replaced: list[PublishedRecommendation]
    revisits: list[Edition]

    def compared(self) -> list[list]:
        """What a page shows of them; a further edition may leave it as it is."""
        successors = [self.successor] if self.successor else []
        rows = [self.earlier, self.later, successors, self.replaced]
        told = [
            [(row.reference, row.edition.published_on) for row in each] for each in rows
        ]
        back = [(each.published_on, each.title) for each in self.revisits]
        return [*told, back]


def links_of(row: PublishedRecommendation) -> Links:
    key, own = row.recommendation_id, row.recommendation
    repeats = repeats_among(row)
    earlier = reached({key: [row.repeat_of_id] if row.repeat_of_id else []}, repeats)
    asked_later: dict[int, list[int]] = {}
    for later, of in repeats.items():
        for each in of:
            asked_later.setdefault(each, []).append(later)
    later = reached({key: asked_later.get(key, [])}, asked_later)
    replaced = Recommendation.objects.filter(successor=key).values_list("pk", flat=True)
    replaced = set(replaced)
    wanted = (earlier | later | replaced | {own.successor_id}) - {None, key}
    found = told(wanted)
    return Links(
        earlier=[each for each in found if each.recommendation_id in earlier - {key}],
        later=[each for each in found if each.recommendation_id in later - {key}],
        successor=next(
            (each for each in found if each.recommendation_id == own.successor_id), None
        ),
        replaced=[each for each in found if each.recommendation_id in replaced],
        revisits=revisits(own),
    )


def repeats_among(row: PublishedRecommendation) -> dict[int, list[int]]:
    """By each recommendation of the same authorities, what it repeats as published."""
    rows = PublishedRecommendation.objects.published().current()
    rows = rows.exclude(repeat_of=None)
    rows = rows.filter(edition__authorities__in=row.edition.authorities.all())
    found: dict[int, list[int]] = {}
    for later, earlier in rows.values_list("recommendation", "repeat_of").distinct():
        found.setdefault(later, []).append(earlier)
    return found


def reached(begin: dict[int, list[int]], ways: dict[int, list[int]]) -> set[int]:
    """All that can be reached, however far; a circle ends where it began."""
    found: set[int] = set()
    waiting = [each for of in begin.values() for each in of]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += ways.get(key, [])
    return found


def told(keys: Collection[int]) -> list[PublishedRecommendation]:
    """Each as the newest edition has it that can be read, the oldest edition first."""
    if not keys:
        return []
    rows = PublishedRecommendation.objects.published().filter(recommendation__in=keys)
    rows = rows.select_related("edition").defer("edition__document")
    rows = rows.order_by("edition__sorted_on", "edition__number", "position")
    newest = {row.recommendation_id: row for row in rows}
    return sorted(newest.values(), key=lambda row: (row.edition.sorted_on, row.pk))


def revisits(recommendation: Recommendation) -> list[Edition]:
    """What was found then stands in the report; the note of it is a draft's."""
    noted = recommendation.revisits.exclude(outcome="")
    # Read first: within the other statement SQLite would look through all editions.
    cases = list(noted.values_list("inspection", flat=True))
    if not cases:
        return []
    found = Edition.objects.published().current().filter(report__inspection__in=cases)
    found = found.defer("document").select_related("report")
    return list(found.order_by("sorted_on", "pk"))
