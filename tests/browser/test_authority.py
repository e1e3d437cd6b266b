"""The page of an authority and its comparisons, as a browser shows them."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser import axe
from tests.browser.workspace import sticking_out, unfold
from tests.factories import (
    SYSTEM,
    make_area,
    make_authority,
    make_board,
    make_edition,
    make_episode,
    make_finding,
    make_framework,
    make_inspection,
    make_judgement,
    make_point,
    make_recommendation,
    make_response,
    make_service,
    make_theme,
)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PAGES = [
    "authorities/?q=north",
    "authorities/northshire/",
    "authorities/northshire/compare/",
    "authorities/northshire/compare/?old=nothing&new=of-2018",
    "authorities/northshire/compare/of-2014/of-2018/",
    "compare/",
    "compare/EX-1/safety/",
]
# Letters of a picture, in pixels on the screen.
SMALLEST = """Math.min(...[...document.querySelectorAll('svg text')].map(
    text => text.getCTM().a * parseFloat(text.getAttribute('font-size'))))"""
OUT = """[...document.querySelectorAll('svg text')].filter(text => {
    const own = text.getBoundingClientRect();
    const frame = text.ownerSVGElement.getBoundingClientRect();
    return own.right > frame.right + 1 || own.bottom > frame.bottom + 1;
}).map(text => text.textContent)"""


@pytest.fixture
def site(live_server: LiveServer) -> str:
    """The address of a site with two reports that compare, and all pictures."""
    area = make_area(make_framework(code="EX-1"), code="safety")
    labels = ("Outstanding", "Requires improvement to be good")
    points = [make_point(area.scale, label_en=label) for label in labels]
    theme = make_theme(name_en="Leadership, vision and corporate support")
    authority, service, asked = make_authority("Northshire"), make_service(), None
    for year, point in zip(("2014", "2018"), points, strict=True):
        inspection = make_inspection(
            authority, framework=area.framework, service=service
        )
        make_judgement(inspection, area=area, point=point)
        for change in ("new", "not_revisited", "unchanged", "resolved"):
            about = {"compared_with_en": "Before.", "compared_with_cy": "Cynt."}
            about["change_reason"] = "It was said so."
            make_finding(inspection, theme=theme, change=change, **about)
        asked = make_recommendation(inspection, repeat_of=asked, acceptance="accepted")
        make_recommendation(inspection, progress="completed_reported")
        about = {"published_on": year, "recorded_from": "A book"}
        edition = make_edition(inspection, slug=f"of-{year}", **about)
        make_response(edition.report)
    make_episode(authority)
    day = {"decided_on": "2010-04-30", "announced": True}
    make_board(authority).decide("establish", by=SYSTEM, **day)
    return live_server.url


@pytest.mark.parametrize("language", ["en", "cy"])
def test_pages_fit_a_narrow_phone_with_letters_that_can_be_read(
    site: str, page: Page, language: str
) -> None:
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.set_viewport_size({"width": 320, "height": 640})

    drawn = 0
    for path in PAGES:
        assert page.goto(f"{site}/{language}/{path}").status == 200, path
        assert sticking_out(page) == "", path
        if pictures := page.locator("svg").count():
            drawn += pictures
            assert page.evaluate(SMALLEST) >= 12, path
            assert page.evaluate(OUT) == [], path

    assert drawn == 4
    assert complaints == []


def test_pages_have_no_fault_that_axe_finds(site: str, page: Page) -> None:
    axe.bring(page.context)

    found = {}
    for path in PAGES:
        page.goto(f"{site}/en/{path}")
        unfold(page)
        found[path] = axe.violations(page)

    assert [(path, faults) for path, faults in found.items() if faults] == []


def test_reader_chooses_two_reports_and_is_led_to_the_comparison(
    site: str, page: Page
) -> None:
    page.goto(f"{site}/en/authorities/northshire/")
    page.get_by_role("link", name="Choose two reports on this authority").click()

    page.get_by_label("Older report").select_option("of-2018")
    page.get_by_label("Newer report").select_option("of-2014")
    page.get_by_role("button", name="Compare").click()

    assert page.url == f"{site}/en/authorities/northshire/compare/of-2014/of-2018/"
    assert page.get_by_text("Worse", exact=True).count() == 1
