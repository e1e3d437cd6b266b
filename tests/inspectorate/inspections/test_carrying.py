import pytest

from inspectorate.history.models import Entry
from inspectorate.inspections.carrying import carry_forward
from inspectorate.inspections.models import Finding, Inspection
from inspectorate.lifecycle import Refusal
from tests.factories import (
    NOON,
    SYSTEM,
    make_finding,
    make_framework,
    make_inspection,
    make_recommendation,
    make_report,
    make_team_member,
    make_theme,
    make_user,
)

pytestmark = pytest.mark.django_db


def make_case(**fields: object) -> Inspection:
    return make_inspection(follows=make_inspection(status="closed"), **fields)


def test_what_is_unresolved_comes_in_once_to_be_revisited() -> None:
    case = make_case()
    make_finding(case.follows, classification="strength")
    make_finding(case.follows, classification="improvement_noted")
    old = make_finding()
    make_finding(
        case.follows, classification="challenge", previous=old, change="resolved"
    )
    open_ones = [
        make_finding(case.follows, classification="priority_concern"),
        make_finding(
            case.follows, classification="challenge", previous=old, change="improved"
        ),
    ]
    logged = make_finding(case, position=7)

    counts = [carry_forward(case, by=SYSTEM, at=NOON) for _time in range(2)]

    assert counts == [2, 0]
    carried = case.findings.exclude(pk=logged.pk)
    assert [finding.previous for finding in carried] == open_ones
    assert [(f.position, str(f.text), f.change) for f in carried] == [
        (8, "", ""),
        (9, "", ""),
    ]
    assert list(case.findings.to_be_revisited()) == list(carried)
    entries = [Entry.objects.about(finding).get() for finding in carried]
    assert [(entry.act, entry.entered_at) for entry in entries] == [
        ("created", NOON)
    ] * 2
    assert len({entry.batch for entry in entries} - {None}) == 1


def test_open_recommendations_come_in_also_those_revisited_before() -> None:
    earliest = make_inspection(status="closed")
    middle = make_inspection(follows=earliest)
    asked = make_recommendation(earliest)
    make_recommendation(earliest, lifecycle="closed", closed_reason="issued_in_error")
    carry_forward(middle, by=SYSTEM)
    own = make_recommendation(middle)
    last = make_inspection(follows=middle)

    counts = [carry_forward(last, by=SYSTEM) for _time in range(2)]

    assert counts == [2, 0]
    found = {revisit.recommendation for revisit in last.revisits.all()}
    assert found == {asked, own}
    told = Entry.objects.about(last.revisits.first()).get()
    assert told.act == "created"
    assert told.batch


def test_theme_of_an_older_framework_becomes_the_stable_one() -> None:
    case, stable = make_case(), make_theme()
    older = make_theme(make_framework(), stands_for=stable)
    make_finding(case.follows, classification="challenge", theme=older)

    carry_forward(case, by=SYSTEM)

    assert case.findings.get().theme == stable


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"follows": None},
            "It follows no earlier inspection: choose the one that it follows.",
        ),
        (
            {"status": "closed"},
            "This inspection is over or its report is fixed: nothing is added.",
        ),
        (
            {"status": "cancelled"},
            "This inspection is over or its report is fixed: nothing is added.",
        ),
    ],
)
def test_case_that_cannot_take_anything_says_why(fields: dict, sentence: str) -> None:
    earlier = make_finding(classification="challenge").inspection
    case = make_inspection(**{"follows": earlier, **fields})

    with pytest.raises(Refusal) as refusal:
        carry_forward(case, by=SYSTEM)

    assert refusal.value.reasons == [sentence]
    assert not case.findings.exists()


def test_nothing_is_added_to_a_signed_report() -> None:
    case = make_case()
    make_report(case, signed=True)

    with pytest.raises(Refusal, match="its report is fixed"):
        carry_forward(case, by=SYSTEM)


@pytest.mark.parametrize("role", ["inspector", "quality_assurer", "publishing_officer"])
def test_nobody_but_the_team_carries_forward(role: str) -> None:
    case = make_case()

    with pytest.raises(Refusal, match="Only the team"):
        carry_forward(case, by=make_user(role))


def test_team_carries_forward() -> None:
    case = make_case()
    make_finding(case.follows, classification="challenge")

    carry_forward(case, by=make_team_member(case).user)

    assert Finding.objects.get(inspection=case).is_to_be_revisited


def test_draft_of_others_is_not_read_by_a_case_that_follows_it() -> None:
    secret = make_finding(classification="challenge")
    asked = make_recommendation(secret.inspection)
    member = make_team_member(make_inspection(follows=secret.inspection))
    case = member.inspection

    with pytest.raises(Refusal, match=f"may not read the draft of {case.follows}"):
        carry_forward(case, by=member.user)

    assert not case.findings.exists()
    make_team_member(secret.inspection, user=member.user)
    assert carry_forward(case, by=member.user) == 2
    assert case.revisits.get().recommendation == asked
