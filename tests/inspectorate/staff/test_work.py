"""The first page: each person's own work, the nearest day first."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from inspectorate.accounts.models import User
from inspectorate.concerns.models.decision import Act, Level
from inspectorate.frameworks.models import DeadlineRule, NonWorkingDay
from inspectorate.history.models import record
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import move
from inspectorate.staff.waiting import reviews
from inspectorate.staff.work import Block, Item, blocks
from tests.admin_pages import client_of, strictly
from tests.factories import (
    NOON,
    SYSTEM,
    TODAY,
    make_accuracy_check,
    make_accuracy_comment,
    make_authority,
    make_comment,
    make_decision,
    make_episode,
    make_evidence,
    make_finding,
    make_framework,
    make_inspection,
    make_interest,
    make_intervention,
    make_judgement,
    make_recommendation,
    make_report,
    make_team_member,
    make_user,
    stand,
)

pytestmark = pytest.mark.django_db


def block_of(user: User, code: str) -> Block:
    (found,) = [block for block in blocks(user, TODAY) if block.code == code]
    return found


def items(user: User, code: str) -> list[Item]:
    return block_of(user, code).items


def make_own_case(user: User, **fields: object) -> Inspection:
    return make_team_member(make_inspection(**fields), user=user).inspection


def test_case_names_its_next_act_and_its_day() -> None:
    mair = make_user("inspector")
    make_inspection()  # somebody else's
    make_own_case(mair, status="closed")
    planned = make_own_case(mair, fieldwork_start="2026-05-04", fieldwork_end=None)
    field = make_own_case(mair, status="fieldwork", fieldwork_end="2026-02-27")
    drafted = make_own_case(mair, status="drafting", fieldwork_end="2026-03-27")
    make_report(drafted, status="revision")
    DeadlineRule.objects.create(
        framework=drafted.framework, event="publication", days=10
    )

    assert [
        (item.told, item.due, item.is_overdue) for item in items(mair, "cases")
    ] == [
        ("End fieldwork", date(2026, 2, 27), True),
        ("Submit for sign-off", date(2026, 4, 14), False),
        ("Begin scoping", date(2026, 5, 4), False),
    ]
    assert items(mair, "cases")[0].address == reverse("admin:case", args=[field])
    assert planned.reference in items(mair, "cases")[2].name


def test_day_of_publication_is_that_of_the_reminder_also_after_a_day_off() -> None:
    mair = make_user("inspector")
    drafted = make_own_case(mair, status="drafting", fieldwork_end="2026-03-20")
    rule = DeadlineRule.objects.create(
        framework=drafted.framework, event="publication", days=5
    )
    NonWorkingDay.objects.create(day=date(2026, 3, 25), name_en="A funeral")

    (item,) = items(mair, "cases")

    assert item.due == rule.due(date(2026, 3, 20)) == date(2026, 3, 30)


def test_case_in_drafting_without_a_report_says_to_begin_it() -> None:
    mair = make_user("inspector")
    case = make_own_case(mair, status="drafting")
    assert [item.told for item in items(mair, "cases")] == ["Begin the report"]

    make_report(case)
    assert [item.told for item in items(mair, "cases")] == ["Draft the report"]


def test_report_that_came_back_tells_why_and_what_is_open_until_it_goes_on() -> None:
    mair, reader = make_user("inspector"), make_user("quality_assurer")
    case = make_own_case(mair, status="drafting")
    report = make_report(case, status="quality_assurance")
    make_comment(report)
    make_comment(report).resolve(by=reader)

    report.return_to_drafting(by=reader, reason="Two findings rest on one interview.")

    (item,) = items(mair, "cases")
    returned = "Returned: Two findings rest on one interview. (1 open comment)"
    assert (item.told, item.returned) == ("Draft the report", returned)
    client = Client()
    client.force_login(mair)
    assert returned in client.get(reverse("admin:case", args=[case])).text
    move(report, "quality_assurance", by=SYSTEM)
    assert items(mair, "cases")[0].returned == ""
    assert "Returned" not in client.get(reverse("admin:case", args=[case])).text


def test_case_that_waits_for_others_says_where() -> None:
    mair = make_user("inspector")
    case = make_own_case(mair, status="drafting")
    make_report(case, status="quality_assurance")

    told = [item.told for item in items(mair, "cases")]
    assert told == ["Waits at “Quality assurance”"]


def test_case_is_named_in_the_reader_s_language() -> None:
    mair = make_user("inspector")
    council = make_authority("Exampleshire", name_cy="Sir Enghraifft")
    make_team_member(make_inspection(council), user=mair)

    with translation.override("cy"):
        assert "Sir Enghraifft" in items(mair, "cases")[0].name


def test_finding_without_evidence_is_work_for_its_team_only() -> None:
    mair = make_user("inspector")
    case = make_own_case(mair)
    make_finding(case).evidence.add(make_evidence(case))
    lacking = make_finding(case)
    make_finding()
    make_finding(case, recorded_from="A report of 2009")

    assert [item.name for item in items(mair, "findings")] == [str(lacking)]


@pytest.mark.parametrize(
    ("role", "waiting"),
    [
        ("quality_assurer", ["quality_assurance"]),
        ("publishing_officer", []),
        ("chief_inspector", ["quality_assurance", "awaiting_sign_off"]),
        ("inspector", []),
    ],
)
def test_report_waits_for_who_may_act_on_it(role: str, waiting: list[str]) -> None:
    states = ("quality_assurance", "revision", "awaiting_sign_off", "sign_off")
    made = {status: make_report(status=status, slug=status) for status in states}
    cases = {make.inspection.reference: status for status, make in made.items()}

    found = items(make_user(role), "reviews")

    addresses = [reverse("admin:case", args=[case]) for case in cases]
    status_of = dict(zip(addresses, cases.values(), strict=True))
    assert [status_of[item.address] for item in found] == waiting


def test_who_publishes_sees_what_is_scheduled_signed_off_and_held_up() -> None:
    officer = make_user("publishing_officer")
    make_report(status="published")
    make_report(status="sign_off", author=officer)
    signed = make_report(status="sign_off")
    moment = datetime(2026, 7, 1, 8, 30, tzinfo=UTC)
    later = make_report(status="scheduled", scheduled_for=moment)
    held = make_report(status="scheduled", scheduled_for=NOON, hold_up="No key.")

    found = items(officer, "publications")

    assert [(item.address, item.told, item.returned) for item in found] == [
        (page_of(held), "Scheduled for 2 March 2026, 12:00", "Not published: No key."),
        (page_of(later), "Scheduled for 1 July 2026, 09:30", ""),
        (page_of(signed), "Signed off", ""),
    ]
    codes = [block.code for block in blocks(make_user("inspector"), TODAY)]
    assert "publications" not in codes


def page_of(report: models.Model) -> str:
    return reverse("admin:case", args=[report.inspection.reference])


def test_report_that_waits_says_of_which_case_and_since_when() -> None:
    report = make_report(status="quality_assurance")
    for day, status in ((2, "quality_assurance"), (4, "drafting")):
        at = datetime(2026, 3, day, 12, tzinfo=UTC)
        record(report, f"moved to {status}", by=SYSTEM, at=at)

    [item] = items(make_user("quality_assurer"), "reviews")

    assert item.name == f"{report} ({report.inspection.reference})"
    assert item.told == "Quality assurance, since 2 March 2026"


def test_own_report_does_not_wait_for_its_author_nor_for_the_team() -> None:
    chief = make_user("chief_inspector")
    make_report(author=chief, status="awaiting_sign_off")
    make_report(make_own_case(chief), status="quality_assurance")
    for status in ("awaiting_sign_off", "sign_off"):
        named = {"before": {"author_id": chief.pk}, "after": {"author_id": None}}
        record(make_report(status=status), "changed", by=SYSTEM, **named)

    assert items(chief, "reviews") == []


def test_recommendations_due_are_those_of_own_cases_or_of_all_for_the_head() -> None:
    mair = make_user("inspector")
    case = make_own_case(mair)
    due = {"timescale": "3m"}
    late = make_recommendation(case, due_on=date(2026, 3, 1), **due)
    soon = make_recommendation(case, due_on=date(2026, 3, 20), **due)
    make_recommendation(case, due_on=date(2026, 9, 1), **due)
    other = make_recommendation(due_on=date(2026, 3, 2), **due)

    told = [(item.name, item.is_overdue) for item in items(mair, "recommendations")]
    assert told == [(late.reference, True), (soon.reference, False)]
    head = items(make_user("head_of_inspection"), "recommendations")
    assert [item.name for item in head] == [
        *(late.reference, other.reference, soon.reference)
    ]


def test_accuracy_check_waits_for_its_answer_and_then_for_decisions() -> None:
    mair = make_user("inspector")
    report = make_report(make_own_case(mair), status="accuracy_check")
    check = make_accuracy_check(report)
    make_accuracy_check()  # somebody else's

    (item,) = items(mair, "accuracy")
    assert (item.told, item.due) == ("Await the answer", check.due_on)
    assert item.name == f"{report} ({report.inspection.reference})"

    comment = make_accuracy_comment(check)
    type(check).objects.filter(pk=check.pk).update(returned_on=TODAY)
    type(report).objects.filter(pk=report.pk).update(status="revision")
    assert [item.told for item in items(mair, "accuracy")] == ["Decide the comments"]

    told = {"reason": "Read again.", "change_made": "It says 9 of 12 now."}
    comment.decide("accepted", **told, by=make_user("head_of_inspection"))
    assert items(mair, "accuracy") == []


def test_refusal_waits_for_who_may_review_it_and_not_for_the_team() -> None:
    mair, other = make_user("inspector"), make_user("quality_assurer")
    report = make_report(make_own_case(mair), status="revision")
    comment = make_accuracy_comment(make_accuracy_check(report), touches_judgement=True)
    tied, head = make_user("chief_inspector"), make_user("head_of_inspection")
    make_interest(tied, report.inspection.authorities.get())
    decider = make_user("quality_assurer")

    comment.decide("rejected", "The files say otherwise.", by=decider)

    for reader in (other, head):
        (item,) = items(reader, "accuracy")
        assert (item.told, item.due) == ("Review a decision", None)
    for person in (mair, tied, decider):
        assert items(person, "accuracy") == []
    comment.second_review(by=other, agrees=True, reason="So they do.")
    assert items(other, "accuracy") == []


def test_draft_waits_for_its_clearance_and_again_when_its_text_has_changed() -> None:
    reader = make_user("information_governance")
    make_report()  # in drafting
    report = make_report(status="quality_assurance")
    assert [(each.name, each.told) for each in items(reader, "reviews")] == [
        (f"{report} ({report.inspection})", "Clear it of identities")
    ]

    report.clear_identities(by=reader)
    assert items(reader, "reviews") == []
    report.paragraphs.update(text_en="Somebody else is named.")
    assert len(items(reader, "reviews")) == 1
    make_interest(reader, report.inspection.authorities.get())
    assert items(reader, "reviews") == []


def test_list_of_drafts_to_clear_costs_as_much_for_three_as_for_one() -> None:
    reader = make_user("information_governance")
    reader.has_perm("inspections.view_inspection")

    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            reviews(reader)
        return len(made)

    for times in range(3):
        if times == 1:
            with_one = queries()
        report = make_report(status="quality_assurance")
        make_finding(report.inspection)
        make_judgement(report.inspection)
        make_recommendation(report.inspection)
        # Only of what was cleared before are the texts read.
        report.clear_identities(by=reader)
        report.paragraphs.update(text_en="Somebody else is named.")

    assert len(reviews(reader)) == 3
    assert queries() == with_one <= 8


def test_report_on_an_authority_one_has_an_interest_in_waits_for_somebody_else() -> (
    None
):
    chief, other = make_user("chief_inspector"), make_user("chief_inspector")
    report = make_report(status="quality_assurance")
    make_interest(chief, report.inspection.authorities.get())

    assert items(chief, "reviews") == []
    assert len(items(other, "reviews")) == 1


def test_concern_whose_review_is_past_or_near_is_shown_and_none_is_lost() -> None:
    mair = make_user("inspector")
    past = make_episode()
    make_decision(past, Act.RETAIN, decided_on="2025-11-20", review_on=date(2026, 2, 1))
    far = make_episode()
    make_decision(far, Act.RETAIN, review_on=date(2026, 12, 1))
    wrong = make_decision(far, Act.RETAIN, review_on=date(2027, 1, 1))
    lifted = make_episode()
    make_decision(lifted, Act.RETAIN, review_on=date(2026, 3, 3))
    make_decision(lifted, Act.LIFT)
    without = make_episode(placed=False)
    make_decision(without, Act.PLACE, decided_on=None)
    make_episode(placed=False)

    assert [(item.name, item.told) for item in items(mair, "concerns")] == [
        (str(past), "Review the protocol"),
        (str(without), "No day of review is set"),
    ]

    mended = {"reason_en": "A slip.", "review_on": date(2026, 3, 20)}
    far.correct(wrong, Level.SERIOUS, by=SYSTEM, **mended)
    told = [(item.name, item.is_overdue) for item in items(mair, "concerns")]
    assert told == [(str(past), True), (str(far), False), (str(without), False)]


def test_empty_page_says_so_in_words_of_each_block() -> None:
    page = strictly(client_of("quality_assurer").get(reverse("admin:index")))

    for block in page.context["blocks"]:
        assert block.items == []
        assert block.empty in page.text


def test_first_page_costs_as_many_queries_whatever_is_in_it() -> None:
    chief = make_user("chief_inspector")
    governor = make_user("information_governance")
    for person in (chief, governor):
        person.has_perm("inspections.view_inspection")

    def queries(person: User) -> int:
        with CaptureQueriesContext(connection) as made:
            blocks(person, TODAY)
        return len(made)

    with_none = queries(chief)
    for times in range(3):
        if times == 1:
            with_one = queries(governor)
        case = make_own_case(chief)
        make_finding(case)
        make_report(status="quality_assurance")
        make_report(status="sign_off")
        make_accuracy_check(make_report(case, status="accuracy_check"))
        make_recommendation(case, timescale="3m", due_on=TODAY)
        stand(make_recommendation(case), acceptance="rejected")
        day = {"decided_on": "2026-01-05", "review_on": TODAY}
        make_decision(make_episode(), Act.RETAIN, **day)
        make_intervention()

    assert all(block.items for block in blocks(chief, TODAY))
    assert queries(chief) == with_none == 11
    assert queries(governor) == with_one <= 15


def test_translator_is_told_what_is_to_be_translated() -> None:
    framework = make_framework(languages="en cy")
    framework.deadlines.create(event="publication", days=10)
    case = make_inspection(framework=framework, fieldwork_end="2026-01-30")
    report = make_report(case, paragraphs=2)
    report.paragraphs.filter(position=1).update(text_cy="")
    report.paragraphs.filter(position=2).update(text_en="New.")
    translator = make_user("publishing_officer")

    (item,) = items(translator, "translations")

    assert (item.told, item.due, item.is_overdue) == (
        "missing: 1, out of date: 1",
        date(2026, 2, 13),
        True,
    )
    page = reverse("admin:reports_report_translation", args=[report.pk])
    assert item.address == page
    make_interest(translator, case.authorities.get())
    assert items(translator, "translations") == []


def test_who_translates_nothing_has_no_block_of_it() -> None:
    codes = [block.code for block in blocks(make_user("inspector"), TODAY)]

    assert "translations" not in codes
