import pytest

from inspectorate.inspections.models import Finding
from tests.factories import make_evidence, make_finding

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        ({}, []),
        ({"classification": ""}, ["It has no classification: choose one."]),
        ({"theme": None}, ["It has no theme: choose one."]),
        (
            {"classification": "non_compliance"},
            [
                (
                    "It names no duty that is not met: write it, such as section 47 of "
                    "the Children Act 1989."
                )
            ],
        ),
        (
            {"change": ""},
            ["It revisits an earlier finding: say what has changed."],
        ),
        ({"text_en": "", "text_cy": ""}, ["It has no text: write what was found."]),
        ({"recorded_from": "A report of 2009", "theme": None}, []),
    ],
)
def test_finding_says_what_it_lacks_to_be_published(
    fields: dict, sentences: list[str]
) -> None:
    told = {"previous": make_finding(), "change": "improved", **fields}

    assert make_finding(**told).lacks_to_publish() == sentences


def test_finding_not_revisited_needs_no_text_when_it_is_not_public() -> None:
    told = {"change": "not_revisited", "change_reason": "No time.", "text_en": ""}
    finding = make_finding(previous=make_finding(), text_cy="", **told)

    assert len(finding.lacks_to_publish()) == 1
    finding.is_public = False
    assert finding.lacks_to_publish() == []


@pytest.mark.parametrize(
    ("classification", "kinds", "is_thin"),
    [
        ("strength", [], False),
        ("strength", ["survey"], False),
        ("challenge", [], True),
        ("challenge", ["survey", "survey"], True),
        ("challenge", ["survey", "document"], False),
        ("improvement_noted", ["survey"], True),
    ],
)
def test_finding_is_thin_without_two_kinds_of_sources_but_for_a_strength(
    classification: str, kinds: list[str], is_thin: bool
) -> None:
    finding = make_finding(classification=classification)
    for kind in kinds:
        finding.evidence.add(make_evidence(finding.inspection, kind=kind))

    (found,) = Finding.objects.with_sources()

    assert found.is_thin() is is_thin


def test_kinds_of_sources_are_told_once_and_in_their_order() -> None:
    finding = make_finding()
    for kind in ("survey", "focus_group", "survey"):
        finding.evidence.add(make_evidence(finding.inspection, kind=kind))

    assert finding.kinds_of_sources() == ["Focus group", "Survey"]
