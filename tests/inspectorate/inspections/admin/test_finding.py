import pytest
from django.test import Client

from inspectorate.accounts.models import User
from inspectorate.inspections.models import Finding
from tests.admin_pages import address, change_page, client_of, errors, filled
from tests.factories import (
    make_evidence,
    make_finding,
    make_inspection,
    make_team_member,
    make_theme,
)

NEEDED = {
    "classification": Finding.Classification.NON_COMPLIANCE,
    "position": 1,
    "immediacy": Finding.Immediacy.NORMAL,
    "change": Finding.Change.IMPROVED,
}


@pytest.mark.django_db
def test_finding_that_lacks_what_its_kind_needs_is_refused_with_sentences() -> None:
    form = {**NEEDED, "inspection": make_inspection().pk}

    answer = client_of("head_of_inspection").post(address(Finding, "add"), form)

    assert sorted(errors(answer)) == [
        "Choose the previous finding, or write what the change is compared with.",
        "Write what was found, in English or in Welsh.",
    ]
    assert not Finding.objects.exists()


@pytest.mark.django_db
def test_inspector_revises_a_finding_in_both_languages() -> None:
    finding = make_finding()
    client, page = client_of("head_of_inspection"), change_page(finding)
    texts = {"text_en": "Morale was low.", "text_cy": "Roedd morâl yn isel."}

    client.post(page, {**filled(client.get(page)), **texts})

    finding.refresh_from_db()
    assert finding.text == ("Morale was low.", "Roedd morâl yn isel.")


@pytest.mark.django_db
def test_evidence_of_a_case_of_others_is_not_linked_by_a_forged_number() -> None:
    finding, item = make_finding(), make_evidence()
    client, page = client_of("inspector"), change_page(finding)
    make_team_member(finding.inspection, user=User.objects.latest("pk"))

    form = {**filled(client.get(page)), "evidence": [item.pk]}
    answer = client.post(page, form)

    msg = f"Select a valid choice. {item.pk} is not one of the available choices."
    assert errors(answer) == [msg]
    assert item.reference not in answer.text
    assert not finding.evidence.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "is_shown"),
    [
        ("inspector", False),
        ("publishing_officer", False),
        ("quality_assurer", True),
        ("head_of_inspection", True),
    ],
)
def test_colleague_who_reads_a_public_finding_reads_not_what_it_rests_on(
    role: str, is_shown: bool
) -> None:
    item = make_evidence(make_inspection(status="closed"), reference="CF-77")
    finding = make_finding(item.inspection)
    finding.evidence.add(item)

    page = client_of(role).get(change_page(finding))

    assert page.status_code == 200
    assert ("CF-77" in page.text) is is_shown


@pytest.mark.django_db
def test_finding_is_found_by_its_words() -> None:
    finding = make_finding(text_en="Morale was low.", theme=make_theme())
    make_finding(text_en="Leaders know their services.", theme=make_theme())
    page = address(Finding, "changelist")

    found = client_of("head_of_inspection").get(f"{page}?q=morale").context["cl"]

    assert [*found.result_list] == [finding]


@pytest.mark.django_db
def test_finding_does_not_rest_on_evidence_of_another_case() -> None:
    member, item = make_team_member(), make_evidence(reference="CF-99")
    make_team_member(item.inspection, user=member.user)
    finding = make_finding(member.inspection)
    client, page = Client(), change_page(finding)
    client.force_login(member.user)

    answer = client.post(page, {**filled(client.get(page)), "evidence": [item.pk]})

    told = f"These are evidence of another case: {item}. Choose of this one."
    assert told in errors(answer)
    assert not finding.evidence.exists()
