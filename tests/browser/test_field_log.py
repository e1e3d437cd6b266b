"""Findings logged on a tablet, without a mouse, and with bad luck."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from inspectorate.inspections.models import Inspection
from tests.factories import (
    make_authority,
    make_evidence,
    make_finding,
    make_inspection,
    make_service,
    make_team_member,
    make_theme,
    make_user,
)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

EMAIL, PASSWORD = "mair.jones@inspectorate.example", "seven calm herons"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab of a tablet held upright."""
    context = browser.new_context(viewport={"width": 768, "height": 1024})
    yield context.new_page()
    context.close()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    found = []
    grave = {"error", "warning"}
    page.on("console", lambda told: told.type in grave and found.append(told.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def case(live_server: LiveServer, page: Page, complaints: list[str]) -> Inspection:
    """Mair's case, which follows another, on whose screen she has just signed in."""
    user = make_user(
        "lead_inspector", email=EMAIL, password=PASSWORD, name="Mair Jones"
    )
    authority, service = make_authority(), make_service()
    earlier = make_inspection(
        authority, service=service, fieldwork_start=date(2022, 3, 1), status="closed"
    )
    make_finding(earlier, classification="challenge", text_en="Caseloads are high.")
    case = make_inspection(authority, service=service, follows=earlier)
    make_theme(case.framework, name_en="Well-being")
    make_team_member(case, user=user, role="lead")
    for _each in range(3):
        make_evidence(case)
    page.goto(f"{live_server.url}{address(case)}")
    sign_in(page)
    expect(page.locator("h1")).to_have_text("Log findings")
    return case


def address(case: Inspection) -> str:
    return f"/admin/inspections/inspection/{case.pk}/findings/log/"


def sign_in(page: Page) -> None:
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def go_to(page: Page, name: str) -> None:
    """By the Tab key alone, as somebody without a mouse finds a field."""
    for _each in range(40):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The Tab key leads to no field {name}.")


def texts(case: Inspection) -> list[str]:
    return list(case.findings.values_list("text_en", flat=True))


def kept(page: Page) -> list[str]:
    """What the browser keeps of typed text; the admin keeps its colours there, too."""
    keys = page.evaluate("Object.keys(localStorage)")
    return [key for key in keys if key.startswith("inspectorate.")]


def test_inspector_logs_ten_findings_without_a_mouse(
    page: Page, case: Inspection, complaints: list[str]
) -> None:
    for number in range(1, 11):
        if number == 1:
            go_to(page, "classification")
            page.keyboard.type("Challenge")
            go_to(page, "theme")
            page.keyboard.type("Well-being")
        go_to(page, "text_en")
        page.keyboard.type(f"Finding {number}: plans are late.")
        go_to(page, "evidence")
        page.keyboard.press("Space")
        if number == 10:
            go_to(page, "previous")
            page.keyboard.press("ArrowDown")
            go_to(page, "change")
            page.keyboard.type("Improved")
        page.keyboard.press("Control+Enter")
        expect(page.locator(".log-list h2")).to_have_text(
            f"{number} finding{'s' * (number > 1)} logged so far"
        )
        expect(page.locator("#id_text_en")).to_have_value("")

    assert texts(case) == [f"Finding {n}: plans are late." for n in range(1, 11)]
    assert [finding.lacks() for finding in case.findings.all()] == [[]] * 10
    assert {str(f.theme) for f in case.findings.all()} == {"Well-being"}
    last = case.findings.last()
    assert (last.previous.text_en, last.change) == ("Caseloads are high.", "improved")
    assert complaints == []
    assert not page.evaluate("document.body.scrollWidth > innerWidth")
    assert kept(page) == []


def test_lost_connection_leaves_the_page_and_its_text_until_it_is_sent_again(
    page: Page, case: Inspection
) -> None:
    page.locator("#id_text_en").fill("Written on the train.")
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".log-told")).to_contain_text("Not saved: no connection")
    expect(page.locator("#id_text_en")).to_have_value("Written on the train.")
    assert texts(case) == []

    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").press("Enter")

    expect(page.locator(".log-saved")).to_contain_text("Written on the train.")
    assert texts(case) == ["Written on the train."]


@pytest.fixture
def held(page: Page, case: Inspection) -> list[Route]:
    """The forms that the page has sent, each on its way until it is let go on."""
    found = []

    def hold(route: Route) -> None:
        if route.request.method == "POST":
            found.append(route)
        else:
            route.continue_()

    page.route("**/findings/log/**", hold)
    return found


def type_while_it_is_saved(page: Page, keys: str, held: list[Route], more: str) -> None:
    with page.expect_request(lambda request: request.method == "POST"):
        page.keyboard.press(keys)
    expect(page.locator(".log-told")).to_have_text("Saving…")
    page.keyboard.type(more)
    held.pop().continue_()
    expect(page.locator(".log-told")).to_contain_text("What you typed while it was")


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        ("Control+s", "Plans are late. So are boards."),
        ("Control+Enter", "Boards are, too."),
    ],
)
def test_words_typed_while_it_is_saved_are_in_the_next_form(
    page: Page, case: Inspection, held: list[Route], keys: str, left: str
) -> None:
    text = page.locator("#id_text_en")
    text.fill("Plans are late.")
    more = left.removeprefix("Plans are late.").strip()

    type_while_it_is_saved(page, keys, held, f" {more}")

    assert texts(case) == ["Plans are late."]
    expect(text).to_have_value(left)
    expect(text).to_be_focused()
    assert len(kept(page)) == 1
    page.keyboard.press(keys)
    while not held:
        page.wait_for_timeout(20)
    held.pop().continue_()
    expect(page.locator(".log-saved")).to_contain_text(left)
    expect(page.locator(".log-told")).to_have_count(0)
    assert left in texts(case)
    assert kept(page) == []


def test_words_typed_while_it_is_refused_are_in_the_form(
    page: Page, case: Inspection, held: list[Route]
) -> None:
    page.locator("#id_change_reason").fill("No visit.")
    page.locator("#id_text_en").focus()

    type_while_it_is_saved(page, "Control+s", held, "Plans are late.")

    expect(page.locator(".errornote").first).to_contain_text("Not saved yet")
    expect(page.locator("#id_text_en")).to_have_value("Plans are late.")
    expect(page.locator("#id_change_reason")).to_have_value("No visit.")


def test_connection_that_hangs_lets_it_be_sent_again(
    page: Page, case: Inspection, held: list[Route]
) -> None:
    page.evaluate(
        """() => {
            const timeout = AbortSignal.timeout.bind(AbortSignal);
            AbortSignal.timeout = (spell) => {
                AbortSignal.timeout = timeout;
                return timeout(spell / 100);
            };
        }"""
    )
    page.locator("#id_text_en").fill("Plans are late.")
    page.keyboard.press("Control+s")
    expect(page.locator(".log-told")).to_contain_text("has not answered for 30 seconds")

    page.unroute("**/findings/log/**")
    page.get_by_role("button", name="Try again").press("Enter")

    expect(page.locator(".log-saved")).to_contain_text("Plans are late.")
    assert texts(case) == ["Plans are late."]


def test_session_that_ended_loses_no_text(
    page: Page, case: Inspection, complaints: list[str]
) -> None:
    evidence = page.locator("[name=evidence]").nth(1)
    page.locator("#id_text_en").fill("Twelve files were read.")
    evidence.check()
    Session.objects.all().delete()
    page.keyboard.press("Control+s")
    expect(page.locator(".log-told")).to_contain_text("your session has ended")
    expect(page.locator("#id_text_en")).to_have_value("Twelve files were read.")

    page.get_by_role("button", name="Sign in again").press("Enter")
    sign_in(page)
    expect(page.locator(".log-told")).to_contain_text("“Twelve files were read.”")
    page.get_by_role("button", name="Take it back").press("Enter")
    expect(page.locator("#id_text_en")).to_have_value("Twelve files were read.")
    expect(evidence).to_be_checked()
    page.keyboard.press("Control+s")

    expect(page.locator(".log-saved")).to_contain_text("Twelve files were read.")
    assert texts(case) == ["Twelve files were read."]
    assert complaints == []


def test_closed_tab_and_its_text_are_offered_in_another(
    page: Page, case: Inspection, live_server: LiveServer
) -> None:
    page.locator("#id_text_en").fill("Not sent at all.")
    other = page.context.new_page()
    page.close()
    other.goto(f"{live_server.url}{address(case)}")
    expect(other.locator(".log-told")).to_contain_text("“Not sent at all.”")

    other.get_by_role("button", name="Throw it away").press("Enter")

    assert kept(other) == []


def test_text_is_thrown_away_for_another_person_and_after_seven_days(
    page: Page, case: Inspection, live_server: LiveServer
) -> None:
    for key, user, days in (("mine", "", 6), ("old", "", 8), ("theirs", "0", 0)):
        page.evaluate(
            """([key, user, days]) => {
                const own = document.querySelector(".log-form").dataset.user;
                localStorage.setItem(`inspectorate.kept.${key}`, JSON.stringify({
                    user: user || own, at: Date.now() - days * 864e5, token: key,
                    fields: [["text_en", key]], inspection: "0", finding: "new",
                    page: "/" }));
            }""",
            [key, user, days],
        )

    page.goto(f"{live_server.url}/admin/")

    assert kept(page) == ["inspectorate.kept.mine"]
