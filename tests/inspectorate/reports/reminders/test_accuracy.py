"""Who is told of a check for factual accuracy, and on which day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspectorate.lifecycle import move
from inspectorate.notices.models import Notice
from inspectorate.notices.reminding import remind
from inspectorate.notices.sources import Source
from inspectorate.reports.models import AccuracyCheck, Report
from inspectorate.reports.reminders.accuracy import answers_due, decisions, reviews
from tests.admin_pages import change_page
from tests.factories import (
    NOON,
    SYSTEM,
    make_accuracy_check,
    make_accuracy_comment,
    make_inspection,
    make_interest,
    make_report,
    make_team_member,
    make_user,
)

pytestmark = pytest.mark.django_db

# It is sent on Monday, 2 March 2026, and due after ten working days.
SENT, DUE = date(2026, 3, 2), date(2026, 3, 16)


def make_sent() -> AccuracyCheck:
    inspection = make_inspection(status="drafting")
    make_team_member(inspection, role="lead")
    make_team_member(inspection)
    author = make_team_member(inspection).user
    status = Report.Status.ACCURACY_CHECK
    report = make_report(inspection, paragraphs=1, status=status, author=author)
    return make_accuracy_check(report)


def steps(on: date) -> list[str]:
    return [telling.key.split(":")[-1] for telling in answers_due(on)]


@pytest.mark.parametrize(
    ("on", "step"),
    [
        (SENT, "10"),
        (date(2026, 3, 10), "10"),
        (date(2026, 3, 11), "3"),
        (DUE, "0"),
        (date(2026, 3, 17), "overdue"),
    ],
)
def test_lead_and_author_are_reminded_of_the_answer(on: date, step: str) -> None:
    check = make_sent()
    lead = check.report.inspection.team.get(role="lead").user

    told = list(answers_due(on))

    assert [each.person for each in told] == [lead, check.report.author]
    assert steps(on) == [step, step]
    assert {each.link for each in told} == {change_page(check)}


def test_words_say_what_is_due_and_what_to_do_when_it_is_late() -> None:
    reference = make_sent().report.inspection.reference

    soon, late = next(answers_due(DUE)), next(answers_due(date(2026, 3, 17)))

    assert str(soon.subject) == (
        f"The authority's answer on {reference} is due on 16 March 2026"
    )
    assert str(late.subject) == f"The authority's answer on {reference} is overdue"
    assert "Record the day of its answer" in str(late.body)


def test_more_time_is_a_new_occasion() -> None:
    check = make_sent()

    check.extend(date(2026, 3, 23), by=SYSTEM, reason="The director is ill.")

    assert steps(DUE) == ["10", "10"]
    assert next(answers_due(DUE)).due_on == date(2026, 3, 23)


def test_answer_that_came_or_is_not_to_come_is_awaited_no_longer() -> None:
    make_sent().record_return(DUE, by=SYSTEM, at=NOON.replace(day=17))
    make_sent().record_no_response(by=SYSTEM, at=NOON.replace(day=17))

    assert steps(date(2026, 3, 17)) == []


def test_comments_of_an_answer_are_to_be_decided() -> None:
    check = make_sent()
    comment = make_accuracy_comment(check)
    assert list(decisions(DUE)) == []  # more may come

    check.record_return(SENT, by=SYSTEM, at=NOON)
    told = list(decisions(DUE))

    assert len(told) == 2
    assert told[0].person == check.report.inspection.team.get(role="lead").user
    comment.decide("accepted", "It is so.", "Mended.", by=told[1].person)
    assert list(decisions(DUE)) == []


def test_author_off_the_team_is_not_asked_to_decide() -> None:
    check = make_sent()
    make_accuracy_comment(check)
    check.record_return(SENT, by=SYSTEM, at=NOON)
    check.report.inspection.team.filter(user=check.report.author).delete()

    (telling,) = decisions(DUE)

    assert telling.person == check.report.inspection.team.get(role="lead").user


def test_refusal_that_touches_a_judgement_waits_for_who_may_review_it() -> None:
    check = make_sent()
    comment = make_accuracy_comment(check, touches_judgement=True)
    author = check.report.author
    decider, other = make_user("quality_assurer"), make_user("quality_assurer")
    head = make_user("head_of_inspection")
    make_team_member(check.report.inspection, user=head)

    comment.decide("rejected", "The files say otherwise.", by=author)
    assert [each.person for each in reviews(DUE)] == [decider, other]
    first = next(reviews(DUE)).key
    comment.decide("rejected", "Eight of ten files say otherwise.", by=decider)

    (telling,) = reviews(DUE)
    assert (telling.person, telling.link) == (other, change_page(check))
    assert telling.key != first
    comment.second_review(by=other, agrees=True, reason="So they do.")
    assert list(reviews(DUE)) == []


def test_report_that_has_moved_on_reminds_nobody() -> None:
    check = make_sent()
    comment = make_accuracy_comment(check, touches_judgement=True)
    make_user("quality_assurer")
    check.record_return(SENT, by=SYSTEM, at=NOON)
    comment.decide("rejected", "The files say otherwise.", by=check.report.author)
    make_accuracy_comment(check, comment_text="The date is wrong.")
    assert list(decisions(DUE))
    assert list(reviews(DUE))

    for status in (Report.Status.REVISION, Report.Status.AWAITING_SIGN_OFF):
        move(check.report, status, by=SYSTEM)

    assert [*answers_due(DUE), *decisions(DUE), *reviews(DUE)] == []


@pytest.mark.parametrize("source", [answers_due, decisions, reviews])
def test_queries_do_not_grow_with_the_checks(source: Source) -> None:
    make_user("quality_assurer")

    def make() -> None:
        check = make_sent()
        comment = make_accuracy_comment(check, touches_judgement=True)
        make_accuracy_comment(check)
        comment.decide("rejected", "Otherwise.", by=check.report.author)
        if source is not answers_due:
            check.record_return(SENT, by=SYSTEM, at=NOON)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert list(source(DUE))
        return len(found)

    make()
    with_one = queries()
    make()

    assert queries() == with_one <= 7


def test_who_may_review_a_refusal_is_told_at_once_and_once() -> None:
    check = make_sent()
    comment = make_accuracy_comment(check, touches_judgement=True)
    reviewer, tied = make_user("quality_assurer"), make_user("quality_assurer")
    make_interest(tied, check.report.inspection.authorities.get())

    comment.decide("rejected", "The files say otherwise.", by=check.report.author)
    remind(on=DUE, at=NOON)

    notices = Notice.objects.filter(kind="accuracy_review")
    assert [each.person for each in notices] == [reviewer]
