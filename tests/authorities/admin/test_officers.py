"""The page of an authority where link officers are invited and ended."""

import pytest
from django.urls import reverse
from pytest_django import Settings

from authorities.models import LinkOfficer
from tests.admin_pages import client_of, strictly
from tests.factories import TODAY, make_authority
from tests.link_officers import make_link_officer

pytestmark = pytest.mark.django_db
ASKED = {
    "name": "Carys Rees",
    "email": "carys.rees@council.example",
    "language": "cy",
    "office": "Performance manager",
    "begins_on": TODAY.isoformat(),
    "ends_on": "",
}


@pytest.fixture(autouse=True)
def has_a_mail_server(settings: Settings) -> None:
    settings.NOTICES_BY_EMAIL = True


def page_of(officer: LinkOfficer, name: str = "s") -> str:
    args = [officer.authority_id, *([officer.pk] if name != "s" else [])]
    return reverse(f"admin:authorities_authority_officer{name}", args=args)


def test_chief_invites_an_officer_and_reads_where_the_invitation_is() -> None:
    authority = make_authority()
    page = reverse("admin:authorities_authority_officers", args=[authority.pk])
    client = client_of("chief_inspector")
    assert "This council has no link officer." in strictly(client.get(page)).text

    answer = client.post(page, ASKED)

    assert answer["Location"] == page
    officer = LinkOfficer.objects.get()
    assert (officer.authority, officer.user.language) == (authority, "cy")
    told = strictly(client.get(page)).text
    assert "Carys Rees, Performance manager" in told
    assert "Waiting to be sent" in told


@pytest.mark.parametrize(
    ("wrong", "status", "cure"),
    [
        ({"email": "nobody"}, 422, "valid email address"),
        ({"office": " "}, 422, "required"),
        ({"ends_on": "2020-01-01"}, 409, "choose a later last day"),
    ],
)
def test_invitation_that_is_refused_comes_back_as_it_was_typed(
    wrong: dict, status: int, cure: str
) -> None:
    authority = make_authority()
    page = reverse("admin:authorities_authority_officers", args=[authority.pk])

    answer = client_of("head_of_inspection").post(page, {**ASKED, **wrong})

    assert answer.status_code == status
    assert "Carys Rees" in answer.text
    assert cure in answer.text
    assert not LinkOfficer.objects.exists()


def test_officer_is_ended_at_once() -> None:
    officer = make_link_officer()
    client = client_of("chief_inspector")

    answer = client.post(page_of(officer, "_end"), follow=True)

    assert "has no access from this moment" in answer.text
    assert "Has left" in answer.text
    assert LinkOfficer.objects.get().ended_by == answer.wsgi_request.user
    again = client.post(page_of(officer, "_end"), follow=True)
    assert "is no link officer any more" in again.text


def test_new_invitation_is_sent_with_other_days() -> None:
    officer = make_link_officer()
    client = client_of("chief_inspector")
    page = page_of(officer, "_renew")
    assert officer.user.email in strictly(client.get(page)).text

    told = {"office": "Head of service", "begins_on": TODAY.isoformat()}
    client.post(page, told)

    row = LinkOfficer.objects.get()
    assert (row.office, row.status, row.accepted_at) == (
        "Head of service",
        "queued",
        None,
    )


def test_inspector_reads_who_they_are_and_invites_nobody() -> None:
    officer = make_link_officer()
    client = client_of("inspector")

    page = client.get(page_of(officer)).text

    assert str(officer) in page
    assert "Your role does not include this act" in page
    assert "End access now" not in page
    answer = client.post(page_of(officer), ASKED)
    assert answer.status_code == 409
    client.post(page_of(officer, "_end"))
    assert LinkOfficer.objects.get().ended_at is None


def test_officer_of_another_authority_is_not_there() -> None:
    officer, other = make_link_officer(), make_link_officer()
    args = [other.authority_id, officer.pk]
    page = reverse("admin:authorities_authority_officer_end", args=args)

    assert client_of("chief_inspector").post(page).status_code == 404
