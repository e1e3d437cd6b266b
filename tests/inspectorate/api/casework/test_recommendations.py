from datetime import date

import pytest

from inspectorate.history.models import Entry
from inspectorate.inspections.models import Inspection
from recommendations.models import Recommendation, Verification
from tests.factories import (
    make_edition,
    make_finding,
    make_inspection,
    make_interest,
    make_recommendation,
    make_user,
)
from tests.inspectorate.api.casework.program import Program
from tests.inspectorate.api.problems import kind, sentences

BODY = {"inspection": "EXAMPLE-2026-01", "text": {"en": "See to it."}}


def test_recommendation_is_given_the_next_reference(
    mair: Program, case: Inspection
) -> None:
    make_recommendation(case)
    finding = make_finding(case)
    earlier = make_recommendation(case)

    answer = mair.post(
        "recommendations/",
        {
            **BODY,
            "themes": ["caseload"],
            "findings": [finding.pk],
            "repeat_of": earlier.reference,
            "timescale": "3m",
            "priority": True,
        },
    )

    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert (told["reference"], told["number"]) == ("EXAMPLE-2026-01-R3", "R3")
    assert (told["findings"], told["repeat_of"]) == ([finding.pk], earlier.reference)
    assert mair.get(told["url"]).json() == told
    changed = mair.patch(told["url"], {"priority": False, "repeat_of": None})
    assert changed.json()["repeat_of"] is None
    assert not Recommendation.objects.get(reference=told["reference"]).priority


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"reference": "OTHER-R1"}, "reference"),
        ({"reference": "a b"}, "reference"),
        ({"due_on": "2001-01-01"}, "due_on"),
        ({"due_on": "soon"}, "due_on"),
        ({"due_on": 20260101}, "due_on"),
        ({"findings": [999_999]}, "findings"),
        ({"repeat_of": "NOTHING"}, "repeat_of"),
        ({"themes": ["nothing"]}, "themes.0"),
        ({"verification": "achieved"}, "verification"),
        ({"text": {"en": ""}}, ""),
        ({"position": 2**62}, "position"),
    ],
)
def test_recommendation_that_does_not_fit_is_refused(
    mair: Program, case: Inspection, fields: dict, place: str
) -> None:
    answer = mair.post("recommendations/", {**BODY, **fields})

    assert kind(answer) == (400, "invalid-body"), answer.content
    assert place in sentences(answer)
    assert not Recommendation.objects.exists()


@pytest.fixture
def asked(case: Inspection) -> Recommendation:
    Inspection.objects.update(status="drafting")
    row = make_recommendation(case)
    make_edition(case, published_on="2026-01-12")
    return row


def seen(**fields: object) -> dict:
    return {
        "verification": "achieved",
        "day": "2026-02-02",
        "basis": "EXAMPLE-2026-01",
        "words": {"en": "Seen on three visits."},
        **fields,
    }


def test_inspector_verifies_what_was_seen(mair: Program, asked: Recommendation) -> None:
    way = f"recommendations/{asked.reference}/"

    answer = mair.post(f"{way}verifications/", seen(is_public=False))

    assert answer.status_code == 201, answer.content
    fact = Verification.objects.get()
    assert (fact.verification, fact.day) == ("achieved", date(2026, 2, 2))
    assert (fact.is_public, fact.entered_by) == (False, mair.user)
    told = mair.get(way).json()
    assert (told["verification"], told["facts"]) == ("achieved", 1)
    assert mair.get(f"{way}verifications/").json()["results"] == [answer.json()]
    assert Entry.objects.filter(act="verified", actor_id=str(mair.user.pk)).exists()


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"verification": "not_assessed"}, "verification"),
        ({"verification": None}, "verification"),
        ({"day": None}, "day"),
        ({"day": "2026-02-30"}, "day"),
        ({"basis": "NOWHERE"}, "basis"),
        ({"words": "Seen"}, "words"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_verification_that_does_not_fit_is_refused(
    mair: Program, asked: Recommendation, fields: dict, place: str
) -> None:
    way = f"recommendations/{asked.reference}/verifications/"

    answer = mair.post(way, seen(**fields))

    assert kind(answer) == (400, "invalid-body")
    assert list(sentences(answer)) == [place]
    assert not Verification.objects.exists()


def test_verification_keeps_to_the_rules_of_the_record(
    mair: Program, asked: Recommendation
) -> None:
    way = f"recommendations/{asked.reference}/verifications/"
    tied = make_user("head_of_inspection")
    make_interest(user=tied, authority=asked.inspection.authorities.get())

    without_words = mair.post(way, seen(words={}))
    too_early = mair.post(way, seen(day="2026-01-01"))
    no_right = Program(make_user("quality_assurer")).post(way, seen())
    interest = Program(tied).post(way, seen())

    assert kind(without_words) == kind(too_early) == (409, "refused")
    assert "Write what inspectors saw" in without_words.json()["detail"]
    assert kind(no_right) == kind(interest) == (403, "forbidden")
    assert "Who can do it" in no_right.json()["detail"]
    assert not Verification.objects.exists()


def test_draft_of_others_is_verified_by_nobody(mair: Program) -> None:
    foreign = make_recommendation(make_inspection())

    answer = mair.post(f"recommendations/{foreign.reference}/verifications/", seen())

    assert kind(answer) == (404, "not-found")
