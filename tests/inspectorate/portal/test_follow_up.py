"""Answering recommendations, planning and reporting at the portal."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import Settings

from authorities.models import LinkOfficer
from inspectorate.inspections.models import Inspection
from inspectorate.reports.models import AccuracyCheck
from recommendations.models import ActionPlan, PlanLine, Recommendation
from tests.admin_pages import strictly
from tests.factories import (
    NOON,
    SYSTEM,
    make_inspection,
    make_recommendation,
    make_report,
)
from tests.link_officers import (
    client_of_officer,
    make_link_officer,
    make_note,
    make_published,
    make_sent_draft,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def submissions(settings: Settings, tmp_path: Path) -> None:
    mine = {**settings.STORAGES["submissions"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "submissions": mine}


@pytest.fixture
def officer() -> LinkOfficer:
    return make_link_officer()


@pytest.fixture
def asked(officer: LinkOfficer) -> Recommendation:
    return make_published(officer.authority, "Appoint more people.")


@pytest.fixture
def client(officer: LinkOfficer) -> Client:
    return client_of_officer(officer)


def way(asked: Recommendation, page: str = "") -> str:
    return f"/portal/recommendations/{asked.reference}/{page}"


def plan_of(asked: Recommendation, page: str = "") -> str:
    return f"/portal/plans/{asked.inspection.reference}/{page}"


def test_answer_is_on_the_record_as_the_council_s_own(
    client: Client, officer: LinkOfficer, asked: Recommendation
) -> None:
    said = {"acceptance": "partly_accepted", "words_en": "Not all.", "seen": "0"}

    answer = client.post(way(asked, "answer/"), said)

    assert answer["Location"] == way(asked)
    [fact] = asked.answers.all()
    assert (fact.entered_by, fact.on_behalf, fact.role) == (
        officer.user,
        False,
        officer.office,
    )
    assert fact.day == timezone.localdate()
    page = strictly(client.get(way(asked))).text
    assert "Not all." in page
    assert "The authority answered: <strong>Partly accepted</strong>" in page


def test_answer_without_a_reason_comes_back_with_what_was_typed(
    client: Client, asked: Recommendation
) -> None:
    page = client.post(way(asked, "answer/"), {"acceptance": "rejected", "seen": "0"})

    assert page.status_code == 422
    assert "Give the authority" in page.text
    assert not asked.answers.exists()


def test_progress_is_reported_with_where_it_can_be_seen(
    client: Client, asked: Recommendation
) -> None:
    said = {"progress": "in_progress", "words_cy": "Penodwyd tri.", "proof": "Minutes."}

    client.post(way(asked, "progress/"), said)

    [update] = asked.progressupdates.all()
    assert (update.progress, update.words_cy) == ("in_progress", "Penodwyd tri.")
    assert update.evidence == "Minutes."
    assert "Minutes." in client.get(way(asked)).text


def test_progress_is_reported_with_files_that_the_council_reads_again(
    client: Client, asked: Recommendation
) -> None:
    proof = SimpleUploadedFile("minutes.txt", b"We met.")
    said = {"progress": "in_progress", "words_en": "Begun.", "files": [proof]}

    client.post(way(asked, "progress/"), said)

    page = strictly(client.get(way(asked))).text
    [link] = re.findall(r'href="([^"]+/files/\d+/)"', page)
    file = client.get(link)
    assert file.getvalue() == b"We met."
    assert file["Content-Disposition"] == 'attachment; filename="minutes.txt"'
    book = load_workbook(BytesIO(client.get("/portal/download/").getvalue()))
    assert [row[-1] for row in book["What was said"].values] == ["Files", "minutes.txt"]
    public = client.get(f"/en/recommendations/{asked.reference}/")
    assert (public.status_code, "minutes.txt" in public.text) == (200, False)


def test_report_whose_file_is_refused_comes_back_as_typed(
    client: Client, asked: Recommendation
) -> None:
    empty = SimpleUploadedFile("minutes.txt", b"")
    said = {"progress": "in_progress", "words_en": "Begun.", "files": [empty]}

    page = client.post(way(asked, "progress/"), said)

    assert page.status_code == 422
    assert "is empty" in page.text
    assert "Begun." in page.text
    assert not asked.progressupdates.exists()


def test_what_staff_entered_for_the_council_stays_theirs(
    client: Client, asked: Recommendation
) -> None:
    today = timezone.localdate()
    asked.report_progress("in_progress", by=SYSTEM, day=today, evidence="Drawer 4.")

    assert "Drawer 4." not in client.get(way(asked)).text


def test_who_has_not_read_what_a_colleague_entered_is_told(
    client: Client, asked: Recommendation
) -> None:
    told = {"acceptance": "accepted", "seen": "0"}
    client.post(way(asked, "answer/"), told)

    page = client.post(way(asked, "answer/"), told)

    assert page.status_code == 422
    assert "Somebody has entered something" in page.text
    assert 'name="seen" value="1"' in page.text


def test_closed_recommendation_is_read_and_no_more(
    client: Client, asked: Recommendation
) -> None:
    today = timezone.localdate()
    asked.close("no_longer_relevant", by=SYSTEM, day=today, words_en="It is over.")

    assert "Report progress" not in client.get(way(asked)).text
    page = client.post(way(asked, "progress/"), {"progress": "in_progress"})
    assert page.status_code == 422


def test_plan_is_begun_written_sent_and_revised(
    client: Client, officer: LinkOfficer, asked: Recommendation
) -> None:
    line = {
        "recommendation": asked.pk,
        "action_en": "Appoint six.",
        "measure_en": "No child waits.",
        "owner_role": "director",
        "due_on": (timezone.localdate() + timedelta(days=90)).isoformat(),
    }
    assert "not begun" in strictly(client.get(plan_of(asked))).text

    client.post(plan_of(asked), {"act": "begin"})
    refused = client.post(plan_of(asked), {"act": "submit"})
    assert refused.status_code == 409
    assert "<title>Error: Action plan" in refused.text
    client.post(plan_of(asked, "lines/"), line)
    client.post(plan_of(asked, "lines/1/"), {**line, "action_en": "Appoint seven."})
    plan = ActionPlan.objects.get()
    client.post(plan_of(asked), {"act": "submit", "seen": plan.state()})

    plan.refresh_from_db()
    assert (plan.status, plan.authority) == ("submitted", officer.authority)
    assert plan.received_on == timezone.localdate()
    assert PlanLine.objects.get().action_en == "Appoint seven."
    assert client.get(plan_of(asked, "lines/1/")).status_code == 404
    plan.return_plan(by=SYSTEM, reason="It names no day.")
    assert "It names no day." in client.get(plan_of(asked)).text
    client.post(plan_of(asked), {"act": "revise"})
    assert [each.status for each in ActionPlan.objects.order_by("version")] == [
        "returned",
        "draft",
    ]


def test_plan_names_what_it_says_nothing_about_before_it_is_sent(
    client: Client, officer: LinkOfficer
) -> None:
    case = make_inspection(officer.authority)
    first, second = (make_recommendation(case, text_en=text) for text in ("A.", "B."))
    make_report(case, published=True)
    client.post(plan_of(first), {"act": "begin"})

    before = client.get(plan_of(first)).text
    client.post(plan_of(first, "lines/"), line_of(first))
    after = client.get(plan_of(first)).text

    assert "R1: A." in before
    assert "R2: B." in before
    assert "<li>R1: A.</li>" not in after
    assert "<li>R2: B.</li>" in after
    client.post(plan_of(first, "lines/"), line_of(second))
    assert "says nothing yet" not in client.get(plan_of(first)).text


def test_text_of_a_recommendation_that_is_written_anew_is_not_told(
    client: Client, asked: Recommendation
) -> None:
    client.post(plan_of(asked), {"act": "begin"})
    Recommendation.objects.update(text_en="Not published yet.", number="R9")

    for page in ("", "lines/"):
        shown = client.get(plan_of(asked, page)).text
        assert "Appoint more people." in shown
        assert "Not published yet." not in shown


def line_of(asked: Recommendation) -> dict[str, object]:
    return {
        "recommendation": asked.pk,
        "action_en": "Appoint six.",
        "measure_en": "No child waits.",
        "owner_role": "director",
        "due_on": "2031-01-31",
    }


def test_line_that_lacks_something_comes_back_as_typed(
    client: Client, asked: Recommendation
) -> None:
    client.post(plan_of(asked), {"act": "begin"})

    page = client.post(plan_of(asked, "lines/"), {"action_en": "Appoint six."})

    assert page.status_code == 422
    assert "Appoint six." in page.text
    assert "Enter the day by which it will be done." in page.text
    assert "Choose who is responsible." in page.text


def test_line_is_struck_out_and_stays_on_the_record(
    client: Client, asked: Recommendation
) -> None:
    client.post(plan_of(asked), {"act": "begin"})
    line = {
        "recommendation": asked.pk,
        "action_en": "Appoint six.",
        "measure_en": "No child waits.",
        "owner_role": "director",
        "due_on": timezone.localdate().isoformat(),
    }
    client.post(plan_of(asked, "lines/"), line)

    client.post(plan_of(asked, "lines/1/"), {**line, "is_struck": "on"})

    assert PlanLine.objects.get().is_struck
    assert "Appoint six." not in client.get(plan_of(asked)).text


def test_requests_count_what_is_not_answered_and_plans_that_wait(
    client: Client, asked: Recommendation
) -> None:
    page = client.get("/portal/").text

    assert "Recommendations without your answer</a>" not in page
    assert "Recommendations without your answer: 1" in page
    assert f"Action plan: {asked.inspection.reference}" in page


def test_plan_that_was_due_before_today_is_called_overdue_until_it_is_sent(
    client: Client, officer: LinkOfficer, asked: Recommendation
) -> None:
    plan = ActionPlan.begin(asked.inspection, officer.authority, by=SYSTEM)
    today = timezone.localdate()

    told = []
    for days in (0, -1):
        ActionPlan.objects.update(due_on=today + timedelta(days=days))
        told.append("overdue" in client.get("/portal/plans/").text)
    client.post(plan_of(asked, "lines/"), line_of(asked))
    plan.refresh_from_db()
    client.post(plan_of(asked), {"act": "submit", "seen": plan.state()})
    told.append("overdue" in client.get("/portal/plans/").text)

    assert told == [False, True, False]


@pytest.mark.parametrize("page", ["recommendations", "plans", "log", "download"])
def test_list_takes_as_many_statements_for_three_as_for_one(
    client: Client, officer: LinkOfficer, page: str
) -> None:
    counts = []
    for more in (1, 2):
        for _each in range(more):
            make_published(officer.authority, "Appoint more people.")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/portal/{page}/").getvalue()
        counts.append(len(queries))

    assert counts[0] == counts[1]


# The log, and everything as a workbook


def test_log_tells_who_of_the_council_did_what(
    client: Client, officer: LinkOfficer
) -> None:
    check = make_sent_draft(officer.authority)
    colleague = make_link_officer(officer.authority)
    colleague.user.name = "Dewi Pugh"
    colleague.user.save()
    client_of_officer(colleague).get(f"/portal/drafts/{check.report.slug}/1/text/")
    make_note(check, officer)
    make_report(by=SYSTEM)

    page = strictly(client.get("/portal/log/")).text

    assert "Dewi Pugh" in page
    assert "read draft" in page
    assert page.count("<tr") == 3


def test_log_tells_nothing_of_what_they_do_for_another_council(
    officer: LinkOfficer,
) -> None:
    LinkOfficer.objects.update(ended_at=NOON)
    user = officer.user
    user.is_active = True
    user.save()
    now = make_link_officer(user=user, invited_at=timezone.now())
    make_sent_draft(now.authority).read_as(now, "en")

    theirs = client_of_officer(make_link_officer(officer.authority))

    assert "read draft" not in theirs.get("/portal/log/").text
    assert "read draft" in client_of_officer(now).get("/portal/log/").text


def test_workbook_has_a_sheet_for_each_thing(
    client: Client, officer: LinkOfficer, asked: Recommendation
) -> None:
    check = make_sent_draft(officer.authority)
    make_note(check, officer)

    answer = client.get("/portal/download/")

    book = load_workbook(BytesIO(answer.getvalue()))
    assert book.sheetnames == [
        *("Requests", "Comments", "Recommendations", "What was said"),
        *("Action plans", "Log"),
    ]
    assert [row[0] for row in book["Recommendations"].values][1:] == [asked.reference]
    assert [row[0] for row in book["Requests"].values][1:] == [
        AccuracyCheck.objects.get().report.inspection.reference
    ]
    assert Inspection.objects.count() == 2
