"""Every comment is decided with its reason; who refuses what touches a judgement is
looked over the shoulder by somebody outside the team.
"""

from datetime import UTC, datetime

import pytest

from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal
from inspectorate.reports.models import AccuracyCheck, AccuracyComment, Report
from tests.factories import (
    NOON,
    SYSTEM,
    make_accuracy_check,
    make_accuracy_comment,
    make_interest,
    make_report,
    make_team_member,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LATER = datetime(2026, 3, 20, 9, tzinfo=UTC)
REFUSED = ["partly_accepted", "rejected", "out_of_scope"]


def make_lead(comment: AccuracyComment) -> User:
    inspection = comment.accuracy_check.report.inspection
    return make_team_member(inspection, role="lead").user


def make_refused(decision: str = "rejected") -> AccuracyComment:
    """Of a judgement, by the lead inspector."""
    comment = make_accuracy_comment(comment_type="judgement_challenge")
    by = make_lead(comment)
    comment.decide(decision, "The files say so.", "One word.", by=by, at=NOON)
    return comment


@pytest.mark.parametrize("decision", AccuracyComment.Decision.values)
def test_comment_is_decided_with_its_reason_by_the_team(decision: str) -> None:
    comment = make_accuracy_comment()
    by = make_lead(comment)

    comment.decide(decision, " They counted. ", " 12 to 14. ", by=by, at=NOON)

    comment.refresh_from_db()
    assert (comment.decision, comment.reason) == (decision, "They counted.")
    assert (comment.change_made, comment.decided_by) == ("12 to 14.", by)
    assert (comment.decided_at, comment.is_settled) == (NOON, True)
    entry = Entry.objects.about(comment).last()
    assert (entry.act, entry.actor_id, entry.entered_at) == ("decided", by.pk, NOON)
    assert (entry.before["decision"], entry.after["decision"]) == ("", decision)


@pytest.mark.parametrize(
    ("decision", "reason", "change", "told"),
    [
        ("", "Because.", "", "Choose what becomes"),
        ("praised", "Because.", "", "Choose what becomes"),
        ("rejected", "  ", "", "Give the reason"),
        ("accepted", "Right.", " ", "Say what was changed"),
        ("partly_accepted", "Right.", "", "Say what was changed"),
        ("rejected", "x" * 200_000, "", "200000 characters"),
        ("accepted", "Right.", "x\x00", "NUL"),
    ],
)
def test_decision_without_sense_is_refused(
    decision: str, reason: str, change: str, told: str
) -> None:
    comment = make_accuracy_comment()

    with pytest.raises(Refusal, match=told):
        comment.decide(decision, reason, change, by=make_lead(comment))

    assert AccuracyComment.objects.get().decision == ""


def test_comment_is_decided_again_and_history_keeps_the_former() -> None:
    comment = make_refused()
    comment.second_review(by=make_user("quality_assurer"), agrees=True, reason="Yes.")
    Report.objects.update(status=Report.Status.REVISION)

    comment.decide("accepted", "A new file.", "Raised.", by=comment.decided_by)

    comment.refresh_from_db()
    assert (comment.decision, comment.is_settled) == ("accepted", True)
    assert (comment.second_reviewer, comment.review_agrees) == (None, None)
    former = Entry.objects.about(comment).last().before
    assert (former["decision"], former["reason"]) == ("rejected", "The files say so.")
    assert former["review_reason"] == "Yes."


def test_decision_may_add_that_a_judgement_is_touched_but_not_take_it_back() -> None:
    comment = make_accuracy_comment()
    by = make_lead(comment)

    comment.decide("rejected", "No.", by=by, touches_judgement=True)
    comment.decide("rejected", "Still no.", by=by)

    assert AccuracyComment.objects.get().touches_judgement
    assert comment.needs_review


@pytest.mark.parametrize(
    "role", ["lead_inspector", "publishing_officer", "information_governance"]
)
def test_comment_is_not_decided_by_who_stands_outside(role: str) -> None:
    comment = make_accuracy_comment()

    with pytest.raises(Refusal, match="Only the team of this case works on"):
        comment.decide("rejected", "No.", by=make_user(role))


def test_comment_is_decided_by_a_person() -> None:
    with pytest.raises(Refusal, match="A person decides"):
        make_accuracy_comment().decide("rejected", "No.", by=SYSTEM)


def test_who_has_an_interest_in_the_authority_neither_decides_nor_reviews() -> None:
    comment = make_refused()
    authority = comment.accuracy_check.report.inspection.authorities.get()
    by = make_interest(make_user("quality_assurer"), authority).user

    with pytest.raises(Refusal, match="declared an interest"):
        comment.decide("accepted", "Yes.", "All.", by=by)
    with pytest.raises(Refusal, match="declared an interest"):
        comment.second_review(by=by, agrees=True, reason="Yes.")


@pytest.mark.parametrize(
    "status", [s for s in Report.Status if s not in ("accuracy_check", "revision")]
)
def test_comment_is_decided_only_until_the_text_is_fixed(status: str) -> None:
    comment = make_refused()
    Report.objects.update(status=status, scheduled_for=NOON)

    with pytest.raises(Refusal, match="its accuracy check is over"):
        comment.decide("rejected", "No.", by=comment.decided_by)
    with pytest.raises(Refusal, match="its accuracy check is over"):
        comment.second_review(
            by=make_user("quality_assurer"), agrees=True, reason="Yes."
        )


def test_second_person_who_decides_is_told_that_another_has() -> None:
    comment = make_accuracy_comment()
    by, seen = make_lead(comment), comment.state()
    comment.decide("accepted", "Yes.", "All.", by=by, seen=seen)

    with pytest.raises(Refusal, match="decided this comment meanwhile"):
        comment.decide("rejected", "No.", by=make_user("quality_assurer"), seen=seen)

    assert AccuracyComment.objects.get().decision == "accepted"


@pytest.mark.parametrize("decision", REFUSED)
def test_refusal_that_touches_a_judgement_waits_for_a_second_reviewer(
    decision: str,
) -> None:
    comment, by = make_refused(decision), make_user("quality_assurer")
    assert AccuracyComment.objects.awaiting_review().get() == comment
    assert not comment.is_settled

    comment.second_review(by=by, agrees=True, reason=" I read the files. ", at=LATER)

    comment.refresh_from_db()
    assert (comment.second_reviewer, comment.reviewed_at) == (by, LATER)
    assert (comment.review_reason, comment.decision) == ("I read the files.", decision)
    assert comment.is_settled
    assert AccuracyComment.objects.unsettled().count() == 0
    entry = Entry.objects.about(comment).last()
    assert (entry.act, entry.actor_id) == ("decision confirmed", by.pk)


def test_second_reviewer_who_disagrees_opens_the_decision_again() -> None:
    comment, by = make_refused(), make_user("head_of_inspection")

    comment.second_review(by=by, agrees=False, reason="One file says more.", at=LATER)

    comment.refresh_from_db()
    assert (comment.decision, comment.decided_by, comment.reason) == ("", None, "")
    assert (comment.review_agrees, comment.second_reviewer) == (False, by)
    assert AccuracyComment.objects.undecided().get() == comment
    entry = Entry.objects.about(comment).last()
    assert entry.act == "decision opened again"
    assert entry.before["reason"] == "The files say so."


@pytest.mark.parametrize("decision", REFUSED)
def test_refusal_that_touches_no_judgement_is_settled_at_once(decision: str) -> None:
    comment = make_accuracy_comment()
    comment.decide(decision, "No.", "One word.", by=make_lead(comment))

    assert comment.is_settled
    with pytest.raises(Refusal, match="awaits no second review"):
        comment.second_review(
            by=make_user("quality_assurer"), agrees=True, reason="Yes."
        )


def test_second_review_needs_a_reason() -> None:
    comment = make_refused()

    with pytest.raises(Refusal, match="Give the reason"):
        comment.second_review(by=make_user("quality_assurer"), agrees=True, reason=" ")


def test_nobody_reviews_their_own_decision() -> None:
    comment, by = (
        make_accuracy_comment(touches_judgement=True),
        make_user("quality_assurer"),
    )
    comment.decide("rejected", "No.", by=by)

    with pytest.raises(Refusal, match="You have decided this comment"):
        comment.second_review(by=by, agrees=True, reason="Yes.")


def test_nobody_on_the_team_is_the_second_reviewer() -> None:
    comment = make_refused()
    inspection = comment.accuracy_check.report.inspection
    chief = make_team_member(inspection, user=make_user("chief_inspector")).user
    inspector = make_team_member(inspection).user
    author = make_user("quality_assurer")
    Report.objects.update(author=author)

    for by, told in [
        (chief, "You are on the team"),
        (inspector, "Your role does not"),
        (author, "You are on the team"),
    ]:
        with pytest.raises(Refusal, match=told):
            comment.second_review(by=by, agrees=True, reason="Yes.")


def test_check_ends_only_when_the_authority_answered() -> None:
    check = make_accuracy_check()
    report = check.report

    with pytest.raises(Refusal, match="has not answered") as refusal:
        report.end_accuracy_check(by=SYSTEM, at=LATER)
    check.record_no_response(by=SYSTEM, at=LATER)
    report.end_accuracy_check(by=SYSTEM, at=LATER)

    assert [reason.about for reason in refusal.value.reasons] == [check]
    assert report.status == Report.Status.REVISION


def test_answer_to_an_earlier_sending_ends_no_later_one() -> None:
    first = make_accuracy_check(returned_on=NOON.date())
    make_accuracy_check(first.report, at=LATER)

    with pytest.raises(Refusal, match="has not answered"):
        first.report.end_accuracy_check(by=SYSTEM, at=LATER)


def test_draft_is_submitted_only_when_every_comment_is_settled() -> None:
    refused = make_refused()
    check: AccuracyCheck = refused.accuracy_check
    open_one = make_accuracy_comment(check)
    report = check.report
    Report.objects.update(status=Report.Status.REVISION)
    report.refresh_from_db()
    report.clear_identities(by=SYSTEM)

    with pytest.raises(Refusal) as refusal:
        report.submit_for_sign_off(by=SYSTEM)

    assert [(str(reason), reason.about) for reason in refusal.value.reasons] == [
        (
            (
                "Comment 1 touches a judgement and is refused: somebody outside the "
                "team reviews this."
            ),
            check,
        ),
        ("Comment 2 on accuracy is not decided: decide it.", check),
    ]
    by = make_user("quality_assurer")
    refused.second_review(by=by, agrees=True, reason="Yes.")
    open_one.decide("accepted", "Yes.", "12 to 14.", by=by)
    report.submit_for_sign_off(by=SYSTEM)
    assert report.status == Report.Status.AWAITING_SIGN_OFF


def test_historical_report_lacks_nothing_of_its_check() -> None:
    report = make_report(status="accuracy_check", recorded_from="Paper archive")
    make_accuracy_comment(make_accuracy_check(report))

    report.end_accuracy_check(by=SYSTEM, at=LATER)
    report.submit_for_sign_off(by=SYSTEM, at=LATER)

    assert report.status == Report.Status.AWAITING_SIGN_OFF


def test_correction_of_a_published_report_needs_no_new_check() -> None:
    report = make_report(published=True)
    report.return_to_revision(by=SYSTEM, reason="A figure is wrong.", at=LATER)
    report.clear_identities(by=SYSTEM, at=LATER)

    report.submit_for_sign_off(by=SYSTEM, at=LATER)

    assert report.status == Report.Status.AWAITING_SIGN_OFF
