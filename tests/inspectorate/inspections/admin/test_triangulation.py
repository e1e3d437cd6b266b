import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from inspectorate.accounts.models import User
from inspectorate.inspections.models import Inspection
from tests.admin_pages import address, change_page, client_of, strictly
from tests.factories import (
    make_evidence,
    make_finding,
    make_inspection,
    make_team_member,
)

pytestmark = pytest.mark.django_db

THIN = '<strong class="thin">Thin</strong>'


def page_of(inspection: Inspection) -> str:
    return address(Inspection, "triangulation", inspection.pk)


def make_sourced(inspection: Inspection, *kinds: str, **fields: object) -> None:
    finding = make_finding(inspection, **fields)
    finding.evidence.set([make_evidence(inspection, kind=kind) for kind in kinds])


def test_page_tells_what_each_finding_rests_on_and_marks_the_thin() -> None:
    inspection = make_inspection()
    challenge = {"classification": "challenge"}
    two = ("case_file_review", "survey", "survey")
    make_sourced(inspection, *two, text_en="Morale was low.", **challenge)
    make_sourced(inspection, "survey", text_en="Plans were late.", **challenge)

    page = strictly(client_of().get(page_of(inspection)))

    assert page.status_code == 200
    text = " ".join(page.text.split())
    broad, thin = text.index("Morale was low."), text.index("Plans were late.")
    assert text.count(THIN) == 1
    assert broad < text.index(THIN) < thin
    assert "3 items of evidence, 2 kinds: Case-file review, Survey" in text[broad:thin]
    assert "1 item of evidence, 1 kind: Survey" in text[thin:]
    assert "None: every item of evidence supports a finding." in text
    for finding in inspection.findings.all():
        assert f'href="{change_page(finding)}"' in text
    for item in inspection.evidence.all():
        assert f'href="{change_page(item)}"' in text


def test_page_lists_evidence_that_no_finding_rests_on() -> None:
    item = make_evidence(reference="CF-77")
    make_evidence(reference="CF-88")

    text = client_of().get(page_of(item.inspection)).text

    assert "No finding is logged in this case yet." in text
    assert f'<a href="{change_page(item)}">CF-77' in text
    assert "CF-88" not in text


def test_empty_case_has_its_own_words() -> None:
    text = client_of().get(page_of(make_inspection())).text

    assert "No finding is logged in this case yet." in text
    assert "No evidence is collected in this case yet." in text


def queries(client: Client, inspection: Inspection) -> int:
    with CaptureQueriesContext(connection) as made:
        client.get(page_of(inspection))
    return len(made)


def test_page_costs_the_same_queries_for_one_finding_and_for_three() -> None:
    inspection = make_inspection()
    make_evidence(inspection)
    make_sourced(inspection, "survey", "document")
    client = client_of()
    for_one = queries(client, inspection)
    make_sourced(inspection, "survey", "document", "observation")
    make_sourced(inspection, "survey")

    assert queries(client, inspection) == for_one <= 8


@pytest.mark.parametrize(
    ("role", "on_team", "code"),
    [
        ("inspector", True, 200),
        ("inspector", False, 404),
        ("lead_inspector", False, 404),
        ("publishing_officer", False, 404),
        ("chief_inspector", False, 200),
        ("head_of_inspection", False, 200),
        ("quality_assurer", False, 200),
        ("information_governance", False, 200),
        ("link_officer", False, 302),
    ],
)
def test_page_is_for_who_may_read_the_evidence_of_the_case(
    role: str, on_team: bool, code: int
) -> None:
    inspection = make_inspection()
    client = client_of(role)
    if on_team:
        make_team_member(inspection, user=User.objects.latest("pk"))

    assert client.get(page_of(inspection)).status_code == code


def test_page_of_no_case_is_not_found() -> None:
    assert client_of().get(address(Inspection, "triangulation", 9)).status_code == 404


def test_case_leads_to_its_sources_only_those_who_may_read_them() -> None:
    inspection = make_inspection()

    pages = [
        client_of(role).get(change_page(inspection)).text
        for role in ("chief_inspector", "publishing_officer")
    ]

    assert [page_of(inspection) in page for page in pages] == [True, False]
