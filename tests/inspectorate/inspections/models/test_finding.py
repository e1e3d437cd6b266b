import pytest
from django.core.exceptions import ValidationError

from inspectorate.inspections.models import Finding
from tests.factories import (
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
