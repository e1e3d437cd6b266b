"""Values of a document as a reader is told them."""

import json

import pytest

from inspectorate.fields import Wording
from inspectorate.public.facts import LABELS, in_words
from inspectorate.reports.comparison import (
    findings,
    front,
    judgements,
    recommendations,
)
from inspectorate.reports.difference import Fact
from tests.factories import (
    make_edition,
    make_finding,
    make_inspection,
    make_judgement,
    make_recommendation,
)

NAMED = {"code": "x", "name": {"en": "Care", "cy": "Gofal"}}


@pytest.mark.parametrize(
    ("name", "old", "told"),
    [
        ("due_on", "2026-05-31", "31 May 2026"),
        ("due_on", "", "date not stated"),
        ("priority", True, "Yes"),
        ("timescale", "3m", "Within 3 months"),
        ("classification", "strength", "Strength"),
        ("grade", None, "Not judged"),
        ("grade", {"en": "Good", "cy": "Da"}, "Good"),
        ("theme", NAMED, "Care"),
        ("theme", None, "not stated"),
        ("themes", ["care", "haste"], "care, haste"),
        ("themes", [], "not stated"),
        ("languages", ["en", "cy"], "English, Welsh"),
        ("stated_recommendation_count", 0, "0"),
        ("stated_recommendation_count", None, "not stated"),
        ("inspection_authorities", [NAMED, NAMED], "Care, Care"),
        ("inspection_note", {"en": "", "cy": ""}, "not stated"),
        ("licence", "a code no longer known", "a code no longer known"),
    ],
)
def test_value_is_told_in_words(name: str, old: object, told: str) -> None:
    assert str(in_words(Fact(name, old, old)).old) == told


def test_text_in_two_languages_stays_one() -> None:
    note = {"en": "Read.", "cy": "Darllenwyd."}

    assert in_words(Fact("mapping_note", note, note)).new == Wording(**note)


@pytest.mark.django_db
@pytest.mark.slow
def test_every_fact_that_is_compared_has_a_label() -> None:
    inspection = make_inspection()
    make_judgement(inspection)
    make_finding(inspection)
    make_recommendation(inspection)
    document = json.loads(make_edition(inspection).document)
    things = [
        front(document),
        *judgements(document),
        *recommendations(document),
        *findings(document["findings"], [])[0],
    ]

    names = set().union(*(thing.facts for thing in things))

    assert sorted(names) == sorted(LABELS)
