"""The workspace without a mouse: all of it reached, seen, and left again."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from inspectorate.inspections.models import Inspection
from inspectorate.reports.models import AccuracyCheck, Report
from tests.admin_pages import address
from tests.browser import screens
from tests.browser.workspace import NARROW, WIDE, sign_in, unfold
from tests.factories import make_accuracy_comment, make_comment, make_inspection

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# How the element with the keyboard is marked, and where the keyboard is.
FOCUS = """() => {
    const now = document.activeElement;
    if (now === document.body) return null;
    const box = now.getBoundingClientRect();
    const outline = getComputedStyle(now);
    const covered = (part) => {
        const [x, y] = [box.left + 4, Math.max(box.top, 0) + 4];
        const top = document.elementFromPoint(x, y);
        return Boolean(top?.closest(".submit-row")) && !part.closest(".submit-row");
    };
    return {
        place: now.outerHTML.slice(0, 120),
        number: [...document.querySelectorAll("*")].indexOf(now),
        marked: outline.outlineStyle !== "none" && parseInt(outline.outlineWidth) >= 2,
        seen: box.bottom > 0 && box.top < innerHeight && box.width > 0 && !covered(now),
    };
}"""
# What a person can press or fill in, without what is folded up or hidden. A question
# with several answers is one stop: arrows choose.
REACHABLE = """() => new Set([...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex='0']"
)].filter((each) => each.checkVisibility({visibilityProperty: true}) && !each.disabled
    && each.tabIndex >= 0 && each.type !== "hidden"
).map((each) => each.type === "radio" ? each.name : each)).size"""


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
        unseen = [each for each in stops if not (each["marked"] and each["seen"])]
        assert unseen == []


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_keyboard_reaches_all_that_is_said_of_a_report(
    live_server: LiveServer, page: Page, size: dict[str, int]
) -> None:
    """Drafting, its texts, quality assurance and the check, with all unfolded."""
    screens.make_draft()
    thread, comment = make_comment(), make_accuracy_comment()
    sign_in(page, live_server)
    page.set_viewport_size(size)
    drafts = [path for name, path in screens.drafts() if "lacks" not in name]

    for path in (
        *drafts,
        address(Report, "assurance", thread.report_id),
        address(AccuracyCheck, "change", comment.accuracy_check_id),
    ):
        page.goto(live_server.url + path)
        unfold(page)
        stops = tab_through(page)
        numbers = [stop["number"] for stop in stops]
        assert len(set(numbers)) == page.evaluate(REACHABLE)
        unseen = [each for each in stops if not (each["marked"] and each["seen"])]
        assert unseen == []


def tab_through(page: Page) -> list[dict]:
    """Where the keyboard stops, until it leaves the page; 200 stops are a trap."""
    stops = []
    for _stop in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        # A short page is begun again at once.
        if stop is None or (stops and stop["number"] < stops[-1]["number"]):
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
