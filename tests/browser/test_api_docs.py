from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import make_edition

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser has to say: refusals of the security policy among it."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    return told


def test_guide_works_without_another_host_a_cookie_or_a_complaint(
    live_server: LiveServer, page: Page, complaints: list[str]
) -> None:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))

    page.goto(f"{live_server.url}/api/v1/docs/")

    expect(page.locator(".opblock-summary-path").first).to_be_visible()
    expect(page.get_by_text("List recommendations")).to_be_visible()
    expect(page.get_by_role("button", name="Authorize")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    assert complaints == []
    assert hosts == {urlsplit(live_server.url).netloc}
    assert page.context.cookies() == []


def test_reader_of_the_guide_tries_an_address_out(
    live_server: LiveServer, page: Page, complaints: list[str]
) -> None:
    make_edition(slug="dwyfor-2025-01")
    page.goto(f"{live_server.url}/api/v1/docs/")

    page.get_by_text("List reports").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_placeholder("year").fill("2026")
    page.get_by_role("button", name="Execute").click()

    answer = page.locator(".live-responses-table")
    expect(answer.locator(".response .response-col_status")).to_contain_text("200")
    expect(answer).to_contain_text("dwyfor-2025-01")
    assert complaints == []


def test_guide_tells_a_reader_without_scripts_where_the_description_is(
    live_server: LiveServer, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    silent = context.new_page()
    silent.goto(f"{live_server.url}/api/v1/docs/")

    link = silent.get_by_role("link", name="/api/v1/schema/")
    expect(link).to_have_attribute("href", "../schema/")
    context.close()
