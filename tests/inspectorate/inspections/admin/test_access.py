"""Whose cases are whose: team, colleague, reader of every case, director of all."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from inspectorate.accounts.models import User
from inspectorate.inspections.admin.access import CHOOSE_YOURS, NOT_ON_TEAM, TIED
from inspectorate.inspections.models import Finding, Inspection, access
from inspectorate.inspections.models.settled import CORRECTED
from inspectorate.reports.models import Report
from tests.admin_pages import address, change_page, client_of, errors, filled
from tests.factories import (
    SYSTEM,
    make_evidence,
    make_finding,
    make_inspection,
    make_interest,
    make_judgement,
    make_recommendation,
    make_report,
    make_team_member,
    make_user,
)

pytestmark = pytest.mark.django_db

DRAFTS: dict[str, Callable[[Inspection], models.Model]] = {
    "finding": make_finding,
    "judgement": make_judgement,
    "recommendation": make_recommendation,
    "report": make_report,
    "section": lambda case: make_report(case).sections.get(),
    "paragraph": lambda case: make_report(case).paragraphs.first(),
}


def codes(role: str, row: models.Model, member: Inspection | None = None) -> list[int]:
    """What the change page of a row answers to reading and to saving it."""
    client = client_of(role)
    if member:
        make_team_member(member, user=User.objects.latest("pk"))
    page = client.get(change_page(row))
    sent = filled(page) if page.status_code == 200 else {}
    return [page.status_code, client.post(change_page(row), sent).status_code]


@pytest.mark.parametrize("kind", DRAFTS)
def test_team_edits_a_draft_which_a_colleague_does_not_even_see(kind: str) -> None:
    case = make_inspection()
    row = DRAFTS[kind](case)

    assert codes("inspector", row, member=case) == [200, 302]
    # Sent away as from a row that does not exist.
    assert codes("inspector", row) == [302, 302]


@pytest.mark.parametrize("kind", DRAFTS)
def test_who_reads_every_case_edits_none(kind: str) -> None:
    row = DRAFTS[kind](make_inspection())

    assert codes("quality_assurer", row) == [200, 403]
    assert codes("information_governance", row) == [200, 403]


@pytest.mark.parametrize("role", ["head_of_inspection", "chief_inspector"])
def test_who_directs_every_case_edits_all(role: str) -> None:
    assert codes(role, make_finding()) == [200, 302]
    assert codes(role, make_inspection()) == [200, 302]


def test_colleague_reads_a_case_and_is_told_why_it_cannot_be_edited() -> None:
    case = make_inspection()
    client = client_of("inspector")

    page = client.get(change_page(case))

    assert str(NOT_ON_TEAM) in page.text
    assert 'name="_save"' not in page.text
    assert client.post(change_page(case), {"kind": "JOINT"}).status_code == 403


def test_colleague_reads_findings_once_they_are_published() -> None:
    draft, published = make_finding(), make_finding()
    make_report(published.inspection, published=True)
    closed = make_finding(make_inspection(status="closed"))

    page = client_of("inspector").get(address(Finding, "changelist"))

    assert set(page.context["cl"].result_list) == {published, closed}
    assert draft.text_en in page.text


def test_translator_edits_the_texts_of_every_report_and_nothing_else() -> None:
    report = make_report()

    assert codes("publishing_officer", report.paragraphs.first()) == [200, 302]
    assert codes("publishing_officer", report) == [200, 302]
    assert codes("publishing_officer", make_finding(report.inspection)) == [200, 403]


def test_finding_is_not_added_to_somebody_elses_case_by_a_forged_number() -> None:
    mine, theirs = make_team_member().inspection, make_inspection()
    client = client_of("inspector")
    make_team_member(mine, user=User.objects.latest("pk"))
    form = {"inspection": theirs.pk, "classification": "strength", "text_en": "Good."}

    answer = client.post(address(Finding, "add"), form)

    assert CHOOSE_YOURS in errors(answer)
    assert not Finding.objects.exists()


@pytest.mark.parametrize("kind", ["finding", "judgement", "recommendation"])
def test_row_is_not_moved_to_another_case(kind: str) -> None:
    member = make_team_member()
    row, other = DRAFTS[kind](member.inspection), make_inspection()
    make_team_member(other, user=member.user)
    client, page = Client(), change_page(row)
    client.force_login(member.user)

    client.post(page, {**filled(client.get(page)), "inspection": other.pk})

    assert type(row).objects.get().inspection == member.inspection


def test_person_off_the_team_is_offered_as_lead_of_a_case_they_plan() -> None:
    client = client_of("lead_inspector")

    page = client.get(address(Inspection, "add"))

    (team,) = page.context["inline_admin_formsets"]
    lead = User.objects.latest("pk")
    assert [form.initial for form in team.formset.forms] == [
        {"user": lead.pk, "role": "lead"}
    ]


def test_member_who_left_edits_no_more() -> None:
    member = make_team_member(user=make_user("inspector"))
    mine = Inspection.objects.editable_by(member.user)
    assert [*mine] == [member.inspection]

    member.delete()

    assert not mine.all().exists()


@pytest.mark.parametrize("make", [*DRAFTS.values(), make_evidence])
@pytest.mark.parametrize("status", ["closed", "cancelled"])
def test_nothing_of_a_case_that_is_over_is_edited(
    status: str, make: Callable[[Inspection], models.Model]
) -> None:
    case = make_inspection(publishes=False)
    row = make(case)
    Inspection.objects.filter(pk=case.pk).update(status=status)

    assert codes("inspector", row, member=case) == [200, 403]


def test_nothing_is_added_to_a_case_that_is_over() -> None:
    client = client_of("inspector")
    case = make_inspection(status="cancelled")
    make_team_member(case, user=User.objects.latest("pk"))
    form = {"inspection": case.pk, "classification": "strength", "text_en": "Good."}

    answer = client.post(address(Finding, "add"), form)

    assert CHOOSE_YOURS in errors(answer)
    assert not Finding.objects.exists()


def test_what_a_report_in_correction_states_is_edited_though_its_case_is_closed() -> (
    None
):
    case = make_inspection(status="closed")
    finding = make_finding(case)
    report = make_report(case, published=True)
    assert Inspection.objects.settled().get() == case

    report.return_to_revision(by=SYSTEM, reason="A figure is wrong.")

    assert report.status == CORRECTED
    assert codes("inspector", finding, member=case) == [200, 302]
    assert (case.is_settled(), Inspection.objects.settled().count()) == (False, 0)


@pytest.mark.parametrize(
    ("role", "told"), [("inspector", ""), ("head_of_inspection", "A report of 2009")]
)
def test_only_who_directs_every_case_says_that_a_row_is_historical(
    role: str, told: str
) -> None:
    client = client_of(role)
    case = make_team_member(user=User.objects.latest("pk")).inspection
    form = {"inspection": case.pk, "text_en": "Good.", "position": 1}
    form |= {"immediacy": "normal", "recorded_from": "A report of 2009"}

    client.post(address(Finding, "add"), form)

    assert Finding.objects.get().recorded_from == told


def test_published_summary_opens_nothing_of_the_case() -> None:
    case = make_inspection()
    finding = make_finding(case)
    historical = {"recorded_from": "A report of 2009"}
    make_report(case, kind="summary", published=True, **historical)

    assert codes("inspector", finding) == [302, 302]


def test_colleague_reads_of_a_published_case_what_is_public() -> None:
    case = make_inspection(status="closed")
    told = make_finding(case)
    untold = make_finding(case, is_public=False, text_en="Kept in the case.")
    client = client_of("inspector")

    assert client.get(change_page(told)).status_code == 200
    assert client.get(change_page(untold)).status_code == 302
    screen = client.get(reverse("admin:case", args=[case.reference])).text
    assert str(told.text) in screen
    assert "Kept in the case" not in screen
    comparison = reverse("admin:inspections_inspection_comparison", args=[case.pk])
    assert client.get(comparison).status_code == 403


def test_case_that_is_closed_over_a_draft_stays_closed_to_colleagues() -> None:
    case = make_inspection(status="closed", publishes=False)
    finding = make_finding(case)
    assert codes("inspector", finding) == [200, 403]

    make_report(case)

    assert codes("inspector", finding) == [302, 302]


def test_author_reads_all_of_the_case_they_write_about() -> None:
    untold = make_finding(make_inspection(status="closed"), is_public=False)
    client = client_of("inspector")
    make_report(untold.inspection, author=User.objects.latest("pk"))

    assert client.get(change_page(untold)).status_code == 200


def test_states_and_kinds_of_the_layer_above_are_called_so_there() -> None:
    assert access.PUBLISHED == Report.Status.PUBLISHED
    assert access.MAIN == Report.MAIN
    assert access.CLOSED == Inspection.Status.CLOSED


@pytest.mark.parametrize("kind", DRAFTS)
@pytest.mark.parametrize("role", ["head_of_inspection", "publishing_officer"])
def test_who_has_an_interest_edits_nothing_of_that_authority(
    role: str, kind: str
) -> None:
    case = make_inspection()
    row, client = DRAFTS[kind](case), client_of(role)
    tie(User.objects.latest("pk"), case)

    page = client.get(change_page(row))

    assert 'name="_save"' not in page.text
    assert client.post(change_page(row), {"text_en": "Mine."}).status_code == 403


def test_who_has_an_interest_is_told_so_and_edits_neither_plan_nor_evidence() -> None:
    case, client = make_inspection(), client_of("chief_inspector")
    other, evidence = make_inspection(), make_evidence(case)
    chief = tie(User.objects.latest("pk"), case)

    page = client.get(change_page(case))

    assert str(TIED) in page.text
    for row in (case, evidence):
        assert client.post(change_page(row), {}).status_code == 403
    assert [*Inspection.objects.editable_by(chief)] == [other]
    form = {"inspection": case.pk, "classification": "strength", "text_en": "Good."}
    assert CHOOSE_YOURS in errors(client.post(address(Finding, "add"), form))
    screen = client.get(reverse("admin:case", args=[case.reference])).text
    assert "Log findings" not in screen


def test_who_has_an_interest_corrects_no_report_of_a_case_they_were_on() -> None:
    member = make_team_member(user=make_user("inspector"))
    case = member.inspection
    Inspection.objects.update(status="closed")
    tie(member.user, case)

    assert not Inspection.objects.editable_by(member.user).exists()


def test_interest_that_has_ended_bars_nothing() -> None:
    case, head = make_inspection(), make_user("head_of_inspection")
    past = {"declared_on": date(2024, 1, 1), "ends_on": date(2024, 2, 1)}
    make_interest(head, case.authorities.get(), **past)

    assert [*Inspection.objects.editable_by(head)] == [case]


def tie(person: User, case: Inspection) -> User:
    return make_interest(person, case.authorities.get()).user
