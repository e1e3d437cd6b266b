import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks as Commits
from pytest_django import Settings

from inspectorate.accounts import second_factor
from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from tests.admin_pages import address, client_of, deleted, strictly
from tests.factories import SYSTEM, make_inspection, make_user
from tests.inspectorate.accounts.factors import (
    PASSWORD,
    code_now,
    make_person,
    recovery_codes,
    set_up_app,
    sign_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

WRONG = ["That code is not right. Wait for the next one and type that."]
TOO_MANY = ["Too many attempts. Try again in five minutes."]


@pytest.fixture(autouse=True)
def _needed(settings: Settings) -> None:
    settings.SECOND_FACTOR = True


def is_in(client: Client) -> bool:
    return client.get(reverse("admin:index")).status_code == 200


def confirmed(user: User) -> Client:
    """Signed in, and has just shown again who they are."""
    client = sign_in(user).client
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def acts(user: User) -> list[tuple[str, dict, dict]]:
    return [*Entry.objects.about(user).values_list("act", "before", "after")]


@pytest.mark.parametrize("role", ["chief_inspector", "inspector", None])
def test_staff_without_a_factor_reach_no_page_of_the_admin(role: str | None) -> None:
    rights = {} if role else {"is_staff": True, "is_superuser": True}
    client = sign_in(make_user(role, password=PASSWORD, **rights)).client
    lead = reverse("mfa_index")
    inspection = make_inspection()

    for page in (
        reverse("admin:index"),
        reverse("admin:autocomplete"),
        reverse("admin:jsi18n"),
        reverse("admin:case", args=[inspection.reference]),
        "/admin/inspections/",
        "/admin/no/such/page/",
        address(User, "changelist"),
        address(User, "add"),
    ):
        got, posted = client.get(page, follow=True), client.post(page, {"name": "Mair"})
        assert got.redirect_chain[-1] == (lead, 302), page
        assert posted.status_code == 302, page
    assert "Set up a second factor" in strictly(client.get(lead)).text
    assert User.objects.count() == 1


def test_recovery_codes_alone_are_no_second_factor() -> None:
    mair = make_person()
    set_up_app(mair)
    mair.authenticator_set.filter(type="totp").delete()

    assert second_factor.is_missing(mair)
    assert not is_in(sign_in(mair).client)


def test_demonstration_does_without(settings: Settings) -> None:
    settings.SECOND_FACTOR = False

    assert is_in(sign_in(make_person()).client)


def test_factor_is_set_up_only_by_who_has_just_shown_who_they_are() -> None:
    client = sign_in(make_person()).client

    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        answer = client.get(reverse(name))
        door = f"{reverse('account_reauthenticate')}?next="
        assert answer.url.startswith(door), name
    wrong = client.post(reverse("account_reauthenticate"), {"password": "wrong"})
    assert wrong.context["form"].errors["password"] == ["That is not your password."]
    page = client.post(
        reverse("account_reauthenticate"),
        {"password": PASSWORD, "next": reverse("mfa_activate_totp")},
        follow=True,
    )
    assert 'src="data:image/svg+xml' in strictly(page).text


def test_person_sets_up_an_app_and_signs_in_with_its_code() -> None:
    mair = make_person()
    client = confirmed(mair)
    page = reverse("mfa_activate_totp")
    secret = client.get(page).context["form"].secret

    wrong = client.post(page, {"code": "000000x"})
    codes = client.post(page, {"code": code_now(secret)}, follow=True)

    assert wrong.context["form"].errors["code"] == WRONG
    assert wrong.context["form"].secret == secret
    assert all(code in strictly(codes).text for code in recovery_codes(mair))
    assert is_in(client)
    assert set(Authenticator.objects.values_list("type", flat=True)) == {
        *("totp", "recovery_codes"),
    }
    # Whoever knows the password alone is not in.
    half = sign_in(mair)
    assert half.url == reverse("mfa_authenticate")
    assert not is_in(half.client)
    assert "Type the code" in strictly(half.client.get(half.url)).text
    refused = half.client.post(half.url, {"code": "000000x"})
    assert refused.context["form"].errors["code"] == WRONG
    half.client.post(half.url, {"code": code_now(secret)})
    assert is_in(half.client)


def test_whole_course_of_an_app_is_in_the_history(
    django_capture_on_commit_callbacks: Commits,
) -> None:
    mair = make_person()
    client = confirmed(mair)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_generate_recovery_codes"))
    client.post(reverse("mfa_deactivate_totp"))

    app, codes = {"second_factor": "totp"}, {"second_factor": "recovery_codes"}
    assert acts(mair) == [
        ("added a second factor", {}, app),
        ("added a second factor", {}, codes),
        ("renewed a second factor", {}, codes),
        ("removed a second factor", app, {}),
        ("removed a second factor", codes, {}),
    ]
    assert {entry.actor_id for entry in Entry.objects.about(mair)} == {mair.pk}


def test_code_of_the_app_works_once() -> None:
    mair = make_person()
    secret = set_up_app(mair)
    first, second = sign_in(mair), sign_in(mair)
    code = code_now(secret)

    first.client.post(first.url, {"code": code})
    refused = second.client.post(second.url, {"code": code})

    assert is_in(first.client)
    assert refused.context["form"].errors["code"] == WRONG


def test_recovery_code_works_once() -> None:
    mair = make_person()
    set_up_app(mair)
    code = recovery_codes(mair)[3]
    first, second = sign_in(mair), sign_in(mair)

    first.client.post(first.url, {"code": code})
    refused = second.client.post(second.url, {"code": code})

    assert [is_in(first.client), is_in(second.client)] == [True, False]
    assert refused.context["form"].errors["code"] == WRONG


def test_recovery_codes_are_shown_once() -> None:
    mair = make_person()
    client = confirmed(mair)
    set_up_app(mair)
    page = reverse("mfa_view_recovery_codes")

    shown, again = client.get(page), client.get(page)
    download = client.get(reverse("mfa_download_recovery_codes"))

    codes = recovery_codes(mair)
    assert [code in shown.text for code in codes] == [True] * 10
    assert [code in strictly(again).text for code in codes] == [False] * 10
    assert download.status_code == 403


def test_guessing_codes_is_refused_with_a_sentence() -> None:
    mair = make_person()
    set_up_app(mair)
    answer = sign_in(mair)

    told = [
        answer.client.post(answer.url, {"code": f"x{n}"}).context["form"].errors["code"]
        for n in range(6)
    ]

    assert told == [WRONG] * 5 + [TOO_MANY]


HANDLE = {"response": {"userHandle": "MQ"}}
NONSENSE = [
    *("", "[]", "1", '"x"', "{}", "null", "not JSON", "\x00"),
    json.dumps({"id": "x", "rawId": "x", "type": "public-key", **HANDLE}),
]


@pytest.mark.parametrize("credential", NONSENSE)
def test_nonsense_for_a_passkey_signs_nobody_in(credential: str) -> None:
    make_person()
    client = Client()
    client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})

    answer = client.post(reverse("mfa_login_webauthn"), {"credential": credential})

    assert answer.url == reverse("account_login")
    assert not is_in(client)


def test_lost_factor_is_taken_away_with_every_session() -> None:
    mair = make_person()
    set_up_app(mair)
    answer = sign_in(mair)
    answer.client.post(answer.url, {"code": recovery_codes(mair)[0]})
    assert is_in(answer.client)

    assert second_factor.remove_all(mair, by=SYSTEM, reason="lost") == 2

    assert not is_in(answer.client)
    assert second_factor.is_missing(mair)
    entry = Entry.objects.about(mair).get()
    assert (entry.act, entry.actor_name) == ("removed a second factor", "the tests")
    assert entry.before == {"second_factor": "recovery_codes, totp"}
    assert entry.reason == "lost"


def test_record_of_a_deleted_person_holds_no_key(settings: Settings) -> None:
    settings.SECOND_FACTOR = False
    mair = make_person()
    secret = set_up_app(mair)
    sign_in(mair)

    deleted(client_of(), mair)

    assert not User.objects.filter(pk=mair.pk).exists()
    told = [*Entry.objects.values_list("subject_type", "before", "after")]
    assert secret not in str(told)
    assert {kind for kind, _before, _after in told} == {"accounts.user"}


def test_keys_are_shown_nowhere_in_the_admin(settings: Settings) -> None:
    settings.SECOND_FACTOR = False
    page = client_of().get(reverse("admin:index")).text

    assert "/admin/mfa/" not in page
    assert "/admin/usersessions/" not in page
    assert "/admin/account/" not in page
