"""The portal of councils in a real browser: no fault that axe finds, wide or narrow,
and the round of an accuracy check between portal and workspace.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from authorities.models import LinkOfficer
from inspectorate.reports.models import AccuracyCheck
from tests.browser import axe
from tests.browser.workspace import NARROW, WIDE, sign_in, sticking_out
from tests.factories import make_team_member, make_user
from tests.link_officers import (
    client_of_officer,
    make_accuracy_answer,
    make_link_officer,
    make_note,
    make_published,
    make_sent_draft,
)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def submissions(settings: Settings, tmp_path: Path) -> None:
    mine = {**settings.STORAGES["submissions"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "submissions": mine}


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """The browser of somebody at the council."""
    context = browser.new_context(viewport=WIDE)
    axe.bring(context)
    yield context.new_page()
    context.close()


def come_in(page: Page, live_server: LiveServer, officer: LinkOfficer) -> None:
    client: Client = client_of_officer(officer)
    session = client.cookies["sessionid"].value
    cookie = {"name": "sessionid", "value": session, "url": live_server.url}
    page.context.add_cookies([cookie])


def faults(page: Page) -> list[str]:
    found = []
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        found += [f"{size['width']}: {each}" for each in axe.violations(page)]
    if sideways := sticking_out(page):
        found.append(f"moves sideways: {sideways}")
    return found


def pages(check: AccuracyCheck, done: AccuracyCheck, note: int) -> Iterator[str]:
    draft = f"/portal/drafts/{check.report.slug}/1/"
    yield from ("/portal/", draft, f"{draft}text/", f"{draft}answer/")
    yield from (f"{draft}parts/whole/", f"{draft}notes/{note}/")
    yield f"{draft}notes/{note}/delete/"
    yield f"/portal/drafts/{done.report.slug}/1/"
    yield from ("/portal/recommendations/", "/portal/plans/", "/portal/log/")


@pytest.mark.parametrize("language", ["en", "cy"])
def test_no_page_of_the_portal_has_a_fault_that_axe_finds(
    live_server: LiveServer, desk: Page, language: str
) -> None:
    officer = make_link_officer()
    officer.user.language = language
    officer.user.save()
    asked = make_published(officer.authority, "Appoint more people.")
    check, done = (make_sent_draft(officer.authority) for _time in range(2))
    note = make_note(check, officer)
    make_note(done, officer)
    make_accuracy_answer(done, officer)
    assurer = make_user("quality_assurer")
    done.comments.get().decide("accepted", "Yes.", "Changed.", by=assurer)
    done.tell_authority(by=make_user("chief_inspector"))
    make_link_officer(token="the-link")
    come_in(desk, live_server, officer)
    made = f"/portal/recommendations/{asked.reference}/"
    plan = f"/portal/plans/{asked.inspection.reference}/"

    found = {}
    for path in (
        *pages(check, done, note.pk),
        *(made, f"{made}answer/", f"{made}progress/", plan),
        "/portal/invitation/the-link/",
        f"/{language}/authorities/{officer.authority.slug}/committee/",
    ):
        assert desk.goto(live_server.url + path).status == 200, path
        found[path] = faults(desk)
    for path in (
        f"{made}answer/",
        f"/portal/drafts/{check.report.slug}/1/parts/whole/",
    ):
        desk.goto(live_server.url + path)
        desk.locator("main .govuk-button").click()
        expect(desk.locator(".govuk-error-summary")).to_be_visible()
        found[f"{path} refused"] = faults(desk)
    desk.goto(live_server.url + plan)
    desk.locator("main .govuk-button").click()
    found["plan begun"] = faults(desk)
    desk.goto(f"{live_server.url}{plan}lines/")
    found["line"] = faults(desk)

    assert {path: each for path, each in found.items() if each} == {}


def test_draft_goes_round_between_portal_and_workspace(
    live_server: LiveServer, desk: Page, page: Page
) -> None:
    """Without a script at the council's side: what it needs is in the page."""
    officer = make_link_officer()
    check = make_sent_draft(officer.authority)
    make_team_member(check.report.inspection, role="lead")
    come_in(desk, live_server, officer)

    desk.goto(f"{live_server.url}/portal/")
    desk.get_by_role("link", name="Check a draft for factual accuracy").click()
    desk.get_by_role("link", name="Read the draft and comment on it").click()
    expect(desk.get_by_text(f"Shown to {officer}").first).to_be_visible()
    desk.locator("a", has_text="Paragraph 1.1").click()
    desk.get_by_label("It is factually wrong").check()
    desk.get_by_label("Your comment").fill("Inspectors read 14 files.")
    proof = {"name": "proof.txt", "mimeType": "text/plain", "buffer": b"14 files"}
    desk.get_by_label("Files").set_input_files(proof)
    desk.get_by_role("button", name="Keep this comment").click()
    desk.get_by_role("link", name="Go on to your answer").click()
    desk.get_by_role("button", name="Send 1 comment").click()
    expect(desk.get_by_text("the inspectorate has your answer")).to_be_visible()

    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/reports/accuracycheck/{check.pk}/change/")
    expect(page.get_by_text("Inspectors read 14 files.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="proof.txt").click()
    assert download.value.path().read_text() == "14 files"
    check.comments.get().decide(
        "accepted", "The log says 14.", "14 files.", by=make_user("quality_assurer")
    )
    page.reload()
    page.get_by_text("Tell the authority what was decided").click()
    page.get_by_role("button", name="Tell the authority").click()
    expect(page.get_by_text("Done: it is on the record.")).to_be_visible()

    desk.reload()
    expect(desk.get_by_text("The log says 14.")).to_be_visible()
    expect(desk.get_by_text("Accepted")).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_items_of_a_bar_of_the_portal_have_one_size(
    live_server: LiveServer, desk: Page, size: dict[str, int]
) -> None:
    come_in(desk, live_server, make_link_officer())
    desk.set_viewport_size(size)
    desk.goto(f"{live_server.url}/portal/")

    for bar in (".app-portal-account :is(a, button)", ".app-navigation a"):
        tells = "all => all.map(each => getComputedStyle(each).fontSize)"
        sizes = desk.locator(bar).evaluate_all(tells)
        assert len(sizes) > 1
        assert len(set(sizes)) == 1
