"""Comments on a draft: who begins a thread, answers it, resolves and reopens it."""

import pytest
from django.db import models

from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal
from inspectorate.reports.models import Comment, Report
from inspectorate.reports.models.comment import THINGS
from tests.factories import (
    NOON,
    SYSTEM,
    make_comment,
    make_finding,
    make_interest,
    make_judgement,
    make_recommendation,
    make_report,
    make_team_member,
    make_user,
)

pytestmark = pytest.mark.django_db

CLOSED = ["sign_off", "scheduled", "published"]
QUESTION = "Which file says so?"
MAKERS = {
    "finding": make_finding,
    "judgement": make_judgement,
    "recommendation": make_recommendation,
}


def make_draft(**fields: object) -> Report:
    fields.setdefault("status", Report.Status.QUALITY_ASSURANCE)
    return make_report(**fields)


def make_thing(thing: str, report: Report) -> models.Model:
    if thing == "paragraph":
        return report.paragraphs.first()
    return MAKERS[thing](report.inspection)


def test_assurer_comments_on_a_paragraph_and_it_is_recorded() -> None:
    report, by = make_draft(), make_user("quality_assurer")
    paragraph = report.paragraphs.first()

    comment = report.comment(f" {QUESTION}\n", by=by, paragraph=paragraph, at=NOON)

    comment.refresh_from_db()
    assert (comment.text, comment.by, comment.at) == (QUESTION, by, NOON)
    assert (comment.paragraph, comment.place) == (paragraph, "1")
    assert list(report.comments.open()) == [comment]
    entry = Entry.objects.about(comment).get()
    assert (entry.act, entry.actor_id, entry.entered_at) == ("created", by.pk, NOON)


@pytest.mark.parametrize("thing", THINGS)
def test_comment_says_what_it_was_on_after_that_is_deleted(thing: str) -> None:
    report = make_draft()
    about = make_thing(thing, report)
    comment = make_comment(report, **{thing: about})
    told, place = comment.thing, str(about)

    about.delete()
    Comment.objects.get().resolve(by=SYSTEM)

    kept = Comment.objects.get()
    assert (kept.thing, kept.place) == (told, place)
    assert kept.thing[0] == thing


def test_team_answers_and_an_answer_to_an_answer_joins_the_thread() -> None:
    report = make_draft()
    head = make_comment(report)
    member = make_team_member(report.inspection).user

    first = head.answer("CF-03 does.", by=member)
    second = first.answer("Thank you.", by=make_user("quality_assurer"))

    assert (first.by, first.parent, second.parent) == (member, head, head)
    assert list(report.comments.threads()) == [head]


def test_thread_is_resolved_and_reopened_and_both_are_recorded() -> None:
    comment, by = make_comment(make_draft()), make_user("quality_assurer")

    comment.resolve(by=by, how="Reworded.", at=NOON)

    comment.refresh_from_db()
    assert (comment.resolved_by, comment.resolved_at) == (by, NOON)
    assert (comment.how, comment.is_open) == ("Reworded.", False)
    comment.reopen(by=by, reason="It came back.")
    comment.refresh_from_db()
    assert (comment.resolved_by, comment.resolved_at, comment.how) == (None, None, "")
    assert comment.is_open
    entries = Entry.objects.about(comment)
    assert [(e.act, e.actor_id, e.reason) for e in entries][1:] == [
        ("resolved", by.pk, "Reworded."),
        ("reopened", by.pk, "It came back."),
    ]


def test_thread_is_resolved_once_and_reopened_once() -> None:
    comment = make_comment(make_draft())
    with pytest.raises(Refusal, match="open already"):
        comment.reopen(by=SYSTEM, reason="Why not.")

    comment.resolve(by=SYSTEM)

    with pytest.raises(Refusal, match="resolved already"):
        Comment.objects.get().resolve(by=SYSTEM)
    with pytest.raises(Refusal, match="Nothing is written"):
        comment.reopen(by=SYSTEM, reason="  ")


def test_answer_is_not_resolved_without_its_thread() -> None:
    answer = make_comment(make_draft()).answer("CF-03 does.", by=SYSTEM)

    with pytest.raises(Refusal, match="resolved with its thread"):
        answer.resolve(by=SYSTEM)


@pytest.mark.parametrize("status", CLOSED)
def test_nobody_comments_on_what_is_signed_off(status: str) -> None:
    report = make_draft()
    comment = make_comment(report)
    done = make_comment(report)
    done.resolve(by=SYSTEM)
    Report.objects.update(status=status, scheduled_for=NOON)

    for act in (
        lambda: report.comment(QUESTION, by=SYSTEM),
        lambda: comment.answer("No.", by=SYSTEM),
        lambda: comment.resolve(by=SYSTEM),
        lambda: done.reopen(by=SYSTEM, reason="No."),
    ):
        with pytest.raises(Refusal, match="This is possible while a report stands at"):
            act()


def test_who_clears_identities_says_what_stands_in_the_way() -> None:
    report, reviewer = make_draft(), make_user("information_governance")
    paragraph = report.paragraphs.first()

    comment = report.comment("A sister can be known.", by=reviewer, paragraph=paragraph)
    comment.answer("By her age.", by=reviewer)

    assert "Comments still open: 1" in report.unassured()[0]
    with pytest.raises(Refusal, match="Your role does not include this act"):
        comment.resolve(by=reviewer)


def test_who_clears_identities_of_an_authority_of_theirs_says_nothing() -> None:
    report, reviewer = make_draft(), make_user("information_governance")
    make_interest(reviewer, report.inspection.authorities.get())

    with pytest.raises(Refusal, match="You have declared an interest"):
        report.comment("A sister can be known.", by=reviewer)


@pytest.mark.parametrize("role", ["inspector", "lead_inspector", "publishing_officer"])
def test_role_that_assures_nothing_neither_comments_nor_resolves(role: str) -> None:
    comment, wrong = make_comment(make_draft()), make_user(role)

    for act in (
        lambda: comment.report.comment(QUESTION, by=wrong),
        lambda: comment.answer("No.", by=wrong),
        lambda: comment.resolve(by=wrong),
    ):
        with pytest.raises(Refusal, match="Your role does not include this act"):
            act()


@pytest.mark.parametrize("role", ["inspector", "head_of_inspection"])
def test_team_resolves_no_comment_on_its_own_case(role: str) -> None:
    comment = make_comment(make_draft())
    member = make_team_member(comment.report.inspection, user=make_user(role)).user

    comment.answer("We have reworded it.", by=member)

    with pytest.raises(Refusal, match=r"Your role|You are on the team"):
        comment.resolve(by=member)
    assert Comment.objects.get(pk=comment.pk).is_open


def test_who_has_an_interest_in_the_authority_says_nothing() -> None:
    comment, chief = make_comment(make_draft()), make_user("chief_inspector")
    make_interest(chief, comment.report.inspection.authorities.get())

    for act in (
        lambda: comment.report.comment(QUESTION, by=chief),
        lambda: comment.answer("No.", by=chief),
        lambda: comment.resolve(by=chief),
    ):
        with pytest.raises(Refusal, match="You have declared an interest"):
            act()


def test_comment_is_on_something_of_its_own_report() -> None:
    report, other = make_draft(), make_draft()
    finding, paragraph = make_finding(), other.paragraphs.first()

    with pytest.raises(Refusal, match="part of another report"):
        report.comment(QUESTION, by=SYSTEM, paragraph=paragraph)
    for thing, make in MAKERS.items():
        with pytest.raises(Refusal, match="part of another case"):
            report.comment(QUESTION, by=SYSTEM, **{thing: make()})
    with pytest.raises(Refusal, match="one thing at a time"):
        report.comment(QUESTION, by=SYSTEM, paragraph=paragraph, finding=finding)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (" \n", "Nothing is written"),
        ("x" * 200_000, "has 200000 characters, and 10000 fit"),
        ("Who\0?", "holds a null character"),
    ],
)
def test_text_that_cannot_stand_is_refused_with_its_cure(text: str, told: str) -> None:
    comment = make_comment(make_draft())

    for act in (
        lambda: comment.report.comment(text, by=SYSTEM),
        lambda: comment.answer(text, by=SYSTEM),
    ):
        with pytest.raises(Refusal, match=told):
            act()
    assert list(Comment.objects.all()) == [comment]
