import pytest

from inspectorate.inspections.models import Finding
from tests.admin_pages import address, change_page, client_of, errors, filled
from tests.factories import make_finding, make_inspection, make_theme

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
        "Choose the theme of the finding.",
        ("Name the duty that is not met, such as section 47 of the Children Act 1989."),
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
def test_finding_is_found_by_its_words() -> None:
    finding = make_finding(text_en="Morale was low.", theme=make_theme())
    make_finding(text_en="Leaders know their services.", theme=make_theme())
    page = address(Finding, "changelist")

    found = client_of("head_of_inspection").get(f"{page}?q=morale").context["cl"]

    assert [*found.result_list] == [finding]
