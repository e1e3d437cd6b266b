"""What the authority says of a draft is logged as it was said."""

from datetime import UTC, datetime, timedelta

import pytest

from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal
from inspectorate.reports.models import AccuracyCheck, AccuracyComment
from tests.factories import (
    NOON,
    SYSTEM,
    make_accuracy_check,
    make_accuracy_comment,
    make_finding,
    make_inspection,
    make_judgement,
    make_paragraph,
    make_recommendation,
    make_report,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def make_full_check() -> AccuracyCheck:
    """Of a report with a part of every kind."""
    inspection = make_inspection()
    make_finding(inspection)
    make_judgement(inspection)
    make_recommendation(inspection)
    report = make_report(
        inspection, status="accuracy_check", paragraphs=["One.", "Two."]
    )
    return make_accuracy_check(report)


def refusals(check: AccuracyCheck, **said: object) -> list[str]:
    with pytest.raises(Refusal) as refusal:
        make_accuracy_comment(check, **said)
    assert AccuracyComment.objects.count() == 0
    return [str(reason) for reason in refusal.value.reasons]


def test_comment_is_logged_on_a_paragraph_by_its_printed_number() -> None:
    check, by = make_full_check(), make_user("quality_assurer")
    paragraph = check.report.paragraphs.get(position=2)

    comment = check.log(
        place=" 1.2 ",
        comment_type="typo_or_number",
        comment_text=" It was 14. ",
        supporting_evidence="Annex 3.",
        submitted_by_role="Link officer",
        by=by,
        at=NOON,
    )

    comment.refresh_from_db()
    assert (comment.number, comment.place) == (1, "Paragraph 1.2")
    assert (comment.part_key, comment.paragraph) == (paragraph.stable_id, paragraph)
    assert (comment.comment_text, comment.supporting_evidence) == (
        "It was 14.",
        "Annex 3.",
    )
    assert (comment.submitted_at, comment.decision) == (NOON, "")
    entry = Entry.objects.about(comment).get()
    assert (entry.act, entry.actor_id, entry.entered_at) == ("created", by.pk, NOON)


@pytest.mark.parametrize(
    ("place", "kind", "told"),
    [
        ("", "", ""),
        ("summary", "summary", "Summary"),
        ("F1", "finding", "Finding F1"),
        ("finding f1", "finding", "Finding F1"),
        ("r1", "recommendation", "Recommendation R1"),
        ("1", "heading", "Heading 1"),
        (
            "the experiences of children",
            "judgement",
            "Judgement: The experiences of children",
        ),
    ],
)
def test_comment_points_at_any_part_or_at_none(
    place: str, kind: str, told: str
) -> None:
    comment = make_accuracy_comment(make_full_check(), place=place)

    assert (comment.part_kind, comment.place) == (kind, told)
    assert comment.paragraph is None
    assert comment.touches_judgement == (kind == "judgement")


def test_challenge_to_a_judgement_touches_one_whatever_is_ticked() -> None:
    challenge = make_accuracy_comment(comment_type="judgement_challenge")
    ticked = make_accuracy_comment(comment_type="other", touches_judgement=True)

    assert challenge.touches_judgement
    assert ticked.touches_judgement


def test_comment_stays_when_its_paragraph_is_taken_out() -> None:
    comment = make_accuracy_comment(place="1.2")
    key = comment.part_key

    comment.paragraph.delete()

    comment.refresh_from_db()
    assert (comment.paragraph, comment.part_key) == (None, key)
    assert comment.place == "Paragraph 1.2"


def test_paragraph_that_is_gone_can_still_be_commented_as_it_was_sent() -> None:
    check = make_accuracy_check()
    check.report.paragraphs.get(position=1).delete()

    comment = make_accuracy_comment(check, place="1.1")

    assert (comment.place, comment.paragraph) == ("Paragraph 1.1", None)


def test_comments_are_numbered_within_their_check() -> None:
    first, second = make_accuracy_check(), make_accuracy_check()

    for check in (first, second, first):
        make_accuracy_comment(check)

    numbers = AccuracyComment.objects.order_by("pk").values_list("number", flat=True)
    assert list(numbers) == [1, 1, 2]


def test_comment_on_a_paragraph_of_another_report_is_refused() -> None:
    other = make_report().paragraphs.first()

    told = refusals(make_full_check(), place=other.stable_id)

    assert len(told) == 1
    assert f"“{other.stable_id}” is no part of the draft as it was sent" in told[0]


def test_number_that_stands_at_several_places_is_told_with_their_stable_ids() -> None:
    archive = {"recorded_from": "Paper archive"}
    report = make_report(**archive, paragraphs=0, status="accuracy_check")
    rows = [make_paragraph(report, number="7", **archive) for _each in range(2)]
    check = make_accuracy_check(report)

    (told,) = refusals(check, place="7")

    assert told == (
        "“7” stands at several places: give the stable id of the one that is meant "
        f"({rows[0].stable_id}, {rows[1].stable_id})."
    )


def test_comment_without_sense_is_refused_with_every_fault() -> None:
    assert refusals(
        make_accuracy_check(),
        place="99",
        comment_type="praise",
        comment_text="  ",
        submitted_by_role="",
        submitted_at=NOON + timedelta(seconds=1),
    ) == [
        (
            "“99” is no part of the draft as it was sent: give the printed number of a "
            "paragraph, its stable id, or the number of a recommendation."
        ),
        "Choose the type of the comment.",
        "Enter what the authority says.",
        "Enter the office of who sent it: Director, Link officer.",
        "It is dated in the future: enter when it was submitted.",
    ]


@pytest.mark.parametrize("field", ["comment_text", "supporting_evidence"])
@pytest.mark.parametrize(
    ("text", "told"), [("x" * 200_000, "has 200000 characters"), ("a\x00b", "NUL")]
)
def test_text_that_nobody_could_keep_is_refused(
    field: str, text: str, told: str
) -> None:
    (reason,) = refusals(make_accuracy_check(), **{field: text})

    assert told in reason


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"submitted_by_role": "x" * 201}, "has 201 characters"),
        ({"submitted_by_role": "\x00"}, "NUL"),
        ({"place": "\x00"}, "is no part of the draft"),
        ({"submitted_at": NOON - timedelta(days=1)}, "dated before the draft was sent"),
    ],
)
def test_role_place_or_date_that_cannot_be_is_refused(said: dict, told: str) -> None:
    (reason,) = refusals(make_accuracy_check(), **said)

    assert told in reason


def test_comment_that_is_sent_twice_is_logged_once() -> None:
    comment = make_accuracy_comment(comment_text="It was 14.")

    with pytest.raises(Refusal, match="logged already, as comment 1"):
        make_accuracy_comment(comment.accuracy_check, comment_text="It was 14. ")

    assert AccuracyComment.objects.count() == 1


def test_comment_is_late_when_it_comes_after_the_last_day() -> None:
    check = make_accuracy_check()
    last = datetime(2026, 3, 16, 23, 59, tzinfo=UTC)

    in_time = make_accuracy_comment(check, at=last)
    late = make_accuracy_comment(check, at=last + timedelta(minutes=1))

    assert [in_time.is_late, late.is_late] == [False, True]


def test_one_faulty_comment_keeps_all_of_them_out() -> None:
    check = make_accuracy_check()
    said = {"comment_type": "other", "submitted_by_role": "Director"}

    with pytest.raises(Refusal, match="Enter what"):
        check.log_all(
            [{**said, "comment_text": "One."}, {**said, "comment_text": ""}], by=SYSTEM
        )

    assert AccuracyComment.objects.count() == 0
