"""Who is told that they write a report."""

import pytest

from inspectorate.accounts.models import User
from inspectorate.history.models import record
from inspectorate.notices.models import Notice
from inspectorate.reports.beginning import begin
from inspectorate.reports.models import Report
from inspectorate.reports.reminders.authorship import tell_of_authorship
from tests.admin_pages import change_page, client_of, errors, filled
from tests.factories import (
    SYSTEM,
    make_inspection,
    make_report,
    make_team_member,
    make_user,
)

pytestmark = pytest.mark.django_db


def name_by_form(report: Report, author: User) -> None:
    client = client_of("chief_inspector")
    page = client.get(change_page(report))
    answer = client.post(change_page(report), filled(page) | {"author": author.pk})
    assert answer.status_code == 302, errors(answer)


def test_lead_author_named_on_the_form_is_told_at_once() -> None:
    report, mair = make_report(), make_user("inspector")

    name_by_form(report, mair)

    notice = Notice.objects.get()
    reference = report.inspection.reference
    assert (notice.person, notice.kind) == (mair, "assignment")
    assert notice.subject == f"You write the report of {reference}"
    assert notice.link == f"/admin/cases/{reference}/"


def test_form_that_leaves_the_lead_author_tells_nobody() -> None:
    mair = make_user("inspector")

    name_by_form(make_report(author=mair), mair)

    assert not Notice.objects.exists()


def test_lead_whose_report_somebody_else_begins_is_told_and_who_begins_it_is_not() -> (
    None
):
    cases = [make_inspection(), make_inspection()]
    leads = [make_team_member(case, role="lead").user for case in cases]

    begin(cases[0], by=make_user("head_of_inspection"))
    begin(cases[1], by=leads[1])

    assert [each.person for each in Notice.objects.all()] == [leads[0]]


def test_who_is_named_again_is_told_again_and_nobody_twice_of_one_naming() -> None:
    mair, by = make_user("inspector"), make_user("head_of_inspection")
    report = make_report(author=mair)

    for _each in range(2):
        record(report, "changed", by=by, after={"author_id": mair.pk})
        assert tell_of_authorship(report, by=by)
        assert tell_of_authorship(report, by=by) is None

    assert Notice.objects.filter(person=mair).count() == 2


def test_nobody_is_told_who_has_left_nor_of_what_is_historical() -> None:
    gone = make_user("inspector", is_active=False)
    past = make_report(author=make_user("inspector"), recorded_from="A source")

    for report in (make_report(author=gone), past, make_report()):
        assert tell_of_authorship(report, by=SYSTEM) is None
