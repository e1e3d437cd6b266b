"""What the database refuses of comments on a draft, whoever writes."""

from collections.abc import Callable
from itertools import combinations

import pytest
from django.db import IntegrityError, transaction

from inspectorate.reports.models import Comment, Report
from inspectorate.reports.models.comment import THINGS
from tests.factories import (
    NOON,
    SYSTEM,
    make_comment,
    make_finding,
    make_judgement,
    make_paragraph,
    make_recommendation,
    make_report,
    make_user,
)

pytestmark = pytest.mark.django_db

SIGNED = ["sign_off", "scheduled", "published"]


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()
    return str(caught.value).splitlines()[0]


def make_draft() -> Report:
    return make_report(status=Report.Status.QUALITY_ASSURANCE)


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Fine."},
        {"place": "9"},
        {"by": None},
        {"at": NOON.replace(hour=1)},
        {"paragraph": None},
    ],
)
def test_comment_is_never_rewritten(change: dict) -> None:
    report = make_draft()
    paragraph, by = report.paragraphs.first(), make_user("quality_assurer")
    comment = make_comment(report, paragraph=paragraph, by=by)

    told = refused(lambda: Comment.objects.update(**change))

    assert "A comment stays as it was written" in told
    assert Comment.objects.values().get() == {
        name: value
        for name, value in vars(comment).items()
        if name not in ("_state", "_prefetched_objects_cache")
    }


@pytest.mark.parametrize(
    ("thing", "make"),
    [
        ("finding", make_finding),
        ("judgement", make_judgement),
        ("recommendation", make_recommendation),
    ],
)
def test_comment_is_moved_to_nothing_else(thing: str, make: Callable) -> None:
    report = make_draft()
    first, second = make(report.inspection), make(report.inspection)
    make_comment(report, **{thing: first})

    told = refused(lambda: Comment.objects.update(**{thing: second}))
    untied = refused(lambda: Comment.objects.update(**{thing: None}))

    assert "A comment stays as it was written" in told
    assert "A comment stays as it was written" in untied


def test_comment_is_on_something_of_its_own_report() -> None:
    report, elsewhere = make_draft(), make_comment(make_draft())
    told = {"text": "Which?", "at": NOON}
    wrong = "belongs to another report"

    for about in (
        {"paragraph": make_paragraph()},
        {"paragraph_id": "0000000000"},
        {"finding": make_finding()},
        {"judgement": make_judgement()},
        {"recommendation": make_recommendation()},
        {"parent": elsewhere},
        {"parent": make_comment(report).answer("CF-03.", by=SYSTEM)},
    ):
        assert wrong in refused(lambda on=about: report.comments.create(**on, **told))


@pytest.mark.parametrize("pair", list(combinations(THINGS, 2)))
def test_comment_is_on_no_two_things(pair: tuple[str, str]) -> None:
    report = make_draft()
    case = report.inspection
    things = {
        "paragraph": report.paragraphs.first(),
        "finding": make_finding(case),
        "judgement": make_judgement(case),
        "recommendation": make_recommendation(case),
    }
    both = {thing: things[thing] for thing in pair}

    with pytest.raises(IntegrityError, match="comment_on_one_thing"):
        report.comments.create(text="Which?", at=NOON, **both)


@pytest.mark.parametrize("thing", THINGS[2:])
def test_answer_is_on_what_its_thread_is_on_and_says_nothing_itself(thing: str) -> None:
    report = make_draft()
    make = {"judgement": make_judgement, "recommendation": make_recommendation}[thing]
    told = {thing: make(report.inspection), "parent": make_comment(report)}

    with pytest.raises(IntegrityError, match="comment_answer_is_part_of_its_thread"):
        report.comments.create(text="This.", at=NOON, **told)


@pytest.mark.parametrize("status", SIGNED)
def test_nobody_comments_on_what_is_signed_off(status: str) -> None:
    report = make_draft()
    Report.objects.update(status=status, scheduled_for=NOON)

    told = refused(lambda: report.comments.create(text="Which?", at=NOON))

    assert "The report is signed off" in told


@pytest.mark.parametrize("status", SIGNED)
def test_thread_stays_as_it_is_once_the_report_is_signed_off(status: str) -> None:
    report = make_draft()
    open_thread, resolved = make_comment(report), make_comment(report)
    resolved.resolve(by=SYSTEM, how="Mended.")
    Report.objects.update(status=status, scheduled_for=NOON)

    for thread, change in (
        (open_thread, {"resolved_at": NOON}),
        (resolved, {"resolved_at": None, "how": ""}),
        (resolved, {"how": "Not mended."}),
    ):
        rows = Comment.objects.filter(pk=thread.pk)
        told = refused(lambda rows=rows, change=change: rows.update(**change))
        assert "its comments stay as they are" in told
