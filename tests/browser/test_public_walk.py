"""Every public page as different people meet it: wide and narrow, without scripts, in
both languages, by a screen reader's rules, with the keyboard alone.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from authorities.models import Authority
from tests.browser import axe
from tests.browser.workspace import NARROW, WIDE, sticking_out, unfold
from tests.crawl import crawl
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

REPORT = "reports/exampleshire-2025-01-report/"
LANGUAGES = ["en", "cy"]
# What a person has on a wide screen whose text is four times as large.
MAGNIFIED = {"width": 320, "height": 256}


@pytest.fixture
def record(live_server: LiveServer) -> LiveServer:
    """A site of which each kind of page has something to tell."""
    Authority.objects.all().delete()
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
    make_edition(make_inspection(authority=authority))
    return live_server


def addresses() -> list[str]:
    """Of all pages that are linked to, in both languages, none of them a file."""
    found = crawl(Client())
    return sorted(
        address
        for address, (status, headers, _body) in found.items()
        if status in (200, 410)
        and headers["Content-Type"].startswith("text/html")
        and address.startswith(("/en/", "/cy/"))
    )


def test_no_page_has_a_fault_that_axe_finds_or_asks_another_host(
    record: LiveServer, page: Page
) -> None:
    axe.bring(page.context)
    complaints, hosts = [], set()
    page.on("console", lambda told: complaints.append(told.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))

    found = {}
    for address in addresses():
        page.goto(record.url + address)
        found[address] = list(faults(page))
        language = address[1:3]
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("h1")).to_have_count(1)

    assert {way: told for way, told in found.items() if told} == {}
    assert len(found) > 30
    # A browser calls the answer of what was withdrawn an error.
    assert [told for told in complaints if "status of 410" not in told] == []
    assert hosts == {urlsplit(record.url).netloc}
    assert page.context.cookies() == []


def faults(page: Page) -> Iterator[str]:
    """All of what axe finds, in Welsh wide and in English narrow, and a page too wide
    for either or for magnified text: only a table moves sideways, in its own frame.
    """
    unfold(page)
    is_welsh = "/cy/" in page.url
    for size in (WIDE, NARROW, MAGNIFIED):
        page.set_viewport_size(size)
        if size == (WIDE if is_welsh else NARROW):
            yield from axe.violations(page)
        if found := sticking_out(page):
            yield f"moves sideways at {size['width']} px: {found}"


def test_page_without_scripts_says_what_it_says_with_them(
    record: LiveServer, browser: Browser
) -> None:
    said = []
    ways = [way for way in addresses() if way.startswith("/cy/")]
    for has_scripts in (True, False):
        context = browser.new_context(java_script_enabled=has_scripts, viewport=WIDE)
        page = context.new_page()
        said.append([text_of(page, record.url + way) for way in ways])
        context.close()

    with_scripts, without = said
    assert with_scripts == without
    assert all(without)


def text_of(page: Page, address: str) -> str:
    page.goto(address)
    return page.locator("body").inner_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_reader_goes_from_the_first_page_to_a_paragraph_by_keyboard_alone(
    record: LiveServer, page: Page, language: str
) -> None:
    page.goto(f"{record.url}/{language}/")

    follow(page, f"/{language}/reports/")
    follow(page, f"/{language}/{REPORT}")
    paragraph = f"/{language}/{REPORT}paragraphs/"
    follow(page, paragraph)

    assert paragraph in page.url
    expect(page.get_by_role("main")).to_contain_text("1.1")


def follow(page: Page, way: str) -> None:
    """By Tab to the first link within the page whose address begins with `way`, which
    must be seen when it has the focus; and by Enter.
    """
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # past the navigation, unless that is where it leads
    for _stop in range(200):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if (focused.get_attribute("href") or "").startswith(way):
            expect(focused).to_be_in_viewport()
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    pytest.fail(f"no link to {way} is reached by Tab on {page.url}")
