"""Sign-in with a second factor in a real browser, under the strict policy."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from tests.inspectorate.accounts.factors import PASSWORD, code_now, make_person

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def mair(live_server: LiveServer, settings: Settings, page: Page) -> User:
    """Mair at the door, without a second factor yet."""
    settings.SECOND_FACTOR = True
    mair = make_person()
    page.goto(f"{live_server.url}/admin/")
    return mair


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the browser has to say: refusals of the security policy among it."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    return told


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def give_password(page: Page, mair: User) -> None:
    page.get_by_label("E-mail address").fill(mair.email)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")


def confirm(page: Page) -> None:
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Confirm")


def set_up_app(page: Page) -> str:
    page.get_by_role("link", name="Set up an app").click()
    confirm(page)
    expect(page.locator(".qr")).to_have_js_property("complete", True)
    assert page.locator(".qr").evaluate("image => image.naturalWidth") > 0
    secret = page.locator("code").inner_text()
    page.get_by_label("Code").fill(code_now(secret))
    press(page, "Set up")
    return secret


def in_the_workspace(page: Page) -> None:
    expect(page).to_have_title("My work | Inspectorate")


def test_person_sets_up_an_app_keeps_the_codes_and_signs_in_by_a_code(
    page: Page, mair: User, complaints: list[str]
) -> None:
    give_password(page, mair)
    expect(page.get_by_role("heading", name="Set up a second factor")).to_be_visible()
    secret = set_up_app(page)
    codes = page.get_by_label("Recovery codes").input_value().split()
    with page.expect_download() as download:
        press(page, "Download codes")
    assert download.value.path().read_text().split() == codes
    assert len(set(codes)) == 10
    page.get_by_role("link", name="I have kept them: go on").click()
    in_the_workspace(page)

    press(page, "Sign out")
    give_password(page, mair)
    page.get_by_label("Code").fill(code_now(secret))
    press(page, "Sign in")

    in_the_workspace(page)
    assert complaints == []


def test_person_adds_a_passkey_and_signs_in_by_it_alone(
    page: Page, mair: User, complaints: list[str]
) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"options": {**KEY, "isUserVerified": True}}
    key = devtools.send("WebAuthn.addVirtualAuthenticator", options)
    give_password(page, mair)
    page.get_by_role("link", name="Add a passkey").click()
    confirm(page)
    page.get_by_label("Name").fill("My telephone")
    press(page, "Add a passkey")
    page.get_by_role("link", name="I have kept them: go on").click()
    in_the_workspace(page)

    press(page, "Sign out")
    press(page, "Sign in with a passkey")
    in_the_workspace(page)

    # As second factor, and to confirm that it is she, it serves as well.
    press(page, "Sign out")
    give_password(page, mair)
    press(page, "Use a passkey")
    in_the_workspace(page)
    page.get_by_role("link", name="Account", exact=True).click()
    page.get_by_role("link", name="Make new codes").click()
    page.get_by_role("link", name="With a passkey").click()
    press(page, "Use a passkey")
    expect(page.get_by_role("heading", name="Make new codes")).to_be_visible()
    assert complaints == []
    acts = [entry.after for entry in Entry.objects.about(mair)]
    assert {"second_factor": "webauthn"} in acts

    # A key that does not know its owner is told to be refused, in a sentence.
    press(page, "Sign out")
    refused = page.get_by_text("The passkey was not used")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_visible()
    expect(refused).to_be_hidden()
    lock = {"authenticatorId": key["authenticatorId"], "isUserVerified": False}
    devtools.send("WebAuthn.setUserVerified", lock)
    press(page, "Sign in with a passkey")
    expect(refused).to_be_visible()
    expect(page.get_by_label("E-mail address")).to_be_visible()
