"""A person who signs in to the workspace, and opens all that is folded up."""

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import make_user

EMAIL, PASSWORD = "mair.jones@inspectorate.example", "seven calm herons"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
UNFOLD = """() => {
    for (const each of document.querySelectorAll("details")) each.open = true;
}"""
# The innermost thing that makes the page move sideways.
STICKING_OUT = """() => document.scrollingElement.scrollWidth <= innerWidth ? "" :
    [...document.querySelectorAll("main *")]
        .filter((each) => each.getBoundingClientRect().right > innerWidth + 0.5)
        .map((each) => each.outerHTML.slice(0, 120)).at(-1) ?? "something"
"""


def sign_in(page: Page, live_server: LiveServer) -> None:
    fields = {"is_staff": True, "is_superuser": True, "name": "Mair Jones"}
    make_user(email=EMAIL, password=PASSWORD, **fields)
    come_in(page, live_server)


def come_in(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".my-work")).to_be_visible()


def unfold(page: Page) -> None:
    page.evaluate(UNFOLD)


def sticking_out(page: Page) -> str:
    return page.evaluate(STICKING_OUT)
