"""The rules of the accuracy check that the database holds across its tables."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, models, transaction

from inspectorate.accounts.models import User
from inspectorate.reports.guards import GUARDS
from inspectorate.reports.models import AccuracyCheck, AccuracyComment, Report
from tests.factories import (
    NOON,
    make_accuracy_check,
    make_accuracy_comment,
    make_interest,
    make_report,
    make_team_member,
    make_user,
)

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=1)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()
    return str(caught.value).splitlines()[0]


def refusal_of(name: str) -> str:
    return next(guard.refusal for guard in GUARDS if guard.name == name)


def write(row: models.Model, **changes: object) -> Callable[[], object]:
    rows = type(row)._base_manager.filter(pk=row.pk)
    return lambda: rows.update(**changes)


def decided(by: User) -> dict[str, object]:
    return {
        "decision": "rejected",
        "reason": "No.",
        "decided_by": by,
        "decided_at": NOON,
    }


def reviewed(by: User) -> dict[str, object]:
    return {
        "second_reviewer": by,
        "review_agrees": True,
        "review_reason": "Yes.",
        "reviewed_at": NOON,
    }


def make_decided() -> AccuracyComment:
    comment = make_accuracy_comment(touches_judgement=True)
    comment.decide("rejected", "No.", by=make_user("chief_inspector"))
    return comment


def authority_of(comment: AccuracyComment) -> models.Model:
    return comment.accuracy_check.report.inspection.authorities.get()


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 2},
        {"sent_at": LATER},
        {"sent_on": date(2026, 3, 1)},
        {"due_on": date(2026, 3, 20)},
        {"digest": "0" * 64},
        {"document": "{}"},
    ],
)
def test_what_was_sent_stays(changes: dict) -> None:
    check = make_accuracy_check()

    assert refusal_of("sending_stays") in refused(write(check, **changes))
    write(check, returned_on=date(2026, 3, 9))()


def test_sending_stays_with_its_report_and_who_sent_it() -> None:
    check = make_accuracy_check()
    told = refusal_of("sending_stays")

    assert told in refused(write(check, report=make_report()))
    assert told in refused(write(check, sent_by=make_user()))


@pytest.mark.parametrize(
    "changes",
    [
        {"part_kind": "title"},
        {"part_key": "other"},
        {"part_number": "9.9"},
        {"comment_type": "other"},
        {"comment_text": "We agree."},
        {"supporting_evidence": "None."},
        {"submitted_by_role": "Leader"},
        {"submitted_at": LATER},
        {"logged_at": LATER},
        {"touches_judgement": False},
    ],
)
def test_what_the_authority_said_stays(changes: dict) -> None:
    comment = make_accuracy_comment(touches_judgement=True)

    assert refusal_of("accuracy_comment_stays") in refused(write(comment, **changes))


def test_comment_stays_with_its_check_paragraph_and_sender() -> None:
    comment = make_accuracy_comment()
    told = refusal_of("accuracy_comment_stays")
    other = comment.accuracy_check.report.paragraphs.last()
    general = make_accuracy_comment(comment.accuracy_check, place="")

    # Its number would leave a gap there as well: either trigger may speak first.
    assert refused(write(general, accuracy_check=make_accuracy_check()))
    assert told in refused(write(comment, paragraph=other))
    assert told in refused(write(comment, submitted_by=make_user()))
    write(comment, paragraph=None)()
    assert told in refused(write(comment, paragraph=other))


def test_comments_are_numbered_without_a_gap() -> None:
    comment = make_accuracy_comment()
    comment.pk, comment.number = None, 3

    assert refusal_of("accuracy_comment_without_gap") in refused(comment.save)


def test_comment_points_at_no_paragraph_of_another_report() -> None:
    comment = make_accuracy_comment(place="")
    comment.pk, comment.number = None, 2
    comment.paragraph = make_report().paragraphs.first()

    assert refusal_of("accuracy_comment_on_own_report") in refused(comment.save)


def test_who_has_an_interest_decides_nothing() -> None:
    comment = make_accuracy_comment()
    by = make_interest(authority=authority_of(comment)).user

    told = refused(write(comment, **decided(by)))

    assert refusal_of("interest_bars_decision") in told


def test_who_has_an_interest_reviews_nothing() -> None:
    comment = make_decided()
    by = make_interest(authority=authority_of(comment)).user

    told = refused(write(comment, **reviewed(by)))

    assert refusal_of("interest_bars_review") in told


def test_interest_that_comes_or_ended_bars_no_decision_of_another_time() -> None:
    comment = make_decided()
    past = {"declared_on": date(2020, 1, 1), "ends_on": date(2020, 1, 2)}
    by = make_interest(authority=authority_of(comment), **past).user

    write(comment, **reviewed(by))()
    make_interest(by, authority_of(comment))

    # What was decided before the interest stands, and its row can still be written.
    write(comment, paragraph=None)()


def test_team_and_author_review_nothing() -> None:
    comment, author = make_decided(), make_user("quality_assurer")
    report = comment.accuracy_check.report
    member = make_team_member(report.inspection).user
    Report.objects.filter(pk=report.pk).update(author=author)

    told = refusal_of("team_bars_review")

    assert told in refused(write(comment, **reviewed(member)))
    assert told in refused(write(comment, **reviewed(author)))
    write(comment, **reviewed(make_user("quality_assurer")))()
    assert AccuracyComment.objects.get().review_agrees
    assert AccuracyCheck.objects.count() == 1


FIXED = ["awaiting_sign_off", "sign_off", "scheduled", "published"]


def fix(report: Report, status: str) -> None:
    Report.objects.filter(pk=report.pk).update(status=status, scheduled_for=NOON)


@pytest.mark.parametrize("status", FIXED)
def test_decision_stays_once_the_text_is_fixed(status: str) -> None:
    comment, person = make_decided(), make_user("quality_assurer")
    fix(comment.accuracy_check.report, status)
    changes = [
        {"reason": "Yes."},
        {"decided_by": person},
        {"decided_at": LATER},
        {"change_made": "Mended."},
        reviewed(person),
    ]

    for changed in changes:
        told = refused(write(comment, **changed))
        assert refusal_of("accuracy_decision_sealed") in told

    AccuracyComment.objects.get(pk=comment.pk).save()  # which changes nothing


@pytest.mark.parametrize("status", FIXED)
def test_what_is_recorded_of_the_answer_stays_once_the_text_is_fixed(
    status: str,
) -> None:
    check = make_accuracy_check()
    fix(check.report, status)
    later = check.due_on + timedelta(days=7)
    extended = {"extended_to": later, "extension_reason": "The director is ill."}

    for changed in ({"returned_on": check.due_on}, {"no_response": True}, extended):
        told = refused(write(check, **changed))
        assert refusal_of("accuracy_answer_sealed") in told

    AccuracyCheck.objects.get(pk=check.pk).save()


def test_report_that_is_revised_again_has_its_comments_decided_again() -> None:
    comment = make_decided()
    fix(comment.accuracy_check.report, "awaiting_sign_off")
    fix(comment.accuracy_check.report, "revision")

    write(comment, reason="Yes.")()

    assert AccuracyComment.objects.get().reason == "Yes."
