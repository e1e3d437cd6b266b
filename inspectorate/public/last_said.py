"""What was last said of where a recommendation stands, and when, in whose words."""

from datetime import date
from typing import NamedTuple

from django.utils.functional import Promise

from inspectorate.fields import Wording
from inspectorate.public.life import SAYS
from inspectorate.public.standing import QUESTIONS, Standing
from inspectorate.reports.models import PublishedRecommendation
from recommendations.models.standing import KINDS

AXES = ("acceptance", "progress", "verification")
# To be read with the rows of a list.
LASTLY = [f"recommendation__{KINDS[axis]}" for axis in AXES]


class Last(NamedTuple):
    """`day` is None where nobody has said anything, or the record has no day for it;
    `words` are empty where they are not public. `question` and `says` name who speaks.
    """

    question: Promise
    says: Promise
    stated: str
    day: date | None
    words: Wording


def last_said(row: PublishedRecommendation, standing: Standing) -> list[Last]:
    """Of each axis but the last: a list of what is open asks nothing of that."""
    return [last_of(row, standing, axis) for axis in AXES]


def last_of(row: PublishedRecommendation, standing: Standing, axis: str) -> Last:
    facts = getattr(row.recommendation, KINDS[axis]).all()
    fact = max(facts, key=lambda each: each.sequence, default=None)
    is_shown = fact is not None and fact.is_public
    # What a source was silent about is known once somebody has said it here.
    is_said_here = fact is not None and not fact.recorded_from
    return Last(
        question=QUESTIONS[axis],
        says=SAYS[axis],
        stated=fact.stated() if is_said_here else str(getattr(standing, axis)),
        day=fact.day if fact else None,
        words=fact.words if is_shown else Wording("", ""),
    )
