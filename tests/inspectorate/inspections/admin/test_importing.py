"""A list from a file: shown with what it would change, stored when confirmed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from inspectorate.inspections.models import Finding, Inspection
from tests.admin_pages import change_page, client_of, strictly
from tests.factories import make_finding, make_inspection, make_team_member, make_user

pytestmark = pytest.mark.django_db


def page_of(case: Inspection, kind: str = "findings") -> str:
    return reverse("admin:inspections_inspection_import", args=[case.pk, kind])


def send(client: Client, case: Inspection, content: bytes) -> HttpResponse:
    file = SimpleUploadedFile("findings.csv", content)
    return client.post(page_of(case), {"file": file})


def member_of(case: Inspection) -> Client:
    mair = make_user("inspector")
    make_team_member(case, user=mair)
    client = Client()
    client.force_login(mair)
    return client


def test_file_is_shown_with_its_changes_and_stored_when_confirmed() -> None:
    case = make_inspection()
    make_finding(case, position=1, text_en="Old words.")
    make_finding(case, position=2, text_en="There already.")
    client = member_of(case)
    content = b"position,text_en\n1,New words.\n,Another.\n,There already.\n"

    shown = strictly(send(client, case, content))

    assert "To be added: 1. To be changed: 1. Already there: 1." in shown.text
    assert "Before: <del>Old words.</del>" in shown.text
    assert "After: <ins>New words.</ins>" in shown.text
    assert "There already. (position 2)" in shown.text
    assert case.findings.count() == 2
    answer = client.post(page_of(case), {"sealed": shown.context["sealed"]})
    assert answer.url == reverse("admin:case", args=[case.reference])
    assert case.findings.count() == 3


def test_faults_are_shown_and_nothing_is_stored() -> None:
    case = make_inspection()

    answer = send(member_of(case), case, b"text_en,theme\nA,none\n,\n<b>,none\n")

    assert answer.status_code == 409
    assert "Row 2: Theme" in answer.text
    assert "Row 4: Theme" in answer.text
    assert Finding.objects.count() == 0


@pytest.mark.parametrize("data", [{}, {"file": "text"}])
def test_page_that_is_sent_without_a_file_says_what_to_do(data: dict) -> None:
    case = make_inspection()

    answer = member_of(case).post(page_of(case), data)

    assert "Choose a file: CSV in UTF-8 or Excel (.xlsx)." in answer.text


@pytest.mark.parametrize("sealed", ["", "forged", "a:b:c", "\x00"])
def test_forged_confirmation_stores_nothing(sealed: str) -> None:
    case = make_inspection()

    answer = member_of(case).post(page_of(case), {"sealed": sealed})

    assert answer.status_code == 409
    assert "What was shown is no longer known: send the file again." in answer.text
    assert Finding.objects.count() == 0


@pytest.mark.parametrize("kind", ["findings", "evidence"])
def test_case_of_others_is_not_imported_into(kind: str) -> None:
    case = make_inspection()
    page = page_of(case, kind)

    for client in (client_of("inspector"), client_of("quality_assurer")):
        assert client.get(page).status_code == 403
        assert client.post(page, {"sealed": "x"}).status_code == 403
    assert member_of(case).get(page).status_code == 200
    assert Client().get(page).status_code == 302


def test_case_that_is_over_says_that_nothing_is_added() -> None:
    case = make_inspection(status="closed")

    answer = member_of(case).get(page_of(case))

    assert "This inspection is over or its report is fixed" in answer.text


def test_unknown_kind_and_case_are_not_found() -> None:
    case, client = make_inspection(), client_of()

    assert client.get(page_of(case, "people")).status_code == 404
    assert client.get(page_of(Inspection(pk=case.pk + 1))).status_code == 404


def test_page_of_the_case_leads_to_both_imports() -> None:
    case = make_inspection()

    shown = member_of(case).get(change_page(case))

    assert page_of(case) in shown.text
    assert page_of(case, "evidence") in shown.text
