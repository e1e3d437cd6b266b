import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from inspectorate.accounts.models import User
from tests.admin_pages import change_page
from tests.factories import make_evidence, make_team_member, make_user
from tests.inspectorate.inspections.files import HTML, PDF

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

EMAIL, PASSWORD = "gwen.parry@inspectorate.example", "seven calm herons"


def sign_in(page: Page, server: LiveServer) -> User:
    user = make_user("inspector", email=EMAIL, password=PASSWORD, name="Gwen Parry")
    page.goto(f"{server.url}/admin/")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    return user


def choose(page: Page, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "image/jpeg", "buffer": content}
    page.get_by_label("Add a file, or a new revision").set_input_files(file)
    page.get_by_role("button", name="Save and continue editing").press("Enter")


def test_inspector_on_a_telephone_adds_a_file_and_reads_it(
    page: Page, live_server: LiveServer
) -> None:
    item = make_evidence()
    make_team_member(item.inspection, user=sign_in(page, live_server))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url + change_page(item))

    page.get_by_label("Summary").fill("Typed before the file.")
    choose(page, "plan.jpg", HTML)

    expect(page.locator(".errorlist")).to_contain_text("“plan.jpg” holds plain text")
    expect(page.get_by_label("Summary")).to_have_value("Typed before the file.")

    choose(page, "plan.pdf", PDF)

    link = page.get_by_role("link", name="plan.pdf")
    expect(link).to_be_visible()
    assert not page.evaluate("document.body.scrollWidth > innerWidth")
    with page.expect_download() as download:
        link.press("Enter")
    assert download.value.suggested_filename == "plan.pdf"
    assert download.value.path().read_bytes() == PDF
