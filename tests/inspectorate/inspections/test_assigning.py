"""One person, many teams: what bars them, all or nothing, what is recorded."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from inspectorate.inspections.assigning import MOST_CASES, assign, outlook
from inspectorate.inspections.models import Inspection, TeamMember
from inspectorate.lifecycle import Refusal
from inspectorate.notices.models import Notice
from tests.factories import (
    NOON,
    SYSTEM,
    TODAY,
    make_inspection,
    make_interest,
    make_report,
    make_team_member,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def mair() -> User:
    return make_user("inspector", name="Mair Jones")


def on_team(case: Inspection, mair: User) -> Inspection:
    make_team_member(case, user=mair)
    return case


def led(case: Inspection, mair: User) -> Inspection:
    make_team_member(case, user=make_user(name="Nia Rees"), role="lead")
    return case


def of_interest(case: Inspection, mair: User) -> Inspection:
    make_interest(mair, case.authorities.get())
    return case


def assured(case: Inspection, mair: User) -> Inspection:
    make_report(case, assurer=mair, author=make_user("lead_inspector"))
    return case


def signed_off(case: Inspection, mair: User) -> Inspection:
    make_report(case, signed=True)
    return case


BARS = {
    on_team: "Mair Jones is on the team already, as: Inspector.",
    led: "Nia Rees leads it: give the person another part, or change the lead first.",
    of_interest: "Mair Jones has declared an interest in Exampleshire: choose "
    "somebody else.",
    assured: "Mair Jones assures the quality of its report: choose somebody else, or "
    "let a colleague take the report over first.",
    signed_off: "Its report awaits sign-off or is signed off: the team is closed.",
}


@pytest.mark.parametrize("bar", BARS, ids=lambda bar: bar.__name__)
def test_what_bars_from_one_case_keeps_all_out(bar: object, mair: User) -> None:
    free, barred = make_inspection(), bar(make_inspection(), mair)
    before = TeamMember.objects.count()
    chief = make_user("chief_inspector")

    looked = outlook([free, barred], mair, "lead", on=TODAY, by=SYSTEM)
    with pytest.raises(Refusal) as refusal:
        assign([free.pk, barred.pk], mair, "lead", by=chief, batch=uuid4())

    assert [why for _case, why in looked] == ["", BARS[bar]]
    assert refusal.value.reasons == [f"{barred}: {BARS[bar]}"]
    assert TeamMember.objects.count() == before


@pytest.mark.parametrize("status", Inspection.OVER)
def test_nobody_joins_the_team_of_a_case_that_is_over(status: str, mair: User) -> None:
    case = make_inspection(status=status)

    [(_case, why)] = outlook([case], mair, "inspector", on=TODAY, by=SYSTEM)

    assert why == "The inspection is over: nobody joins its team."


def test_each_case_has_its_entry_and_notice_under_one_batch(mair: User) -> None:
    cases = [make_inspection() for _each in range(2)]
    batch, chief = uuid4(), make_user("chief_inspector")

    made = assign([c.pk for c in cases], mair, "peer", by=chief, batch=batch, at=NOON)

    assert {member.inspection for member in made} == set(cases)
    entries = Entry.objects.filter(subject_type="inspections.teammember")
    assert {(e.act, e.batch, e.actor_id) for e in entries} == {
        ("created", batch, chief.pk)
    }
    assert {e.after["inspection_id"] for e in entries} == {c.pk for c in cases}
    assert Notice.objects.filter(person=mair, kind="assignment").count() == 2


def test_interest_that_has_ended_bars_from_nothing(mair: User) -> None:
    case = make_inspection()
    make_interest(mair, case.authorities.get(), ends_on=TODAY)

    later = TODAY.replace(day=TODAY.day + 1)

    assert outlook([case], mair, "inspector", on=TODAY, by=SYSTEM)[0].refusal
    assert not outlook([case], mair, "inspector", on=later, by=SYSTEM)[0].refusal


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"by": "inspector"}, "Your role does not include this act. Who can do it"),
        ({"cases": []}, "Choose at least one inspection"),
        ({"cases": range(1, MOST_CASES + 2)}, "Choose at most 200 inspections"),
        ({"cases": [0]}, "One of the inspections is gone"),
        ({"is_active": False}, "does not work here any longer"),
    ],
)
def test_assignment_that_makes_no_sense_is_refused(
    changes: dict, sentence: str
) -> None:
    case = make_inspection()
    person = make_user("inspector", is_active=changes.get("is_active", True))
    by = make_user(changes.get("by", "head_of_inspection"))

    with pytest.raises(Refusal, match=sentence):
        assign(changes.get("cases", [case.pk]), person, "peer", by=by, batch=uuid4())

    assert TeamMember.objects.count() == 0


def test_outlook_asks_as_often_however_many_cases(mair: User) -> None:
    cases, counts = [led(make_inspection(), mair) for _each in range(3)], []

    for some in (cases[:1], cases):
        fresh = list(Inspection.objects.filter(pk__in=[case.pk for case in some]))
        with CaptureQueriesContext(connection) as asked:
            outlook(fresh, mair, "inspector", on=TODAY, by=SYSTEM)
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 7


def test_head_with_an_interest_changes_no_team_of_that_authority(mair: User) -> None:
    case, chief = make_inspection(), make_user("chief_inspector")
    make_interest(chief, case.authorities.get())

    with pytest.raises(Refusal, match="You have declared an interest"):
        assign([case.pk], mair, "peer", by=chief, batch=uuid4())
