import pytest
from django.core.exceptions import ValidationError

from inspectorate.inspections.models import Finding
from tests.factories import make_evidence, make_finding, make_theme

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"change": "improved"},
            "Choose the previous finding, or write what the change is compared with.",
        ),
        (
            {"classification": "non_compliance"},
            (
                "Name the duty that is not met, such as section 47 of the "
                "Children Act 1989."
            ),
        ),
        ({"theme": None}, "Choose the theme of the finding."),
    ],
)
def test_incomplete_finding_is_refused_with_the_cure(
    fields: dict, sentence: str
) -> None:
    finding = make_finding()
    for name, value in fields.items():
        setattr(finding, name, value)

    with pytest.raises(ValidationError) as refusal:
        finding.full_clean()

    assert refusal.value.messages == [sentence]


@pytest.mark.parametrize(
    "fields",
    [
        {"change": "new"},
        {"change": ""},
        {"change": "improved", "compared_with_en": "Caseloads in 2012."},
        {"change": "improved", "compared_with_cy": "Baich achosion yn 2012."},
        {"classification": "non_compliance", "legal_reference": "s.47"},
        {"change": "declined", "recorded_from": "A report of 2009"},
        {"classification": "non_compliance", "recorded_from": "A report of 2009"},
        {"theme": None, "recorded_from": "A report of 2009"},
    ],
)
def test_complete_or_historical_finding_stands(fields: dict) -> None:
    make_finding(**fields).full_clean()


def test_finding_that_revisits_another_may_say_how_it_changed() -> None:
    earlier = make_finding()

    later = make_finding(previous=earlier, change="resolved")

    later.full_clean()
    assert list(earlier.revisited_by.all()) == [later]


def test_findings_stand_in_their_order() -> None:
    second = make_finding(position=2)
    first = make_finding(second.inspection, position=1, theme=make_theme())

    assert list(second.inspection.findings.all()) == [first, second]


def test_finding_is_named_by_class_and_beginning() -> None:
    finding = make_finding(text_en="Leaders " * 30)

    assert str(finding) == f"Strength: {finding.text_en[:59]}…"
    assert Finding.objects.get().is_public


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
