"""Who is told that a report has come to them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspectorate.accounts.models import User
from inspectorate.history.models import record
from inspectorate.lifecycle import move
from inspectorate.notices.models import Notice
from inspectorate.notices.telling import tell
from inspectorate.reports.models import Report
from inspectorate.reports.reminders.turns import turns
from tests.factories import (
    NOON,
    SYSTEM,
    TODAY,
    make_evidence,
    make_finding,
    make_inspection,
    make_interest,
    make_recommendation,
    make_report,
    make_team_member,
    make_user,
)

pytestmark = pytest.mark.django_db

Status = Report.Status


def make_draft(**fields: object) -> Report:
    inspection = make_inspection(status="drafting")
    author = make_team_member(inspection, role="lead").user
    finding = make_finding(inspection)
    finding.evidence.add(make_evidence(inspection))
    make_recommendation(inspection).findings.add(finding)
    return make_report(inspection, paragraphs=1, author=author, **fields)


def told() -> list[tuple[User, str]]:
    return [(each.person, each.kind) for each in turns(TODAY)]


def of_ledger() -> list[tuple[User, str]]:
    return [(each.person, each.kind) for each in Notice.objects.order_by("pk")]


def test_readers_are_told_at_once_that_a_report_waits_for_them() -> None:
    report = make_draft()
    assurer, governance = (
        make_user("quality_assurer"),
        make_user("information_governance"),
    )

    report.send_to_assurance(by=report.author)

    assert of_ledger() == [(assurer, "assurance"), (governance, "clearance")]
    notice = Notice.objects.get(kind="assurance")
    reference = report.inspection.reference
    assert notice.subject == f"A report waits for quality assurance: {reference}"
    assert notice.link == f"/admin/reports/report/{report.pk}/assurance/"
    assert [tell(*each) for each in turns(TODAY)] == [None, None]


def test_nobody_of_the_team_nor_with_an_interest_is_asked_to_read() -> None:
    report = make_draft()
    head, chief = make_user("head_of_inspection"), make_user("chief_inspector")
    gone = make_user("quality_assurer", is_active=False)
    make_team_member(report.inspection, user=head)
    make_interest(chief, report.inspection.authorities.get())

    move(report, Status.QUALITY_ASSURANCE, by=SYSTEM, at=NOON)

    assert not {head, chief, gone} & {person for person, _kind in told()}


def test_reader_of_an_earlier_round_reads_the_next_one() -> None:
    report = make_draft()
    first, second = make_user("quality_assurer"), make_user("quality_assurer")
    report.send_to_assurance(by=report.author)
    report.take_assurance(by=first)
    Notice.objects.all().delete()
    report.return_to_drafting(by=first, reason="Two findings rest on one interview.")

    assert of_ledger() == [(report.author, "returned")]
    assert "interview" not in Notice.objects.get().body

    report.send_to_assurance(by=report.author)

    assert of_ledger()[1:] == [(first, "assurance")]
    User.objects.filter(pk=first.pk).update(is_active=False)
    assert told() == [(second, "assurance")]


@pytest.mark.parametrize(
    ("origin", "to", "kinds"),
    [
        ("revision", "awaiting_sign_off", ["sign_off", "sign_off"]),
        ("awaiting_sign_off", "revision", ["returned"]),
        ("sign_off", "revision", ["returned"]),
        ("published", "revision", ["returned"]),
        ("accuracy_check", "revision", []),
        ("quality_assurance", "drafting", ["returned"]),
        ("quality_assurance", "accuracy_check", []),
    ],
)
def test_move_tells_who_is_next(origin: str, to: str, kinds: list[str]) -> None:
    report = make_draft(status=origin)
    make_user("chief_inspector")
    make_user("head_of_inspection")

    move(report, to, by=SYSTEM, at=NOON)

    assert [kind for _person, kind in told()] == kinds


def test_publishing_officer_is_told_of_a_sign_off() -> None:
    report = make_draft(status=Status.AWAITING_SIGN_OFF)
    officer, head = make_user("publishing_officer"), make_user("head_of_inspection")

    report.sign_off(by=head)

    assert of_ledger() == [(officer, "publication")]
    assert Notice.objects.get().link == f"/admin/cases/{report.inspection.reference}/"


@pytest.mark.parametrize(
    ("status", "role", "kind"),
    [
        (Status.AWAITING_SIGN_OFF, "chief_inspector", "sign_off"),
        (Status.SIGN_OFF, "publishing_officer", "publication"),
    ],
)
def test_who_was_the_lead_author_is_not_asked_to_decide_on_it(
    status: str, role: str, kind: str
) -> None:
    report = make_draft(status=status)
    first, last, other = make_user(role), make_user(role), make_user(role)
    for before, after in ((None, first.pk), (first.pk, last.pk), (last.pk, None)):
        named = {"before": {"author_id": before}, "after": {"author_id": after}}
        record(report, "changed", by=SYSTEM, **named)
    record(make_draft(), "changed", by=SYSTEM, after={"author_id": other.pk})

    assert told() == [(other, kind)]


def test_report_cleared_as_it_stands_waits_for_nobody_to_clear_it() -> None:
    report = make_draft(status=Status.QUALITY_ASSURANCE)
    governance = make_user("information_governance")
    assert told() == [(governance, "clearance")]

    report.clear_identities(by=governance)

    assert told() == []


def test_draft_that_nobody_returned_and_one_of_history_remind_nobody() -> None:
    make_draft()
    make_draft(status=Status.PUBLISHED)
    past = make_draft(recorded_from="https://example.org/")
    move(past, Status.QUALITY_ASSURANCE, by=SYSTEM)
    make_user("quality_assurer")

    assert told() == []


def test_queries_do_not_grow_with_the_reports() -> None:
    make_user("quality_assurer")

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            list(turns(TODAY))
        return len(found)

    make_draft(status=Status.QUALITY_ASSURANCE)
    make_draft(status=Status.AWAITING_SIGN_OFF)
    with_one = queries()
    for _each in range(2):
        make_draft(status=Status.QUALITY_ASSURANCE)
        make_draft(status=Status.AWAITING_SIGN_OFF)

    assert queries() == with_one <= 8
