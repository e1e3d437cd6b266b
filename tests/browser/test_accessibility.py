"""The workspace for people who use a keyboard, a small screen or a screen reader."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from inspectorate.inspections.models import Inspection
from tests.admin_pages import address
from tests.admin_rows import make_row_of_each
from tests.browser import axe, screens
from tests.factories import make_inspection, make_user

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

EMAIL, PASSWORD = "mair.jones@inspectorate.example", "seven calm herons"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}

# How the element with the keyboard is marked, and where the keyboard is.
FOCUS = """() => {
    const now = document.activeElement;
    if (now === document.body) return null;
    const box = now.getBoundingClientRect();
    const outline = getComputedStyle(now);
    return {
        place: now.outerHTML.slice(0, 120),
        number: [...document.querySelectorAll("*")].indexOf(now),
        marked: outline.outlineStyle !== "none" && parseInt(outline.outlineWidth) >= 2,
        seen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    };
}"""
# What a person can press or fill in, without what is folded up or hidden.
REACHABLE = """() => [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex='0']"
)].filter((each) => each.checkVisibility({visibilityProperty: true}) && !each.disabled
    && each.tabIndex >= 0 && each.type !== "hidden").length"""


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
    grave = {"error", "warning"}
    page.on("console", lambda told: told.type in grave and found.append(told.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def sign_in(page: Page, live_server: LiveServer) -> None:
    fields = {"is_staff": True, "is_superuser": True, "name": "Mair Jones"}
    make_user(email=EMAIL, password=PASSWORD, **fields)
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".my-work")).to_be_visible()


def faults(page: Page) -> list[str]:
    """In both themes: all of what axe finds wide and narrow, and a page too wide."""
    found = []
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        for theme, rules in (("light", axe.EVERYTHING), ("dark", axe.COLOURS)):
            page.emulate_media(color_scheme=theme)
            where = f"{size['width']} px, {theme}"
            found += [f"{where}: {each}" for each in axe.violations(page, rules)]
    width = page.evaluate("document.scrollingElement.scrollWidth")
    return found if width <= 320 else [*found, f"moves sideways: {width} px"]


def test_no_screen_has_a_fault_that_axe_finds(
    live_server: LiveServer, page: Page, complaints: list[str]
) -> None:
    make_row_of_each()
    page.goto(f"{live_server.url}/admin/")
    found = {"signing in": faults(page)}
    sign_in(page, live_server)

    for name, path in screens.staff():
        response = page.goto(live_server.url + path)
        assert response.status == 200, name
        found[name] = faults(page)

    assert {name: each for name, each in found.items() if each} == {}
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


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_keyboard_reaches_all_of_a_screen_and_is_seen_where_it_is(
    live_server: LiveServer, page: Page, theme: str
) -> None:
    inspection = make_inspection()
    sign_in(page, live_server)
    page.emulate_media(color_scheme=theme)

    for path in (
        f"/admin/cases/{inspection.reference}/",
        address(Inspection, "change", inspection.pk),
        address(Inspection, "changelist"),
    ):
        page.goto(live_server.url + path)
        stops = tab_through(page)
        numbers = [stop["number"] for stop in stops]
        assert len(set(numbers)) == page.evaluate(REACHABLE)
        assert numbers == sorted(numbers)
        unseen = [each for each in stops if not (each["marked"] and each["seen"])]
        assert unseen == []


def tab_through(page: Page) -> list[dict]:
    """Where the keyboard stops, until it leaves the page; 200 stops are a trap."""
    stops = []
    for _stop in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            return stops
        stops.append(stop)
    pytest.fail(f"The keyboard does not leave the page: {stops[-1]['place']}")


def test_first_stop_of_the_keyboard_skips_to_the_content(
    live_server: LiveServer, page: Page
) -> None:
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/")

    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_be_focused()
