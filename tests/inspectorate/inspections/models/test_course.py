"""The course of an inspection: who does which act, and what must be there first."""

from datetime import date

import pytest

from inspectorate.history.models import Entry
from inspectorate.inspections.models import Inspection
from inspectorate.inspections.models.course import Course
from inspectorate.lifecycle import Refusal
from tests.factories import (
    NOON,
    SYSTEM,
    make_evidence,
    make_inspection,
    make_team_member,
    make_user,
)

pytestmark = pytest.mark.django_db

LEAD_IS_MISSING = "Nobody leads the team: choose a lead inspector."
NOT_YOURS = (
    "Only the lead inspector of this case does this, or who directs every case: Chief "
    "inspector or Head of inspection."
)
ANSWERS = {
    "notify": {"notified_on": date(2025, 10, 20)},
    "defer": {"reason": "The council is being merged."},
    "cancel": {"reason": "The council is being merged."},
}
STEPS = [
    (act.verb, status)
    for status in Inspection.Status
    for act in Course.ACTS
    if status in act.begins
]


def make_case(**fields: object) -> Inspection:
    """One that lacks nothing for any act."""
    fields.setdefault("publishes", False)
    if fields.get("status") == Inspection.Status.SCOPING:
        fields.setdefault("announced", False)
    inspection = make_inspection(**fields)
    make_team_member(inspection, role="lead")
    make_evidence(inspection)
    return inspection


def lead_of(inspection: Inspection) -> object:
    return inspection.team.get(role="lead").user


@pytest.mark.parametrize(("verb", "status"), STEPS)
def test_lead_does_the_act_and_it_is_recorded(verb: str, status: str) -> None:
    announced = {"announced": True} if verb == "notify" else {}
    case = make_case(status=status, **announced)
    lead = lead_of(case)

    getattr(case, verb)(by=lead, at=NOON, **ANSWERS.get(verb, {}))

    assert case.status == Inspection.objects.get().status == Inspection.act(verb).to
    entry = Entry.objects.about(case).last()
    assert (entry.actor_id, entry.entered_at) == (lead.pk, NOON)
    assert entry.reason == ANSWERS.get(verb, {}).get("reason", "")


@pytest.mark.parametrize("verb", [act.verb for act in Course.ACTS])
def test_act_is_refused_from_every_other_status(verb: str) -> None:
    case = make_case()
    for status in Inspection.Status:
        if (verb, status) in STEPS:
            continue
        Inspection.objects.update(status=status)
        with pytest.raises(Refusal, match="stands at"):
            getattr(case, verb)(by=SYSTEM, at=NOON, **ANSWERS.get(verb, {}))
        assert Inspection.objects.get().status == status


@pytest.mark.parametrize(("verb", "status"), STEPS)
def test_colleague_who_does_not_lead_is_told_who_may(verb: str, status: str) -> None:
    case = make_case(status=status)
    colleague = make_team_member(case).user

    with pytest.raises(Refusal) as refusal:
        getattr(case, verb)(by=colleague, at=NOON, **ANSWERS.get(verb, {}))

    assert refusal.value.reasons == [NOT_YOURS]
    assert Inspection.objects.get().status == status


@pytest.mark.parametrize("role", ["quality_assurer", "publishing_officer", None])
def test_other_roles_conduct_no_case_even_as_its_lead(role: str | None) -> None:
    case = make_inspection()
    make_team_member(case, role="lead", user=make_user(role))

    with pytest.raises(Refusal, match="Your role does not include this act"):
        case.begin_scoping(by=lead_of(case))


def test_head_of_inspection_conducts_every_case() -> None:
    case = make_case()

    case.begin_scoping(by=make_user("head_of_inspection"))

    assert case.status == Inspection.Status.SCOPING


def refused(case: Inspection, verb: str, **asked: object) -> list[str]:
    with pytest.raises(Refusal) as refusal:
        getattr(case, verb)(by=SYSTEM, at=NOON, **asked)
    return refusal.value.reasons


def test_scoping_begins_only_with_a_lead_and_an_authority() -> None:
    case = make_inspection()
    case.authorities.clear()

    assert refused(case, "begin_scoping") == [
        LEAD_IS_MISSING,
        "Choose the authority to inspect.",
    ]


def test_notice_needs_its_date_and_the_days_of_fieldwork() -> None:
    case = make_inspection(
        status="scoping", fieldwork_start="2025-11", fieldwork_end=None
    )

    assert refused(case, "notify", notified_on=None) == [
        "Enter the first and the last day of the planned fieldwork.",
        "Enter the date of the notice.",
    ]
    assert refused(case, "notify", notified_on=date(2026, 3, 3))[1:] == [
        "The notice is dated in the future: enter when it was given."
    ]
    assert Inspection.objects.get().notified_on is None


def test_unannounced_inspection_is_not_notified() -> None:
    case = make_inspection(status="scoping", announced=False)

    (reason,) = refused(case, "notify", notified_on=date(2025, 10, 20))

    assert reason.startswith("This inspection is unannounced")
    assert reason.about == case


def test_announced_inspection_is_notified_before_fieldwork() -> None:
    case = make_inspection(status="scoping")

    (reason,) = refused(case, "begin_fieldwork")

    assert reason.startswith("The authority has not been notified")


@pytest.mark.parametrize(
    ("start", "told"),
    [
        (None, "Enter the first day of fieldwork."),
        ("2026-03-03", "Fieldwork is to begin in the future"),
    ],
)
def test_fieldwork_begins_on_a_day_that_has_come(start: str | None, told: str) -> None:
    case = make_inspection(
        status="notified", fieldwork_start=start, fieldwork_end="2026-03-13"
    )

    (reason,) = refused(case, "begin_fieldwork")

    assert reason.startswith(told)


def test_fieldwork_ends_with_its_last_day_and_some_evidence() -> None:
    case = make_inspection(status="fieldwork", fieldwork_end=None)

    assert refused(case, "end_fieldwork") == [
        "Enter the last day of fieldwork.",
        "No evidence is logged: add at least one item.",
    ]

    Inspection.objects.update(fieldwork_end="2026-03-03")
    make_evidence(case)
    (reason,) = refused(case, "end_fieldwork")
    assert reason.startswith("The last day of fieldwork is still to come")


@pytest.mark.parametrize("verb", ["defer", "cancel"])
def test_reason_of_blanks_is_no_reason(verb: str) -> None:
    case = make_case()

    assert refused(case, verb, reason=" \n") == [
        "Give the reason: it stays on the record."
    ]
