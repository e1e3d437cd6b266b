"""The plan of an authority: its versions, its lines, and who judges it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Refusal
from recommendations.models import ActionPlan, PlanLine, Recommendation
from recommendations.models.plan_standing import ToDo
from recommendations.models.speaking import know_speakers
from tests.factories import (
    NOON,
    TODAY,
    make_authority,
    make_edition,
    make_inspection,
    make_interest,
    make_recommendation,
    make_team_member,
    make_user,
)

pytestmark = pytest.mark.django_db

MADE, SENT = date(2026, 1, 12), date(2026, 2, 9)
LINE = {
    "action_en": "Appoint six social workers.",
    "measure_en": "No child waits a week.",
    "owner_role": "director",
    "due_on": date(2026, 6, 30),
}


@pytest.fixture
def case() -> Inspection:
    case = make_inspection(status="drafting")
    make_recommendation(case)
    make_edition(case, published_on=str(MADE))
    case.framework.deadlines.all().delete()
    case.framework.deadlines.create(event="action_plan", days=20, clock="working")
    return case


@pytest.fixture
def asked(case: Inspection) -> Recommendation:
    return case.recommendations.get()


@pytest.fixture
def lead(case: Inspection) -> User:
    person = make_user("lead_inspector")
    make_team_member(case, user=person, role="lead")
    return person


@pytest.fixture
def draft(case: Inspection, lead: User) -> ActionPlan:
    return ActionPlan.begin(case, case.authorities.get(), by=lead, at=NOON)


@pytest.fixture
def sent(draft: ActionPlan, lead: User, asked: Recommendation) -> ActionPlan:
    PlanLine.add(draft, by=lead, at=NOON, recommendation=asked, **LINE)
    draft.submit(by=lead, received_on=SENT, at=NOON)
    return draft


def test_plan_is_due_by_the_rule_of_the_framework(draft: ActionPlan) -> None:
    assert (draft.version, draft.due_on) == (1, date(2026, 2, 9))
    assert [*ActionPlan.objects.overdue(date(2026, 2, 9))] == []
    assert [*ActionPlan.objects.overdue(date(2026, 2, 10))] == [draft]


def test_line_is_added_and_mended_while_the_plan_is_a_draft(
    draft: ActionPlan, lead: User, asked: Recommendation
) -> None:
    line = PlanLine.add(draft, by=lead, at=NOON, recommendation=asked, **LINE)

    line.change(by=lead, at=NOON, action_en="Appoint seven.")

    assert draft.lines.get().action_en == "Appoint seven."
    assert [each.act for each in Entry.objects.about(line)] == ["created", "changed"]


def test_plan_that_reflects_the_findings_is_in_force(
    sent: ActionPlan, lead: User
) -> None:
    sent.agree(by=lead, reason="It answers every finding.", at=NOON)

    assert (sent.status, sent.reflects_findings) == ("agreed", True)
    assert (sent.decided_on, sent.decided_by) == (TODAY, lead)
    assert PlanLine.objects.in_force().count() == 1


def test_returned_plan_is_followed_by_a_version_with_its_lines(
    sent: ActionPlan, lead: User
) -> None:
    sent.return_plan(by=lead, reason="Nobody owns the second action.", at=NOON)

    second = sent.revise(by=lead, at=NOON)

    assert (second.version, second.status, second.lines.count()) == (2, "draft", 1)
    assert PlanLine.objects.in_force().count() == 0
    second.submit(by=lead, received_on=SENT, at=NOON)
    second.agree(by=lead, reason="Now somebody does.", at=NOON)
    states = [*sent.versions().values_list("version", "status")]
    assert states == [(2, "agreed"), (1, "revised")]
    sent.refresh_from_db()
    assert sent.decision_reason == "Nobody owns the second action."


def test_returned_plan_is_awaited_until_its_next_version_is_begun(
    sent: ActionPlan, lead: User
) -> None:
    sent.return_plan(by=lead, reason="Nobody owns the second action.", at=NOON)
    assert [*ActionPlan.objects.overdue(TODAY)] == [sent]

    second = sent.revise(by=lead, at=NOON)

    assert [*ActionPlan.objects.overdue(TODAY)] == [second]


def test_plan_is_told_as_it_stood_on_any_day(sent: ActionPlan, lead: User) -> None:
    before, judging = SENT - timedelta(days=1), TODAY - timedelta(days=1)
    sent.return_plan(by=lead, reason="Nobody owns the second action.", at=NOON)
    second = sent.revise(by=lead, at=NOON)
    ActionPlan.objects.filter(pk=second.pk).update(due_on=MADE)

    found = {
        day: [[*todo.among(ActionPlan.objects.order_by("pk"), day)] for todo in ToDo]
        for day in (before, SENT, judging, TODAY)
    }

    # Overdue, to be judged, returned: of the days before it was sent, since, and since
    # it came back. The second version was not there before.
    assert found == {
        before: [[], [], []],
        SENT: [[], [sent], []],
        judging: [[], [sent], []],
        TODAY: [[second], [], [sent]],
    }


def test_returned_plan_is_back_once_its_next_version_is_sent(
    sent: ActionPlan, lead: User
) -> None:
    sent.return_plan(by=lead, reason="Nobody owns the second action.", at=NOON)
    second = sent.revise(by=lead, at=NOON)
    assert [*ActionPlan.objects.returned(TODAY)] == [sent]

    second.submit(by=lead, received_on=TODAY, at=NOON)

    assert [*ActionPlan.objects.returned(TODAY)] == []
    assert [*ActionPlan.objects.to_judge(TODAY)] == [second]


def test_revision_of_a_plan_in_force_is_never_overdue(
    sent: ActionPlan, lead: User
) -> None:
    sent.agree(by=lead, reason="Good.", at=NOON)

    second = sent.revise(by=lead, at=NOON)

    assert second.due_on is None
    assert [*ActionPlan.objects.overdue(date(2027, 1, 1))] == []


@pytest.mark.parametrize("status", ["agreed", "returned", "revised"])
def test_plan_that_was_never_submitted_is_not_judged_even_by_sql(
    draft: ActionPlan, status: str
) -> None:
    judged = {"reflects_findings": status == "agreed", "decision_reason": "So."}
    days = {"received_on": SENT, "decided_on": SENT}

    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        ActionPlan.objects.filter(pk=draft.pk).update(status=status, **judged, **days)


def test_agreed_plan_stays_in_force_until_the_next_is_agreed(
    sent: ActionPlan, lead: User
) -> None:
    sent.agree(by=lead, reason="Good.", at=NOON)
    second = sent.revise(by=lead, at=NOON)

    in_force = [*ActionPlan.objects.agreed()]

    assert in_force == [sent]
    with pytest.raises(Refusal, match="There is a later version already"):
        sent.revise(by=lead, at=NOON)
    second.submit(by=lead, received_on=SENT, at=NOON)
    second.agree(by=lead, reason="Better.", at=NOON)
    assert [*ActionPlan.objects.agreed()] == [second]


@pytest.mark.parametrize(
    ("received", "sentence"),
    [
        (None, "Enter the day"),
        (date(2026, 3, 3), "still to come"),
        (date(2026, 1, 11), "before the report came out"),
    ],
)
def test_plan_is_submitted_with_a_day_that_can_be(
    draft: ActionPlan,
    lead: User,
    asked: Recommendation,
    received: date | None,
    sentence: str,
) -> None:
    PlanLine.add(draft, by=lead, at=NOON, recommendation=asked, **LINE)

    with pytest.raises(Refusal, match=sentence):
        draft.submit(by=lead, received_on=received, at=NOON)

    draft.refresh_from_db()
    assert (draft.status, draft.received_on) == ("draft", None)


def test_empty_plan_is_not_submitted(draft: ActionPlan, lead: User) -> None:
    with pytest.raises(Refusal, match="The plan has no lines"):
        draft.submit(by=lead, received_on=SENT, at=NOON)


def test_line_for_another_councils_recommendation_is_refused(
    draft: ActionPlan, lead: User
) -> None:
    elsewhere = make_recommendation()

    with pytest.raises(Refusal, match="made in another inspection"):
        PlanLine.add(draft, by=lead, at=NOON, recommendation=elsewhere, **LINE)
    with pytest.raises(IntegrityError, match="made elsewhere"), transaction.atomic():
        PlanLine.objects.create(plan=draft, recommendation=elsewhere, **LINE)

    assert draft.lines.count() == 0


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"due_on": date(2026, 1, 11)}, "before the report came out"),
        ({"action_en": ""}, "Write what will be done"),
        ({"measure_en": ""}, "Write how it will be seen"),
        ({"owner_role": "Mrs Evans"}, "not a valid choice"),
    ],
)
def test_line_that_says_too_little_is_refused(
    draft: ActionPlan,
    lead: User,
    asked: Recommendation,
    changed: dict,
    sentence: str,
) -> None:
    with pytest.raises(Refusal, match=sentence):
        PlanLine.add(
            draft, by=lead, at=NOON, recommendation=asked, **{**LINE, **changed}
        )


def test_submitted_plan_changes_no_more(
    sent: ActionPlan, lead: User, asked: Recommendation
) -> None:
    line = sent.lines.get()

    with pytest.raises(Refusal, match="no draft any more"):
        line.change(by=lead, at=NOON, action_en="Later words.")
    with pytest.raises(Refusal, match="no draft any more"):
        PlanLine.add(sent, by=lead, at=NOON, recommendation=asked, **LINE)
    for act in (
        lambda: sent.lines.update(action_en="Later words."),
        lambda: PlanLine.objects.create(plan=sent, recommendation=asked, **LINE),
        lambda: sent.lines.all()._raw_delete("default"),
        lambda: ActionPlan.objects.update(received_on=MADE),
        lambda: ActionPlan.objects.update(status="draft", received_on=None),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_judgement_stays_as_it_was_given(sent: ActionPlan, lead: User) -> None:
    sent.agree(by=lead, reason="Good.", at=NOON)

    for told in (
        {"decision_reason": "Bad."},
        {"decided_by": make_user("inspector")},
        {"due_on": date(2027, 1, 1)},
    ):
        with (
            pytest.raises(IntegrityError, match="stays as it is"),
            transaction.atomic(),
        ):
            ActionPlan.objects.update(**told)


def test_draft_is_neither_received_nor_decided_on(draft: ActionPlan) -> None:
    for told in ({"received_on": SENT}, {"decided_on": SENT}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ActionPlan.objects.update(**told)


def test_judging_asks_for_reasons(sent: ActionPlan, lead: User) -> None:
    for verb in ("agree", "return_plan"):
        with pytest.raises(Refusal, match="Give the reason"):
            getattr(sent, verb)(by=lead, reason=" ", at=NOON)


def test_one_plan_at_a_time(draft: ActionPlan, case: Inspection, lead: User) -> None:
    with pytest.raises(Refusal, match="There is a plan already"):
        ActionPlan.begin(case, case.authorities.get(), by=lead, at=NOON)
    with pytest.raises(IntegrityError, match="under way"), transaction.atomic():
        ActionPlan.objects.create(inspection=case, authority=draft.authority, version=2)


def test_plan_is_of_an_authority_that_was_inspected_and_of_a_report_that_is_out(
    case: Inspection, lead: User
) -> None:
    head, draft = make_user("head_of_inspection"), make_inspection()

    with pytest.raises(Refusal, match="not inspected there"):
        ActionPlan.begin(case, make_authority(), by=head, at=NOON)
    with pytest.raises(Refusal, match="no report that is issued yet"):
        ActionPlan.begin(draft, draft.authorities.get(), by=head, at=NOON)


@pytest.mark.parametrize(
    ("role", "judges"),
    [
        ("chief_inspector", True),
        ("head_of_inspection", True),
        ("quality_assurer", True),
        ("lead_inspector", False),  # of another case
        ("inspector", False),
        ("publishing_officer", False),
        ("information_governance", False),
        ("link_officer", False),
    ],
)
def test_plan_is_judged_by_whoever_may(
    sent: ActionPlan, role: str, judges: bool
) -> None:
    person = make_user(role)

    assert (sent.bars(sent.act("agree"), person) == []) is judges


def test_who_has_an_interest_judges_nothing(sent: ActionPlan) -> None:
    person = make_user("quality_assurer")
    make_interest(person, authority=sent.authority)

    with pytest.raises(Refusal, match="declared an interest"):
        sent.agree(by=person, reason="Good.", at=NOON)


def test_link_officer_writes_and_submits_the_plan_of_their_own_authority(
    draft: ActionPlan, asked: Recommendation
) -> None:
    officer = make_user("link_officer")
    know_speakers(lambda user: [draft.authority])

    PlanLine.add(draft, by=officer, at=NOON, recommendation=asked, **LINE)
    draft.submit(by=officer, received_on=SENT, at=NOON)

    assert draft.status == "submitted"
    with pytest.raises(Refusal, match="Your role does not include"):
        draft.agree(by=officer, reason="Good.", at=NOON)
    know_speakers(lambda user: [make_authority()])
    with pytest.raises(Refusal, match="You speak for another authority"):
        ActionPlan.begin(draft.inspection, draft.authority, by=officer, at=NOON)
