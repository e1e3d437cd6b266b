"""The pages on which people issue, see and revoke their own tokens."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from inspectorate.accounts.models import Token, User
from tests.admin_pages import strictly
from tests.factories import issue_token, make_user
from tests.inspectorate.accounts.factors import PASSWORD, make_person, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LIST, NEW = "/account/tokens/", "/account/tokens/new/"


def asked(**changes: object) -> dict[str, object]:
    day = timezone.localdate() + timedelta(days=30)
    return {"name": "Tablet", "scope": "write", "expires_on": day, **changes}


def confirmed(user: User) -> Client:
    client = sign_in(user).client
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def test_person_issues_a_token_and_sees_it_once() -> None:
    mair = make_person()
    client = confirmed(mair)

    form = strictly(client.get(NEW))
    answer = strictly(client.post(NEW, asked()))

    assert form.status_code == 200
    [token] = mair.tokens.all()
    secret = answer.context["secret"]
    assert Token.objects.by_secret(secret) == token
    assert answer.text.count(secret) == 1
    assert "no-store" in answer["Cache-Control"]
    page = strictly(client.get(LIST)).text
    assert "Tablet" in page
    assert "In use" in page
    assert secret not in page
    assert token.digest not in page


def test_token_is_issued_only_to_who_has_just_shown_who_they_are() -> None:
    client = sign_in(make_person()).client

    answers = [client.get(NEW), client.post(NEW, asked())]

    door = reverse("account_reauthenticate")
    assert [each.url.startswith(door) for each in answers] == [True, True]
    assert not Token.objects.exists()


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"name": ""}, 422, "This field is required."),
        ({"name": "A\x00B"}, 422, "cannot be seen"),
        ({"scope": "all"}, 422, "Select a valid choice"),
        ({"expires_on": "tomorrow"}, 422, "Enter a valid date"),
        ({"expires_on": "2001-01-01"}, 409, "from today on"),
    ],
)
def test_nonsense_is_answered_with_the_form_and_a_sentence(
    changes: dict, status: int, sentence: str
) -> None:
    client = confirmed(make_person())

    answer = strictly(client.post(NEW, asked(**changes)))

    assert answer.status_code == status
    assert sentence in answer.text
    assert not Token.objects.exists()


def test_person_revokes_their_own_token_and_no_other() -> None:
    mair = make_person()
    own, _secret = issue_token(mair)
    other, _secret = issue_token()
    client = sign_in(mair).client

    page = client.post(f"{LIST}{own.pk}/revoke/", follow=True)
    foreign = client.post(f"{LIST}{other.pk}/revoke/")

    assert "is revoked" in strictly(page).text
    assert "Revoked" in page.text
    assert foreign.status_code == 404
    revoked = Token.objects.filter(revoked_at__isnull=False)
    assert [each.pk for each in revoked] == [own.pk]
    assert client.get(f"{LIST}{own.pk}/revoke/").status_code == 405


@pytest.mark.parametrize("page", [LIST, NEW, f"{LIST}1/revoke/"])
def test_page_is_for_staff_with_their_second_factor(
    page: str, settings: Settings
) -> None:
    officer = sign_in(make_user("link_officer", password=PASSWORD)).client

    answers = [Client().post(page), officer.post(page)]
    settings.SECOND_FACTOR = True
    without = sign_in(make_person()).client.post(page)

    assert [each.status_code for each in answers] == [302, 403]
    assert "can be read by any program without a token" in answers[1].text
    assert answers[0].url.startswith(reverse("account_login"))
    assert without.url == reverse("mfa_index")


def test_account_page_leads_to_the_tokens_of_staff_alone() -> None:
    staff = sign_in(make_person()).client.get(reverse("mfa_index"))
    officer = make_user("link_officer", password=PASSWORD)
    other = sign_in(officer).client.get(reverse("mfa_index"))

    assert f'href="{LIST}"' in strictly(staff).text
    assert LIST not in other.text
