"""What the database refuses, whoever writes: nobody assures what they are tied to,
and nobody rewrites what was said.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from inspectorate.guards import trigger_names
from inspectorate.inspections.models import Interest, TeamMember
from inspectorate.reports.guards import GUARDS
from inspectorate.reports.models import ChecklistAnswer, Clearance, Comment, Report
from tests.factories import (
    NOON,
    make_checklist_answer,
    make_clearance,
    make_comment,
    make_interest,
    make_paragraph,
    make_report,
    make_team_member,
    make_user,
)

pytestmark = pytest.mark.django_db

TEAM = "This person is on the team of the case: choose somebody else."
TIED = "This person has an interest in the authority: choose another."


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()
    return str(caught.value).splitlines()[0]


def make_draft() -> Report:
    return make_report(status=Report.Status.QUALITY_ASSURANCE)


def assurer(report: Report, person: object) -> None:
    Report.objects.filter(pk=report.pk).update(assurer=person)


def clearer(report: Report, person: object) -> None:
    told = {"cleared_at": NOON, "cleared_digest": "0"}
    Report.objects.filter(pk=report.pk).update(cleared_by=person, **told)


def resolver(report: Report, person: object) -> None:
    threads = Comment.objects.filter(report=report)
    threads.update(resolved_by=person, resolved_at=NOON)


def answerer(report: Report, person: object) -> None:
    ChecklistAnswer.objects.filter(report=report).update(by=person)


def reviewer(report: Report, person: object) -> None:
    """Clears a further warning, for a clearance is never changed."""
    row = Clearance.objects.filter(report=report).latest("pk")
    row.pk, row.start, row.cleared_by = None, row.start + 1, person
    row.save(force_insert=True)


ACTS = [assurer, clearer, resolver, answerer, reviewer]


@pytest.mark.parametrize("write", ACTS)
def test_neither_team_nor_who_has_an_interest_assures(write: Callable) -> None:
    report = make_draft()
    make_comment(report)
    make_checklist_answer(report)
    make_paragraph(report, text_en="Two children waited.")
    make_clearance(report)
    member = make_team_member(report.inspection).user
    tied = make_interest(authority=report.inspection.authorities.get()).user
    ended = make_interest(
        authority=report.inspection.authorities.get(),
        declared_on=timezone.localdate() - timedelta(days=9),
        ends_on=timezone.localdate() - timedelta(days=2),
    ).user

    assert TEAM in refused(lambda: write(report, member))
    assert TIED in refused(lambda: write(report, tied))
    write(report, ended)


@pytest.mark.parametrize("write", ACTS[2:])
def test_author_assures_nothing_of_their_own(write: Callable) -> None:
    report, author = make_draft(), make_user("chief_inspector")
    make_comment(report)
    make_checklist_answer(report)
    make_paragraph(report, text_en="Two children waited.")
    make_clearance(report)
    Report.objects.update(author=author)

    assert TEAM in refused(lambda: write(report, author))


def test_new_row_is_asked_like_a_changed_one() -> None:
    report = make_draft()
    member = make_team_member(report.inspection).user
    told = {"text": "Fine.", "at": NOON, "resolved_by": member, "resolved_at": NOON}
    letter = {"slug": "letter", "kind": "summary", "assurer": member}

    assert TEAM in refused(lambda: report.comments.create(**told))
    assert TEAM in refused(lambda: make_report(report.inspection, **letter))


def test_what_is_stored_stays_valid_when_somebody_changes_sides_later() -> None:
    report, person = make_draft(), make_user("quality_assurer")
    comment = make_comment(report)
    resolver(report, person)
    clearer(report, person)
    make_team_member(report.inspection, user=person)

    Report.objects.get().save()
    Comment.objects.get(pk=comment.pk).save()


def test_who_assures_a_report_does_not_join_its_team() -> None:
    report, person = make_draft(), make_user("quality_assurer")
    assurer(report, person)

    told = refused(lambda: make_team_member(report.inspection, user=person))

    assert "This person assures the quality of the report" in told
    with pytest.raises(ValidationError, match="let a colleague take the report over"):
        TeamMember(inspection=report.inspection, user=person).full_clean()


def test_who_assures_a_report_declares_no_interest_before_it_is_handed_over() -> None:
    report, person = make_draft(), make_user("quality_assurer")
    authority = report.inspection.authorities.get()
    assurer(report, person)

    told = refused(lambda: make_interest(person, authority))

    assert "a colleague takes it over first" in told
    with pytest.raises(ValidationError, match=report.inspection.reference):
        Interest(user=person, authority=authority, nature="Married.").full_clean()
    report.take_assurance(by=make_user("quality_assurer"))
    make_interest(person, authority)


def test_case_is_not_widened_to_what_its_assurer_has_an_interest_in() -> None:
    report, interest = make_draft(), make_interest(make_user("quality_assurer"))
    assurer(report, interest.user)

    told = refused(lambda: report.inspection.authorities.add(interest.authority))

    assert "Who assures the report has an interest" in told


@pytest.mark.parametrize(
    ("report_status", "case_status"),
    [("published", "drafting"), ("quality_assurance", "closed")],
)
def test_report_that_is_over_keeps_nobody_from_anything(
    report_status: str, case_status: str
) -> None:
    report, person = make_draft(), make_user("quality_assurer")
    authority = report.inspection.authorities.get()
    assurer(report, person)
    Report.objects.update(status=report_status)
    type(report.inspection).objects.update(status=case_status)

    if case_status == "closed":
        interest = make_interest(person, authority)
        interest.full_clean()
    else:
        member = make_team_member(report.inspection, user=person)
        member.full_clean()


SIGNED = ["sign_off", "scheduled", "published"]


@pytest.mark.parametrize("status", ["drafting", "accuracy_check", *SIGNED])
def test_checklist_stays_as_answered_once_quality_assurance_is_over(
    status: str,
) -> None:
    answer = make_checklist_answer()
    Report.objects.update(status=status, scheduled_for=NOON)
    rows = ChecklistAnswer.objects.filter(pk=answer.pk)

    told = refused(lambda: rows.update(answer="no", note="It does not."))

    assert "the checklist stays as answered" in told


def test_answer_is_moved_to_no_other_report() -> None:
    answer, other = make_checklist_answer(), make_draft()
    rows = ChecklistAnswer.objects.filter(pk=answer.pk)

    told = refused(lambda: rows.update(report=other))

    assert "An answer stays with its report" in told


def test_every_guard_is_laid() -> None:
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        laid = {name for (name,) in cursor.fetchall()}

    for guard in GUARDS:
        assert set(trigger_names(guard, connection.vendor)) <= laid


@pytest.mark.parametrize("status", ["published", "issued", "withdrawn"])
def test_warning_is_cleared_of_a_draft_only(status: str) -> None:
    report = make_clearance().report
    Report.objects.update(status=status)

    told = refused(lambda: reviewer(report, make_user("information_governance")))

    assert "return it to revision to clear a warning" in told


def test_clearance_stays_as_it_was_given() -> None:
    make_clearance()

    assert "permanent" in refused(lambda: Clearance.objects.update(reason="Never mind"))
    assert "permanent" in refused(Clearance.objects.all().delete)
