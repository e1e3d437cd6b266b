"""The whole case of a made-up council, from plan to sign-off, as its people do it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from inspectorate.accounts.models import User
from inspectorate.inspections.models import Inspection
from inspectorate.reports.models import Report
from tests.factories import (
    make_area,
    make_authority,
    make_framework,
    make_interest,
    make_point,
    make_service,
    make_theme,
    make_user,
)
from tests.inspectorate.inspections.files import PDF

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TODAY = timezone.localdate()


class Desk:
    """A person at a browser of their own, signed in."""

    def __init__(self, browser: Browser, server: LiveServer, user: User) -> None:
        self.server = server
        context = browser.new_context(base_url=server.url)
        client = Client()
        client.force_login(user)
        session = client.cookies["sessionid"].value
        cookie = {"name": "sessionid", "value": session, "url": server.url}
        context.add_cookies([cookie])
        self.page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self.hear)

    def hear(self, told: object) -> None:
        # A refused act is answered by 403 or 409, which a browser calls an error.
        if told.type == "error" and "the server responded with" not in told.text:
            self.complaints.append(told.text)

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.server.url}/admin/{path}")
        return self.page

    def case(self) -> Page:
        return self.open(f"cases/{Inspection.objects.get().reference}/")

    def press(self, name: str) -> None:
        # A click does not wait for the answer, and what is asked next might be asked
        # of the page that is about to go, or end the sending of the form.
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name, exact=True).first.click()

    def act(self, name: str, **asked: str) -> None:
        """From the case screen through the page that confirms it."""
        self.case()
        self.follow(name)
        for label, value in asked.items():
            self.page.get_by_label(label).fill(value)
        self.press(name)
        expect(self.page.locator(".messagelist .success")).to_contain_text("Done")

    def look_up(self, field: str, term: str) -> None:
        """Choose in a field that looks its choices up."""
        self.page.locator(f"{field} .select2-selection").first.click()
        self.page.locator(".select2-search__field").last.fill(term)
        self.page.get_by_role("option", name=term).first.click()


@pytest.fixture
def people(live_server: LiveServer, browser: Browser) -> Iterator[dict[str, Desk]]:
    desks = {}
    for role in (
        *("lead_inspector", "quality_assurer"),
        *("information_governance", "chief_inspector"),
    ):
        desks[role] = Desk(browser, live_server, make_user(role))
    yield desks
    for desk in desks.values():
        desk.page.context.close()


def test_case_goes_from_plan_to_sign_off(people: dict[str, Desk]) -> None:
    council = make_authority("Exampleshire")
    framework = make_framework(languages="en cy", name_en="Framework of today")
    make_point(make_area(framework, name_en="Leadership").scale, label_en="Good")
    make_theme(framework, name_en="Well-being")
    make_service("Children's services")
    make_interest(make_user("inspector", name="Gwen Parry"), council)
    make_user("inspector", name="Huw Bevan")
    lead = people["lead_inspector"]

    plan(lead)
    reach_fieldwork(lead)
    gather(lead)
    log_ten_findings(lead)
    lead.act("End fieldwork")
    judge(lead)
    draft(lead)
    assure(people)
    check_accuracy(people)
    sign_off(people)

    assert Report.objects.get().status == Report.Status.SIGN_OFF
    assert {role: desk.complaints for role, desk in people.items()} == {
        role: [] for role in people
    }


def plan(lead: Desk) -> None:
    """With one member whose declared interest bars them."""
    page = lead.open("")
    lead.follow("Plan an inspection")
    lead.look_up(".field-authorities", "Exampleshire")
    page.get_by_label("Kind").select_option("Performance evaluation inspection")
    lead.look_up(".field-service", "Children's services")
    lead.look_up(".field-framework", "Framework of today")
    began = TODAY - timedelta(days=3)
    page.get_by_label("Fieldwork from").fill(str(began))
    page.get_by_label("Fieldwork to").fill(str(TODAY))
    page.get_by_role("button", name="Add another Team member").click()
    lead.look_up("#team-1", "Gwen Parry")
    lead.press("Save")
    refusal = page.locator(".errorlist").first
    expect(refusal).to_contain_text("Gwen Parry has declared an interest")

    lead.look_up("#team-1", "Huw Bevan")
    lead.press("Save")
    expect(page.locator(".messagelist .success")).to_be_visible()
    team = [str(each.user) for each in Inspection.objects.get().team.all()]
    assert team == ["Lead inspector", "Huw Bevan"]


def reach_fieldwork(lead: Desk) -> None:
    lead.act("Begin scoping")
    lead.act("Record the notice", **{"Notified on": str(TODAY - timedelta(days=9))})
    lead.act("Begin fieldwork")


def gather(lead: Desk) -> None:
    page = lead.case()
    lead.follow("Add evidence")
    page.get_by_label("Reference").fill("DOC-01")
    page.get_by_label("Kind").select_option("Document")
    page.get_by_label("Summary").fill("The council's own plan.")
    file = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.get_by_label("Add a file, or a new revision").set_input_files(file)
    lead.press("Save")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Inspection.objects.get().evidence.get().files.count() == 1


def log_ten_findings(lead: Desk) -> None:
    page = lead.case()
    lead.follow("Log findings")
    page.get_by_label("Classification").select_option("Strength")
    page.get_by_label("Theme").select_option(label="Well-being")
    for number in range(1, 11):
        page.get_by_label("Text (English)").fill(f"Finding {number}.")
        page.get_by_label("Text (Welsh)").fill(f"Canfyddiad {number}.")
        page.locator("[name=evidence]").first.check()
        page.keyboard.press("Control+Enter")
        logged = page.locator(".log-list h2")
        expect(logged).to_contain_text(f"{number} finding")
    assert [f.lacks() for f in Inspection.objects.get().findings.all()] == [[]] * 10


def judge(lead: Desk) -> None:
    page = lead.case()
    with page.expect_navigation():
        page.get_by_role("link", name="judge it").click()
    page.get_by_label("Grade").select_option("Good")
    lead.press("Save")
    expect(page.locator(".messagelist .success")).to_be_visible()


def draft(lead: Desk) -> None:
    lead.case()
    lead.press("Begin the report")
    lead.press("Add a paragraph to section 1")
    write(lead, "Leaders know their services.", "Mae arweinwyr yn adnabod.")
    delete_empty_sections(lead)
    lead.act("Send to quality assurance")


def delete_empty_sections(lead: Desk) -> None:
    page = lead.case()
    lead.follow("Write the report")
    tools = page.locator("details:has(button[value=delete-section])")
    for left in reversed(range(tools.count())):
        tools.first.locator("summary").click()
        tools.first.get_by_role("button", name="Delete this empty section").click()
        expect(tools).to_have_count(left)


def write(lead: Desk, english: str, welsh: str) -> None:
    paragraph = lead.page.get_by_role("group", name="Paragraph 1.1")
    paragraph.get_by_label("English").fill(english)
    paragraph.get_by_label("Welsh").fill(welsh)
    lead.press("Save")
    expect(lead.page.locator(".messagelist .success").last).to_be_visible()


def assure(people: dict[str, Desk]) -> None:
    """Returned once with a comment; then cleared and passed."""
    assurer, lead = people["quality_assurer"], people["lead_inspector"]
    assurer.act("Return to drafting", Reason="Say how many files you read.")

    lead.case()
    lead.follow("Write the report")
    lead.follow("Edit the texts of section 1")
    write(lead, "We read 12 files.", "Darllenasom 12 ffeil.")
    lead.act("Send to quality assurance")

    page = assurer.case()
    assurer.follow("Quality assurance of the draft")
    assurer.press("Assure this report myself")
    for choice in page.get_by_label("Yes", exact=True).all():
        choice.check()
    assurer.press("Save the checklist")
    expect(page.locator(".messagelist .success")).to_be_visible()
    governor = people["information_governance"]
    governor.case()
    governor.follow("Quality assurance of the draft")
    governor.press("Nobody can be identified")
    expect(governor.page.locator(".messagelist .success")).to_be_visible()
    assurer.act("Send for the accuracy check")


def check_accuracy(people: dict[str, Desk]) -> None:
    """One comment is accepted, one refused."""
    lead = people["lead_inspector"]
    page = lead.case()
    lead.follow("Accuracy check 1")
    for text in ("It was 13 files.", "The tone is harsh."):
        lead.follow("Log a comment")
        form = page.locator("#log")
        form.get_by_label("What the authority says").fill(text)
        form.get_by_label("Office of who sent it").fill("Director of Social Services")
        lead.press("Log the comment")
        expect(page.locator("blockquote").last).to_contain_text(text)
    page.locator("#return > summary").click()
    page.get_by_label("Returned on").fill(str(TODAY))
    lead.press("Record the answer")
    decide(page, 1, "Accepted", "The list says 13.", "It says 13 now.")
    decide(page, 2, "Rejected", "The evidence bears it out.", "")
    lead.act("End the accuracy check")
    lead.act("Submit for sign-off")


def decide(page: Page, number: int, decision: str, reason: str, change: str) -> None:
    comment = page.locator(f"#comment-{number}")
    comment.get_by_label("Decision").select_option(decision)
    comment.get_by_label("Reason").fill(reason)
    comment.get_by_label("Change made").fill(change)
    comment.get_by_role("button", name="Record the decision").click()
    expect(page.locator(f"#comment-{number} .decided")).to_contain_text(reason)


def sign_off(people: dict[str, Desk]) -> None:
    """Refused to the author; done by the chief inspector."""
    report = Report.objects.get()
    author = people["lead_inspector"]
    page = author.open(f"reports/report/{report.pk}/acts/sign_off/")
    expect(page.locator(".errornote")).to_contain_text("Your role does not include")

    people["chief_inspector"].act("Sign off")
