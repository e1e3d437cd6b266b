import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from inspectorate.reports.models import PublishedParagraph
from tests.browser import axe
from tests.browser.workspace import unfold
from tests.factories import (
    make_board,
    make_edition,
    make_episode,
    make_finding,
    make_inspection,
    make_judgement,
    make_recommendation,
    make_response,
    make_withdrawal,
)
from tests.inspectorate.public.corrections import correct

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PAGES = [
    "",
    "reports/",
    "reports/?year=nonsense",
    "reports/exampleshire-2025-01-report/",
    "reports/exampleshire-2025-01-report/editions/1/",
    "authorities/",
    "authorities/exampleshire/",
    "recommendations/",
    "register/",
    "reports/exampleshire-2025-01-report/editions/1/changes/2/",
    "reports/exampleshire-2025-01-report/paragraphs/{paragraph}/",
]
WITHDRAWN = "reports/withdrawn/"


@pytest.fixture
def site(live_server: LiveServer, page: Page) -> str:
    """The address of a site with one published report of every kind of row."""
    inspection = make_inspection()
    make_judgement(inspection)
    make_finding(inspection)
    make_recommendation(inspection)
    edition = make_edition(inspection)
    make_response(edition.report)
    edition.report.paragraphs.filter(number="1.2").update(text_en="Other words.")
    correct(edition.report)
    make_withdrawal(make_edition(slug="withdrawn"))
    authority = inspection.authorities.get()
    make_episode(authority)
    make_board(authority)
    return live_server.url


@pytest.mark.parametrize("language", ["en", "cy"])
def test_pages_load_without_complaint_and_fit_a_narrow_phone(
    site: str, page: Page, language: str
) -> None:
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_viewport_size({"width": 320, "height": 640})

    for path in addresses():
        response = page.goto(f"{site}/{language}/{path}")
        assert response.status == 200, path
        too_wide = "document.documentElement.scrollWidth > innerWidth"
        assert not page.evaluate(too_wide), path
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("h1")).to_have_count(1)

    assert complaints == []
    assert page.context.cookies() == []


def addresses() -> list[str]:
    paragraph = PublishedParagraph.objects.published().first().stable_id
    return [path.format(paragraph=paragraph) for path in PAGES]


def test_pages_of_editions_have_no_fault_that_axe_finds(site: str, page: Page) -> None:
    axe.bring(page.context)

    found = {}
    for path in (*addresses()[3:5], *addresses()[-3:], WITHDRAWN):
        page.goto(f"{site}/en/{path}")
        unfold(page)
        found[path] = axe.violations(page)

    assert [path for path, faults in found.items() if faults] == []
    assert len(found) == 6


def test_reader_switches_the_language_on_the_same_page(site: str, page: Page) -> None:
    page.goto(f"{site}/en/reports/?kind=PEI")

    page.get_by_role("link", name="Cymraeg").click()

    assert page.url == f"{site}/cy/reports/?kind=PEI"
    expect(page.get_by_role("heading", level=1)).to_have_text("Adroddiadau")


def test_reader_filters_with_the_keyboard_alone(site: str, page: Page) -> None:
    page.goto(f"{site}/en/reports/")

    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    authority = page.get_by_label("Authority")
    expect(authority).to_be_focused()
    expect(authority).to_have_css("outline-style", "solid")
    page.keyboard.type("Examp")
    for _field in page.locator(".app-facets select").all():
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Filter")).to_be_focused()
    page.keyboard.press("Enter")

    page.wait_for_url("**authority=exampleshire**")
    expect(page.locator(".app-count")).to_have_text("Reports found: 1")


def test_reader_on_a_phone_opens_the_filters_with_the_keyboard(
    site: str, page: Page
) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{site}/en/reports/")
    authority = page.get_by_label("Authority")
    expect(page.locator(".app-found a")).to_be_in_viewport()
    expect(authority).to_be_hidden()

    page.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(authority).to_be_visible()
    page.keyboard.press("Tab")
    expect(authority).to_be_focused()
    page.keyboard.type("Examp")
    page.get_by_role("button", name="Filter").press("Enter")

    page.wait_for_url("**authority=exampleshire**")
    expect(page.locator(".app-chosen__filter")).to_contain_text("Exampleshire")
    expect(authority).to_be_hidden()


def test_paragraph_is_linked_to_and_shown(site: str, page: Page) -> None:
    page.goto(f"{site}/en/reports/exampleshire-2025-01-report/")

    page.get_by_role("link", name="Paragraph 1.3", exact=True).click()

    assert page.url.endswith("#p-1-3")
    expect(page.locator("#p-1-3")).to_be_in_viewport()


def test_links_and_fields_are_large_enough_to_hit(site: str, page: Page) -> None:
    """24 CSS pixels (WCAG 2.2, 2.5.8); links within a sentence are exempt."""
    page.set_viewport_size({"width": 375, "height": 640})
    page.goto(f"{site}/en/reports/exampleshire-2025-01-report/")

    targets = page.locator("header a, nav a, .app-paragraph > a, .app-above a").all()

    assert targets
    for target in targets:
        assert target.bounding_box()["height"] >= 24, target.inner_text()


@pytest.mark.parametrize("language", ["en", "cy"])
def test_paper_has_neither_ways_around_the_site_nor_forms(
    site: str, page: Page, language: str
) -> None:
    page.emulate_media(media="print")

    for place in (*PAGES[:9], "concerns/", "authorities/exampleshire/committee/"):
        page.goto(f"{site}/{language}/{place}")
        for left_out in ("nav", "form", "button"):
            for each in page.locator(left_out).all():
                assert not each.is_visible(), (place, left_out)
        assert page.locator("h1").is_visible()
        assert page.locator(".app-printed").is_visible()
