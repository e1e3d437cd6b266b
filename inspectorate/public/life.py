"""What was said of a recommendation after it was made, as the public reads it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import models
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspectorate.fields import Wording
from inspectorate.public.standing import QUESTIONS
from inspectorate.reports.models import Edition, PublishedRecommendation
from recommendations.models import PlanLine
from recommendations.models.standing import KINDS

SAYS = {
    "acceptance": gettext_lazy("The authority answered"),
    "progress": QUESTIONS["progress"],
    "verification": QUESTIONS["verification"],
    "lifecycle": QUESTIONS["lifecycle"],
}


class Said(NamedTuple):
    """One fact. `day` is None where the record has none, `entered_at` where a source
    has it. `words` are empty where they are not public; `only_in` is the language of
    what was supplied in one. `seen_in` is the report of the activity, None while it
    has none that is public.
    """

    axis: str
    says: Promise
    value: str
    stated: str
    reason: str
    day: date | None
    entered_at: datetime | None
    role: str
    words: Wording
    only_in: str
    seen_in: Edition | None


def said_of(row: PublishedRecommendation) -> list[Said]:
    """All of it, the newest first."""
    if not row.recommendation.facts:
        return []
    facts = [
        fact
        for kind in KINDS.values()
        for fact in getattr(row.recommendation, kind).all()
    ]
    reports = reports_of({getattr(fact, "basis_id", None) for fact in facts} - {None})
    newest_first = sorted(facts, key=lambda fact: fact.sequence, reverse=True)
    return [said(fact, reports) for fact in newest_first]


def said(fact: models.Model, reports: dict[int, Edition]) -> Said:
    words = fact.words if fact.is_public else Wording("", "")
    supplied = [name for name, text in words._asdict().items() if text]
    return Said(
        axis=fact.AXIS,
        says=SAYS[fact.AXIS],
        value=getattr(fact, fact.AXIS),
        stated=fact.stated(),
        reason=getattr(fact, "closed_reason", ""),
        day=fact.day,
        entered_at=None if fact.recorded_from else fact.entered_at,
        role=fact.role if fact.is_public else "",
        words=words,
        only_in=supplied[0] if len(supplied) == 1 else "",
        seen_in=reports.get(getattr(fact, "basis_id", None)),
    )


def reports_of(cases: Iterable[int]) -> dict[int, Edition]:
    if not cases:
        return {}
    found = Edition.objects.published().current().filter(report__inspection__in=cases)
    found = found.defer("document").select_related("report")
    return {each.report.inspection_id: each for each in found}


def days_of(life: Iterable[Said]) -> dict[str, date | None]:
    """The day of the newest fact on each axis."""
    days: dict[str, date | None] = {}
    for fact in life:
        days.setdefault(fact.axis, fact.day)
    return days


def planned_for(row: PublishedRecommendation) -> list[PlanLine]:
    """What the authority will do about it, by the plans that are agreed."""
    lines = PlanLine.objects.in_force().filter(recommendation=row.recommendation_id)
    return list(lines.select_related("plan__authority").order_by("position", "pk"))


def asked_in(earlier: Iterable[PublishedRecommendation]) -> str:
    """“2012 and 2013”; empty where nothing was asked before, or no year is known."""
    dates = [row.edition.published_on for row in earlier]
    years = sorted({day.year for day in dates if day and day.year})
    return get_text_list([str(year) for year in years], _("and"))
