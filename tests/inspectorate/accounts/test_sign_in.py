import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext
from pytest_django import Settings

from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from tests.admin_pages import strictly
from tests.factories import make_user
from tests.inspectorate.accounts.factors import PASSWORD, make_person, sign_in
from tests.inspectorate.notices.worker import waiting_tasks, work

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

REFUSAL = "E-mail address and password do not belong together. Check both."
TOO_MANY = "Too many attempts. Try again in five minutes."
NEW = {"password1": "nine loud ospreys", "password2": "nine loud ospreys"}


def is_in(client: Client) -> bool:
    return client.get(reverse("admin:index")).status_code == 200


def errors(user: User, password: str = "wrong") -> list[str]:
    return sign_in(user, password).context["form"].non_field_errors()


def test_stranger_is_led_to_sign_in_and_then_to_what_they_came_for() -> None:
    mair = make_person()
    wanted = "/admin/inspections/inspection/?q=powys"

    door = Client().get(wanted, follow=True)
    answer = sign_in(mair, next=wanted)

    assert door.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert f'name="next" value="{wanted}"' in strictly(door).text
    assert answer.url == wanted
    assert is_in(answer.client)


def test_who_is_in_already_goes_on_from_the_door_of_the_admin() -> None:
    client = sign_in(make_person()).client
    door = reverse("admin:login")

    assert client.get(door).url == reverse("admin:index")
    assert client.get(door, {"next": "/admin/accounts/user/"}).url == (
        "/admin/accounts/user/"
    )
    assert client.get(door, {"next": "https://evil.example/"}).url == (
        reverse("admin:index")
    )


def test_address_of_another_site_is_not_followed_after_sign_in() -> None:
    answer = sign_in(make_person(), next="https://evil.example/")

    assert answer.url == reverse("admin:index")


def test_link_officer_who_is_in_is_told_that_the_admin_is_not_theirs() -> None:
    client = sign_in(make_user("link_officer", password=PASSWORD)).client

    assert client.get(reverse("admin:index"), follow=True).status_code == 403


def test_wrong_password_and_unknown_address_are_answered_alike() -> None:
    mair, nobody = make_person(), User(email="nobody@inspectorate.example")

    assert errors(mair) == errors(nobody) == [REFUSAL]
    assert not is_in(sign_in(mair, "wrong").client)


def test_person_who_has_left_is_told_so_only_with_their_password() -> None:
    mair = make_person()
    User.objects.update(is_active=False)

    assert errors(mair) == [REFUSAL]
    answer = sign_in(mair)
    assert answer.url == reverse("account_inactive")
    page = strictly(answer.client.get(answer.url))
    assert "ask the person who gives out roles" in page.text
    assert not is_in(answer.client)


@pytest.mark.parametrize("nonsense", ["", "\x00", "x" * 2000, "no address"])
def test_nonsense_for_an_address_is_refused_on_the_page(nonsense: str) -> None:
    answer = sign_in(User(email=nonsense))

    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_sixth_wrong_password_is_refused_with_a_sentence_and_so_is_the_right_one() -> (
    None
):
    mair, other = make_person(), make_person("inspector")

    sentences = [errors(mair) for _try in range(6)]

    assert sentences == [[REFUSAL]] * 5 + [[TOO_MANY]]
    assert errors(mair, PASSWORD) == [TOO_MANY]
    assert is_in(sign_in(other).client)


def test_attempts_are_counted_where_every_process_counts() -> None:
    errors(make_person())

    with connection.cursor() as cursor:
        cursor.execute('SELECT count(*) FROM "cache"')
        assert cursor.fetchone()[0] > 0


def test_flood_of_one_address_gets_a_page_that_says_to_wait() -> None:
    answers = [sign_in(User(email="")) for _try in range(31)]

    assert [answer.status_code for answer in answers] == [200] * 30 + [429]
    assert "Wait five minutes" in strictly(answers[-1]).text


def test_address_of_the_client_is_that_which_the_proxy_added(
    settings: Settings,
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client = sign_in(make_person()).client
    door = reverse("account_login")
    client.logout()
    lying = {"x-forwarded-for": "10.9.9.9, 192.0.2.7"}

    client.post(
        door, {"login": User.objects.get().email, "password": PASSWORD}, headers=lying
    )

    ips = User.objects.get().usersession_set.values_list("ip", flat=True)
    assert [*ips] == ["192.0.2.7"]


def test_nobody_signs_up() -> None:
    page = reverse("account_signup")
    new = {"email": "new@inspectorate.example", **NEW}

    assert Client().get(page).status_code == 404
    assert Client().post(page, new).status_code == 404
    assert not User.objects.exists()
    assert page not in strictly(Client().get(reverse("account_login"))).text


@pytest.mark.parametrize(
    "name",
    [
        *("account_email", "account_confirm_email", "account_request_login_code"),
        *("mfa_signup_webauthn", "mfa_trust", "socialaccount_signup"),
    ],
)
def test_pages_of_allauth_that_we_do_not_need_have_no_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_forgotten_password_is_set_anew_by_the_link_that_is_sent() -> None:
    mair = make_person()
    client = Client()

    done = client.post(
        reverse("account_reset_password"), {"email": mair.email.upper()}, follow=True
    )
    assert mail.outbox == []  # it is the worker's to send
    work()
    link = re.search(r"https://inspectorate.example(\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    after = client.post(form.redirect_chain[-1][0], NEW, follow=True)

    assert "Look at your e-mail" in strictly(done).text
    assert mail.outbox[0].to == [mair.email]
    assert mail.outbox[0].subject == "A new password for Inspectorate"
    assert "New password" in strictly(form).text
    assert "Your new password is set" in strictly(after).text
    assert is_in(sign_in(mair, NEW["password1"]).client)
    assert "not valid any more" in strictly(Client().get(link, follow=True)).text
    assert [e.act for e in Entry.objects.about(mair)] == ["changed the password"]


def test_unknown_address_gets_the_same_page_and_a_message_that_says_so() -> None:
    mair = make_person()
    page = reverse("account_reset_password")

    known = Client().post(page, {"email": mair.email}, follow=True)
    unknown = Client().post(page, {"email": "nobody@else.example"}, follow=True)

    assert known.text == unknown.text
    assert mail.outbox == []
    work()
    assert [sent.to for sent in mail.outbox] == [[mair.email], ["nobody@else.example"]]
    assert "Nobody signs in with this address" in mail.outbox[1].body
    assert "http" not in mail.outbox[1].body


def test_address_that_somebody_has_costs_the_page_no_more_than_another() -> None:
    mair = make_person()
    page = reverse("account_reset_password")

    def statements(email: str) -> list[str]:
        with CaptureQueriesContext(connection) as found:
            Client().post(page, {"email": email})
        return [re.sub(r"'[^']*'|\d+", "", query["sql"]) for query in found]

    for email in (mair.email, "nobody@else.example"):
        statements(email)  # the first one is counted from the start

    assert statements(mair.email) == statements("nobody@else.example")


def test_task_of_a_forgotten_password_holds_no_link() -> None:
    mair = make_person()

    Client().post(reverse("account_reset_password"), {"email": mair.email})

    assert waiting_tasks() == [("answer_forgotten", [mair.email, "en"])]


def test_who_has_left_is_sent_no_link() -> None:
    mair = make_person()
    User.objects.update(is_active=False)

    Client().post(reverse("account_reset_password"), {"email": mair.email})
    work()

    assert "Nobody signs in with this address" in mail.outbox[0].body


def test_link_is_told_in_the_language_of_the_person() -> None:
    gwen = make_person()
    User.objects.update(language="cy")

    Client().post(reverse("account_reset_password"), {"email": gwen.email})
    work()

    with translation.override("cy"):
        welsh = gettext("A new password for Inspectorate")
    assert mail.outbox[0].subject == welsh != "A new password for Inspectorate"


def test_person_signs_out_by_the_button_and_not_by_a_link() -> None:
    client = sign_in(make_person()).client
    page = reverse("account_logout")

    asked = client.get(reverse("admin:logout"), follow=True)
    assert 'action="/account/sign-out/"' in strictly(asked).text
    assert is_in(client)

    left = client.post(page, follow=True)
    assert "You have signed out." in strictly(left).text
    assert not is_in(client)


def test_header_of_the_workspace_leads_to_the_account() -> None:
    page = sign_in(make_person()).client.get(reverse("admin:index"))

    assert f'href="{reverse("mfa_index")}"' in strictly(page).text


def test_person_ends_their_other_sessions_and_nobody_elses() -> None:
    mair, other = make_person(), make_person("inspector")
    old, new, others = (sign_in(person).client for person in (mair, mair, other))
    page = reverse("usersessions_list")

    before = strictly(new.get(page))
    after = new.post(page, follow=True)

    assert before.context["session_count"] == 2
    assert "Your other sessions have ended." in strictly(after).text
    assert after.context["session_count"] == 1
    assert [is_in(client) for client in (old, new, others)] == [False, True, True]


def test_new_password_ends_the_sessions_that_knew_the_old_one() -> None:
    mair = make_person()
    old, new = sign_in(mair).client, sign_in(mair).client

    sent = {"oldpassword": PASSWORD, **NEW}
    answer = new.post(reverse("account_change_password"), sent, follow=True)

    assert "Your password is changed." in strictly(answer).text
    assert [is_in(client) for client in (old, new)] == [False, True]


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize(
    "name",
    [
        *("mfa_index", "mfa_list_webauthn", "usersessions_list"),
        *("account_change_password", "account_reauthenticate", "account_logout"),
    ],
)
def test_account_page_opens_under_the_strict_policy(name: str, language: str) -> None:
    client = sign_in(make_person()).client

    answer = client.get(reverse(name), headers={"accept-language": language})

    assert strictly(answer).status_code == 200
    assert f'lang="{language}"' in answer.text
    assert Client().get(reverse(name)).status_code == 302
