"""The buttons of a recommendation, and the plans, in the admin."""

import html
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from inspectorate.inspections.models import Inspection
from inspectorate.reports.models import Report
from recommendations.models import (
    ActionPlan,
    PlanLine,
    ProgressFile,
    Recommendation,
)
from tests.factories import (
    make_edition,
    make_inspection,
    make_recommendation,
    make_team_member,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def submissions(settings: Settings, tmp_path: Path) -> None:
    mine = {**settings.STORAGES["submissions"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "submissions": mine}


@pytest.fixture
def case() -> Inspection:
    return make_inspection(status="drafting")


@pytest.fixture
def asked(case: Inspection) -> Recommendation:
    row = make_recommendation(case)
    make_edition(case, published_on="2026-01-12")
    return row


@pytest.fixture
def lead(case: Inspection, client: Client) -> User:
    person = make_user("lead_inspector")
    make_team_member(case, user=person, role="lead")
    client.force_login(person)
    return person


def page(row: Recommendation, verb: str = "") -> str:
    if verb:
        return reverse("admin:recommendations_recommendation_act", args=[row.pk, verb])
    return reverse("admin:recommendations_recommendation_change", args=[row.pk])


def test_lead_is_offered_each_act_that_fits_and_what_was_said_is_shown(
    client: Client, asked: Recommendation, lead: User
) -> None:
    given = {
        "acceptance": "partly_accepted",
        "day": "2026-02-02",
        "role": "Director of social services",
        "words_en": "Half of it.",
        "is_public": "on",
        "seen": "0",
    }

    sent = client.post(page(asked, "answer"), given)
    shown = client.get(page(asked)).content.decode()

    assert sent.status_code == 302
    asked.refresh_from_db()
    assert (asked.acceptance, asked.accepted_on) == (
        *("partly_accepted", date(2026, 2, 2)),
    )
    assert "Half of it." in shown
    assert "entered on the authority's behalf" in html.unescape(shown)
    for verb in ("answer", "report_progress", "verify", "close"):
        assert page(asked, verb) in shown
    assert page(asked, "reopen") not in shown


@pytest.mark.parametrize(
    "given",
    [
        {"day": "2026-01-11"},
        {"seen": "4"},
        {"acceptance": "rejected"},
        {"acceptance": "awaiting"},
        {"day": ""},
    ],
)
def test_what_is_refused_is_told_and_nothing_typed_is_lost(
    client: Client, asked: Recommendation, lead: User, given: dict
) -> None:
    whole = {"acceptance": "accepted", "day": "2026-02-02", "seen": "0"}

    answered = client.post(
        page(asked, "answer"), {**whole, "role": "Director", **given}
    )

    assert answered.status_code in (200, 409)
    assert 'value="Director"' in answered.content.decode()
    asked.refresh_from_db()
    assert asked.facts == 0


def test_inspector_of_another_case_is_offered_nothing(
    client: Client, asked: Recommendation
) -> None:
    client.force_login(make_user("inspector"))

    shown = client.get(page(asked)).content.decode()
    answered = client.post(page(asked, "close"), {"closed_reason": "issued_in_error"})

    assert page(asked, "close") not in shown
    assert answered.status_code == 403


def test_verification_and_closing_go_by_their_pages(
    client: Client, asked: Recommendation, lead: User, case: Inspection
) -> None:
    seen = {"day": "2026-02-02", "words_en": "Seen.", "is_public": "on"}

    client.post(
        page(asked, "verify"),
        {"verification": "achieved", "basis": case.pk, "seen": 0, **seen},
    )
    client.post(page(asked, "close"), {"closed_reason": "achieved", "seen": 1, **seen})
    again = client.get(page(asked, "answer"))

    asked.refresh_from_db()
    assert (asked.verification, asked.lifecycle) == ("achieved", "closed")
    assert again.status_code == 302


def test_plan_is_begun_written_submitted_and_judged(
    client: Client, asked: Recommendation, lead: User, case: Inspection
) -> None:
    begin = reverse("admin:recommendations_actionplan_add")
    authority = case.authorities.get()
    client.post(begin, {"inspection": case.pk, "authority": authority.pk})
    plan = ActionPlan.objects.get()
    line = {
        "plan": plan.pk,
        "recommendation": asked.pk,
        "action_en": "Appoint six.",
        "owner_role": "director",
        "due_on": "2026-06-30",
        "measure_en": "No child waits.",
    }

    client.post(reverse("admin:recommendations_planline_add"), line)
    act = "admin:recommendations_actionplan_act"
    client.post(reverse(act, args=[plan.pk, "submit"]), {"received_on": "2026-02-09"})
    client.post(reverse(act, args=[plan.pk, "agree"]), {"reason": "Good."})
    shown = client.get(
        reverse("admin:recommendations_actionplan_change", args=[plan.pk])
    )

    plan.refresh_from_db()
    assert (plan.status, plan.reflects_findings) == ("agreed", True)
    assert "Appoint six." in shown.content.decode()
    late = client.post(
        reverse("admin:recommendations_planline_add"), {**line, "action_en": "Late."}
    )
    assert "no draft any more" in late.content.decode()
    assert PlanLine.objects.count() == 1


def test_line_of_another_case_is_refused_on_the_form(
    client: Client, asked: Recommendation, lead: User, case: Inspection
) -> None:
    plan = ActionPlan.begin(case, case.authorities.get(), by=lead)
    elsewhere = make_recommendation()
    make_edition(elsewhere.inspection)

    answered = client.post(
        reverse("admin:recommendations_planline_add"),
        {
            "plan": plan.pk,
            "recommendation": elsewhere.pk,
            "action_en": "Appoint six.",
            "owner_role": "director",
            "due_on": "2026-06-30",
            "measure_en": "No child waits.",
        },
    )

    assert "was made in another inspection" in answered.content.decode()
    assert plan.lines.count() == 0


# Files of progress


def report_with(
    client: Client, asked: Recommendation, *files: SimpleUploadedFile
) -> str:
    given = {"progress": "in_progress", "day": "2026-02-02", "role": "Director"}
    told = {**given, "words_en": "Begun.", "seen": "0", "files": files}
    return client.post(page(asked, "report_progress"), told).text


def test_files_that_came_with_a_letter_are_kept_and_read_again(
    client: Client, asked: Recommendation, lead: User, submissions: None
) -> None:
    form = client.get(page(asked, "report_progress")).text
    assert 'enctype="multipart/form-data"' in form

    report_with(client, asked, SimpleUploadedFile("minutes.txt", b"We met."))

    shown = client.get(page(asked)).text
    [link] = re.findall(r'href="([^"]+/files/1/1/)"', shown)
    answer = client.get(link)
    digest = ProgressFile.objects.get().sha256
    assert answer.getvalue() == b"We met."
    assert answer["Content-Disposition"] == 'attachment; filename="minutes.txt"'
    told = Entry.objects.get(act="read file")
    assert (told.actor_id, told.after) == (lead.pk, {"file": 1, "sha256": digest})


def test_report_whose_file_is_refused_comes_back_to_staff_as_typed(
    client: Client, asked: Recommendation, lead: User, submissions: None
) -> None:
    shown = report_with(client, asked, SimpleUploadedFile("minutes.txt", b""))

    assert "is empty" in shown
    assert "Begun." in shown
    assert not asked.progressupdates.exists()


def test_files_are_shown_to_nobody_who_only_reads_what_is_public(
    client: Client, asked: Recommendation, lead: User, submissions: None
) -> None:
    report_with(client, asked, SimpleUploadedFile("minutes.txt", b"We met."))
    Report.objects.update(status="published")
    client.force_login(make_user("inspector", email="other@i.example"))

    shown = client.get(page(asked))
    file = client.get(f"{page(asked).removesuffix('change/')}files/1/1/")

    assert (shown.status_code, "minutes.txt" in shown.text) == (200, False)
    assert file.status_code == 404
