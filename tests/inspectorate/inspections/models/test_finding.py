import pytest
from django.core.exceptions import ValidationError

from inspectorate.history.models import Entry
from inspectorate.inspections.models import Finding
from tests.factories import (
    NOON,
    SYSTEM,
    make_evidence,
    make_finding,
    make_framework,
    make_inspection,
    make_theme,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"change": "improved"},
            "Choose the previous finding, or write what the change is compared with.",
        ),
        (
            {"text_en": "", "text_cy": ""},
            "Write what was found, in English or in Welsh.",
        ),
        (
            {"change": "not_revisited", "compared_with_en": "Caseloads in 2012."},
            "Give the reason why the earlier finding was not revisited.",
        ),
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
        {"classification": "non_compliance"},
        {"classification": "", "theme": None, "text_cy": ""},
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


def test_theme_of_another_framework_is_refused_unless_it_is_history() -> None:
    finding = make_finding(theme=make_theme(make_framework()))

    with pytest.raises(ValidationError, match="belongs to another framework"):
        finding.full_clean()

    finding.recorded_from = "A report of 2009"
    finding.full_clean()


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


def test_logged_finding_stands_last_and_tells_history_what_changed() -> None:
    case = make_finding(position=4).inspection
    finding, item = Finding(inspection=case, text_en="Late."), make_evidence(case)

    finding.log(by=SYSTEM, evidence=[item], at=NOON)
    finding.log(by=SYSTEM, evidence=[item], at=NOON)
    finding.text_en = "Very late."
    finding.log(by=SYSTEM, at=NOON)

    assert finding.position == 5
    first, second = Entry.objects.about(finding)
    assert (first.act, first.after["evidence"], first.entered_at) == (
        "created",
        [item.pk],
        NOON,
    )
    assert second.before == {"text_en": "Late.", "evidence": [item.pk]}
    assert second.after == {"text_en": "Very late.", "evidence": []}


def test_findings_are_counted_by_change() -> None:
    case, previous = make_inspection(), make_finding()
    for change in ("resolved", "resolved", "declined", ""):
        make_finding(case, previous=previous, change=change)

    counts = case.findings.by_change()

    assert {change: count for change, count in counts.items() if count} == {
        "declined": 1,
        "resolved": 2,
    }
    assert [f.change for f in case.findings.to_be_revisited()] == [""]


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
