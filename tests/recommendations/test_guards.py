from datetime import date

import pytest
from django.db import IntegrityError, transaction

from recommendations.models import Recommendation
from tests.factories import (
    make_edition,
    make_finding,
    make_inspection,
    make_recommendation,
)

MADE, LATER = date(2026, 1, 12), date(2026, 2, 2)
SO = {"words_en": "So."}


def make_asked(*, published: bool = True) -> Recommendation:
    case = make_inspection(status="drafting")
    row = make_recommendation(case)
    if published:
        make_edition(case, published_on=str(MADE))
    return row


@pytest.mark.django_db
def test_recommendation_rests_on_findings_of_its_own_case_alone() -> None:
    recommendation, elsewhere = make_recommendation(), make_finding()
    recommendation.findings.add(make_finding(recommendation.inspection))

    with (
        pytest.raises(IntegrityError, match="This finding is of another case"),
        transaction.atomic(),
    ):
        recommendation.findings.add(elsewhere)

    assert recommendation.findings.count() == 1


def elsewhere(asked: Recommendation) -> dict:
    told = {"lifecycle": "closed", "closed_reason": "superseded"}
    return {**told, "successor": make_recommendation(), **SO}


def not_begun(asked: Recommendation) -> dict:
    authority = asked.inspection.authorities.get()
    basis = make_inspection(authority, status="planned", reference="NEXT")
    return {"verification": "strong", "basis": basis, **SO}


REFUSED = {
    "rejected without a reason": ("answers", {"acceptance": "rejected"}),
    "no answer at all": ("answers", {"acceptance": "awaiting"}),
    "paused without a word": ("progressupdates", {"progress": "paused"}),
    "verified without what was seen": (
        "verifications",
        lambda asked: {"verification": "strong", "basis": asked.inspection},
    ),
    "verified in what has not begun": ("verifications", not_begun),
    "closed without a word": (
        "closings",
        {"lifecycle": "closed", "closed_reason": "issued_in_error"},
    ),
    "closed for no known reason": (
        "closings",
        {"lifecycle": "closed", "closed_reason": "lost", **SO},
    ),
    "superseded by one of another authority": ("closings", elsewhere),
    "before it was made": (
        "answers",
        {"acceptance": "accepted", "day": date(2026, 1, 11)},
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", REFUSED)
def test_database_refuses_a_fact_that_a_verb_would(name: str) -> None:
    kind, told = REFUSED[name]
    asked = make_asked()
    given = {"day": LATER} | (told(asked) if callable(told) else told)

    with pytest.raises(IntegrityError), transaction.atomic():
        getattr(asked, kind).create(sequence=1, **given)

    asked.refresh_from_db()
    assert asked.facts == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("answers", {"acceptance": "accepted"}),
        ("answers", {"acceptance": "rejected", "words_cy": "Felly."}),
        ("progressupdates", {"progress": "completed_reported"}),
        ("closings", {"lifecycle": "closed", "closed_reason": "issued_in_error", **SO}),
    ],
)
def test_database_takes_a_fact_that_is_whole(kind: str, told: dict) -> None:
    asked = make_asked()

    getattr(asked, kind).create(sequence=1, day=MADE, **told)

    asked.refresh_from_db()
    assert asked.facts == 1


@pytest.mark.django_db
def test_nothing_is_said_of_what_is_not_issued() -> None:
    asked = make_asked(published=False)

    with (
        pytest.raises(IntegrityError, match="not issued yet"),
        transaction.atomic(),
    ):
        asked.answers.create(sequence=1, day=LATER, acceptance="accepted")
