"""Asking for alerts, confirming, changing and stopping, as a stranger does it."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from authorities.models import Authority
from inspectorate.public import follow
from inspectorate.public.alerts.sending import MOST_UNANSWERED
from inspectorate.public.models import Alert, Asking, Letter, Subscription
from inspectorate.public.models.asking import EXPIRES
from tests.inspectorate.notices.worker import work
from tests.inspectorate.public.pages import words
from tests.subscribers import make_alert, make_asking, make_subscription

pytestmark = pytest.mark.django_db
LINK = re.compile(r"https://inspectorate\.example(/cy/follow/confirm/([\w-]{43})/)")
FILLED = {
    "about": "everything",
    "often": "weekly",
    "language": "cy",
    "email": "Mair@Example.org",
}


@pytest.fixture(autouse=True)
def by_email(settings: Settings) -> None:
    settings.NOTICES_BY_EMAIL = True
    Authority.objects.all().delete()
    cache.clear()


def test_stranger_subscribes_by_two_steps(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    asked = client.post("/en/follow/", FILLED)
    work()
    (message,) = mailoutbox
    link, token = LINK.search(message.body).groups()
    shown = client.get(link)
    after_get = Subscription.objects.count()
    confirmed = client.post(link)

    assert (asked.status_code, asked["Location"]) == (302, "/en/follow/asked/")
    assert message.to == ["mair@example.org"]
    assert shown.status_code == 200
    assert after_get == 0
    assert (confirmed.status_code, confirmed["Location"]) == (
        302,
        "/cy/follow/confirmed/",
    )
    row = Subscription.objects.get()
    told = (row.email, row.often, row.language, row.authority, row.theme)
    assert told == ("mair@example.org", "weekly", "cy", None, None)
    assert not Asking.objects.exists()
    assert client.post(link).status_code == 404
    assert token


def test_token_is_kept_by_its_digest_alone_and_no_task_has_the_address(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    client.post("/en/follow/", FILLED)
    assert "mair" not in str([*DBTaskResult.objects.values()]).lower()
    work()

    token = LINK.search(mailoutbox[0].body)[2]
    assert token not in str([*Asking.objects.values()])
    assert Asking.objects.by_token(token, timezone.now())


def answer(client: Client, **changes: str) -> tuple:
    with CaptureQueriesContext(connection) as queries:
        response = client.post("/en/follow/", FILLED | changes, follow=False)
    return response.status_code, dict(response.headers), response.content, len(queries)


def test_address_that_is_known_is_answered_as_one_that_is_not(client: Client) -> None:
    make_subscription(email="known@example.org")
    make_asking(email="known@example.org")
    answer(client)  # what the first request reads once

    known = answer(client, email="known@example.org")
    assert known == answer(client, email="unknown@example.org")


def test_owner_of_a_known_address_gets_the_same_e_mail_and_stays_one(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    make_subscription(email="mair@example.org", often="instant", language="en")
    client.post("/en/follow/", FILLED)
    work()

    client.post(LINK.search(mailoutbox[0].body)[1])

    row = Subscription.objects.get()
    assert (row.often, row.language) == ("weekly", "cy")


def test_nobody_is_pestered_by_what_others_ask(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    for _each in range(MOST_UNANSWERED + 2):
        assert client.post("/en/follow/", FILLED).status_code == 302
        work()

    assert len(mailoutbox) == MOST_UNANSWERED


def test_client_that_asks_too_often_is_told_to_wait(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "MOST_IN_AN_HOUR", 2)
    for _each in range(2):
        client.post("/en/follow/", FILLED)

    response = client.post("/en/follow/", FILLED)

    assert response.status_code == 429
    assert "Try again in an hour." in words(response)
    assert Asking.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"email": "mair"}, "Type an e-mail address, such as name@example.org."),
        ({"email": ""}, "Type your e-mail address."),
        ({"email": f"{'m' * 300}@example.org"}, "254"),
        ({"email": "m\x00@example.org"}, "Null characters"),
        ({"about": "authority:nowhere"}, "Choose one of the list"),
        ({"about": ""}, "Choose what you want to follow."),
        ({"often": ""}, "Choose when you want to be told."),
        ({"language": "fr"}, "fr is not one of the available choices"),
    ],
)
def test_form_filled_in_wrongly_says_so_and_keeps_the_rest(
    client: Client, changes: dict[str, str], sentence: str
) -> None:
    response = client.post("/en/follow/", FILLED | changes)

    assert response.status_code == 400
    assert sentence in words(response)
    assert not Asking.objects.exists()


def test_form_of_another_site_is_refused_and_own_ones_are_not(client: Client) -> None:
    def send(origin: str) -> int:
        headers = {"origin": origin}
        return client.post("/en/follow/", FILLED, headers=headers).status_code

    assert send("https://evil.example") == 403
    assert send("null") == 403
    assert send("http://testserver") == 302
    assert send("https://inspectorate.example") == 302


def test_page_takes_forms_without_a_cookie_from_who_checks_form_tokens() -> None:
    client = Client(enforce_csrf_checks=True)

    page = client.get("/en/follow/")
    response = client.post("/en/follow/", FILLED)

    assert not page.cookies
    assert "csrfmiddlewaretoken" not in page.content.decode()
    assert response.status_code == 302
    assert not response.cookies


def test_page_chooses_what_the_reader_came_from(client: Client) -> None:
    Authority.objects.create(slug="northshire", name_en="Northshire")

    page = client.get("/en/follow/?about=authority:northshire").content.decode()

    assert '<option value="authority:northshire" selected>' in page


def test_site_without_mail_server_offers_feeds_alone(
    client: Client, settings: Settings
) -> None:
    settings.NOTICES_BY_EMAIL = False

    page = client.get("/en/follow/")

    assert "This site sends no alerts by e-mail." in words(page)
    assert 'name="email"' not in page.content.decode()
    assert client.post("/en/follow/", FILLED).status_code == 403


def test_confirmation_is_over_after_two_days(client: Client) -> None:
    asked = timezone.now() - EXPIRES
    make_asking(token="too-old", asked_at=asked)
    make_asking(token="young", asked_at=asked + timedelta(minutes=5))

    old, never = (client.get(f"/en/follow/confirm/{each}/") for each in OLD)
    assert (old.status_code, old.content) == (404, mirrored(never, *OLD))
    assert client.post("/en/follow/confirm/too-old/").status_code == 404
    assert client.get("/en/follow/confirm/young/").status_code == 200
    assert not Subscription.objects.exists()


OLD = ("too-old", "never-1")


def mirrored(response: object, other: str, own: str) -> bytes:
    return response.content.replace(own.encode(), other.encode())


def test_one_click_stops_without_cookie_or_token_and_deletes_all() -> None:
    subscription = make_subscription(token="known-link", email="mair@example.org")
    make_alert(subscription.letters.get())
    program = Client(enforce_csrf_checks=True)
    one_click = {"List-Unsubscribe": "One-Click"}

    first = program.post("/cy/follow/stop/known-link/", one_click)
    again = program.post("/cy/follow/stop/known-link/", one_click)
    never = program.post("/cy/follow/stop/never-link/", one_click)

    assert (first.status_code, first.content) == (200, again.content)
    assert never.content == mirrored(first, "never-link", "known-link")
    assert not first.cookies
    for model in (Subscription, Letter, Alert):
        assert not model.objects.exists()


def test_program_that_opens_the_link_stops_nothing(client: Client) -> None:
    make_subscription(token="known-link")

    response = client.get("/en/follow/stop/known-link/")

    assert response.status_code == 200
    assert "Stop these alerts?" in words(response)
    assert Subscription.objects.count() == 1


def test_personal_pages_are_kept_by_nobody_and_told_to_nobody(client: Client) -> None:
    make_subscription(token="known-link")

    for page in ("stop", "manage"):
        response = client.get(f"/en/follow/{page}/known-link/")
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]
        assert response["Referrer-Policy"] == "same-origin"


def test_subscriber_changes_how_often_and_the_language(client: Client) -> None:
    make_subscription(token="known-link")

    told = {"often": "weekly", "language": "cy"}
    response = client.post("/en/follow/manage/known-link/", told)

    row = Subscription.objects.get()
    assert (response.status_code, row.often, row.language) == (200, "weekly", "cy")


def test_subscriber_stops_everything_that_goes_to_the_address(client: Client) -> None:
    make_subscription(token="known-link", email="mair@example.org")
    of_one = Authority.objects.create(slug="northshire", name_en="Northshire")
    make_subscription(email="mair@example.org", authority=of_one)
    make_asking(email="mair@example.org")
    stays = make_subscription(email="nia@example.org")

    page = client.get("/en/follow/manage/known-link/")
    client.post("/en/follow/manage/known-link/", {"stop_all": "yes"})

    assert "Northshire" in words(page)
    assert list(Subscription.objects.all()) == [stays]
    assert not Asking.objects.exists()
    assert client.get("/en/follow/manage/known-link/").status_code == 404


def test_page_shows_no_address(client: Client) -> None:
    make_subscription(token="known-link", email="mair@example.org")
    for page in ("stop", "manage"):
        response = client.get(f"/en/follow/{page}/known-link/")
        assert "mair@" not in response.content.decode()
