"""What an announced decision about a concern rests on, as the public may read it."""

from collections.abc import Iterable

from inspectorate.concerns.models import Decision
from inspectorate.concerns.models.levels import Act
from inspectorate.public.reasons import tell_reasons
from inspectorate.reports.models import PublishedRecommendation


def tell_grounds(decisions: Iterable[Decision]) -> None:
    """Give each the `stated_grounds` of its entry, and as `still_open` the
    recommendations that stayed open and that the public may read, as published.

    A correction that states no grounds has those of what it corrects, where that is
    announced; tell_reasons() tells its reason.
    """
    found = list(decisions)
    tell_reasons(found)
    by_key = {each.pk: each for each in found}
    asked = {told["reference"] for each in found for told in each.left_open}
    public = published(asked) if asked else {}
    for decision in found:
        of = decision
        while of is not None and of.act == Act.CORRECT and not of.grounds.all():
            of = by_key.get(of.corrects_id)
        decision.stated_grounds = list(of.grounds.all()) if of else []
        decision.has_progress = any(each.progress for each in decision.stated_grounds)
        decision.still_open = [
            public[told["reference"]]
            for told in decision.left_open
            if told["reference"] in public
        ]


def published(asked: set[str]) -> dict[str, PublishedRecommendation]:
    rows = PublishedRecommendation.objects.published().current()
    return {row.reference: row for row in rows.filter(reference__in=asked)}
