"""The workspace for people who use a keyboard, a small screen or a screen reader."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    expect,
)
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from inspectorate.accounts.models import User
from inspectorate.inspections.models import Inspection
from inspectorate.reports.models import Report
from tests.admin_pages import address
from tests.admin_rows import make_row_of_each
from tests.browser import axe, screens
from tests.browser.workspace import (
    EMAIL,
    NARROW,
    PASSWORD,
    WIDE,
    come_in,
    sign_in,
    unfold,
)
from tests.factories import make_inspection, make_user
from tests.inspectorate.accounts.factors import set_up_app

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ANSWER = "the server responded with a status of"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    axe.bring(context)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser objects to: errors of scripts, and blocked or missing files."""
    found = []

    def hear(told: ConsoleMessage) -> None:
        # Such an answer is an error of a file, but the rule of a page that refuses.
        if told.type in {"error", "warning"} and ANSWER not in told.text:
            found.append(told.text)

    def miss(response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            found.append(f"{response.status} {response.url}")

    page.on("console", hear)
    page.on("response", miss)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def faults(page: Page) -> list[str]:
    """All of what axe finds wide and narrow, what it says of the colours of the dark
    theme, which are the same at any width, and a page too wide.

    What is folded up is opened first.
    """
    found = []
    unfold(page)
    for size, theme, rules in (
        (WIDE, "light", axe.EVERYTHING),
        (WIDE, "dark", axe.COLOURS),
        (NARROW, "light", axe.EVERYTHING),
    ):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme)
        where = f"{size['width']} px, {theme}"
        found += [f"{where}: {each}" for each in axe.violations(page, rules)]
    width = page.evaluate("document.scrollingElement.scrollWidth")
    return found if width <= 320 else [*found, f"moves sideways: {width} px"]


@pytest.mark.parametrize("half", [0, 1])
def test_no_list_or_form_has_a_fault_that_axe_finds(
    live_server: LiveServer, page: Page, complaints: list[str], half: int
) -> None:
    """In halves, so that two processes share what takes minutes."""
    make_row_of_each()
    screens.make_draft()
    sign_in(page, live_server)

    found = {}
    for name, path in [*screens.records()][half::2]:
        assert page.goto(live_server.url + path).status == 200, name
        found[name] = faults(page)

    assert {name: each for name, each in found.items() if each} == {}
    assert complaints == []


def test_no_screen_of_a_task_has_a_fault_that_axe_finds(
    live_server: LiveServer, page: Page, complaints: list[str]
) -> None:
    make_row_of_each()
    screens.make_draft()
    found = {}
    for name, path in screens.strangers():
        assert page.goto(live_server.url + path).status == 200, name
        found[name] = faults(page)
    sign_in(page, live_server)
    page.goto(live_server.url + reverse("mfa_activate_totp"))
    found["setting up an app"] = faults(page)
    set_up_app(User.objects.get(email=EMAIL))

    for name, path in screens.work():
        assert page.goto(live_server.url + path).status == 200, name
        found[name] = faults(page)
    for name, path, status in screens.refused():
        assert page.goto(live_server.url + path).status == status, name
        found[name] = faults(page)
    for name, path, step in screens.after_a_step():
        page.goto(live_server.url + path)
        step(page)
        found[name] = faults(page)

    assert {name: each for name, each in found.items() if each} == {}
    assert complaints == []


def test_screen_that_few_meet_has_no_fault_that_axe_finds(
    live_server: LiveServer, page: Page, complaints: list[str]
) -> None:
    sign_in(page, live_server)
    person = User.objects.get(email=EMAIL)
    set_up_app(person)

    found = {}
    for name, path, step in screens.seldom(person):
        assert page.goto(live_server.url + path).status == 200, name
        step(page)
        found[name] = faults(page)

    assert len(found) == 10
    assert {name: each for name, each in found.items() if each} == {}
    assert complaints == []


def test_page_after_too_many_attempts_has_no_fault_that_axe_finds(
    live_server: LiveServer, page: Page, complaints: list[str], settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    page.goto(live_server.url + reverse("account_login"))

    for _time in range(2):
        page.get_by_label("E-mail address").fill(EMAIL)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_role("heading", name="Too many attempts")).to_be_visible()
    assert faults(page) == []
    assert complaints == []


@pytest.mark.parametrize("role", ["lead_inspector", "quality_assurer"])
def test_what_a_role_sees_has_no_fault_that_axe_finds(
    live_server: LiveServer, page: Page, complaints: list[str], role: str
) -> None:
    """Others see buttons that they do not, and lack some that others have."""
    case, report = screens.make_case_of(make_user(role, email=EMAIL, password=PASSWORD))
    come_in(page, live_server)

    found = {}
    for path in (
        *("/admin/", f"/admin/cases/{case.reference}/", address(Report, "queue")),
        address(Report, "draft", report.pk),
        address(Report, "assurance", report.pk),
        address(Report, "act", report.pk, "sign_off"),
        "/admin/accounts/user/",
    ):
        page.goto(live_server.url + path)
        found[path] = faults(page)

    assert {path: each for path, each in found.items() if each} == {}
    assert complaints == []


@pytest.mark.parametrize("model", ["finding", "inspection"])
def test_form_that_is_sent_back_has_no_fault(
    live_server: LiveServer, page: Page, complaints: list[str], model: str
) -> None:
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/inspections/{model}/add/")

    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".errornote")).to_be_visible()
    assert faults(page) == []
    assert complaints == []


def test_choice_that_is_open_has_no_fault_and_closes_with_the_keyboard(
    live_server: LiveServer, page: Page
) -> None:
    inspection = make_inspection()
    sign_in(page, live_server)
    page.goto(live_server.url + address(Inspection, "change", inspection.pk))

    page.get_by_role("combobox", name="Framework").press("Enter")

    expect(page.get_by_role("listbox", name="Framework")).to_be_visible()
    expect(page.locator(".select2-results__option--highlighted")).to_be_visible()
    assert axe.violations(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox", name="Framework")).to_be_focused()
