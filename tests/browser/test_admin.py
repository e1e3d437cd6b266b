import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from inspectorate.inspections.models import Inspection
from tests.factories import (
    make_authority,
    make_edition,
    make_finding,
    make_inspection,
    make_team_member,
    make_user,
)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

EMAIL, PASSWORD = "mair.jones@inspectorate.example", "seven calm herons"


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser objects to: errors of scripts, and blocked or missing files."""
    found = []
    grave = {"error", "warning"}
    page.on("console", lambda told: told.type in grave and found.append(told.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def inspection(
    live_server: LiveServer, page: Page, complaints: list[str]
) -> Inspection:
    """Mair's case, which she leads; she has signed in."""
    lead = {"email": EMAIL, "password": PASSWORD, "name": "Mair Jones"}
    inspection = make_inspection(make_authority("Exampleshire"))
    make_team_member(inspection, user=make_user("lead_inspector", **lead), role="lead")
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("E-mail address").fill(EMAIL.upper())
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_title("My work | Inspectorate")
    return inspection


def test_lead_inspector_finds_a_case_and_names_its_team(
    page: Page, inspection: Inspection, complaints: list[str]
) -> None:
    make_user("inspector", name="Gwen Parry")
    page.get_by_text("All records").click()
    page.get_by_role("link", name="Inspections", exact=True).last.click()
    page.get_by_role("textbox", name="Search").fill("exampleshire")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=inspection.reference).first.click()
    page.get_by_role("link", name="Edit the plan and the team").click()
    page.get_by_role("button", name="Add another Team member").click()
    page.locator("#team-1 .select2-selection").click()
    page.locator(".select2-search__field").last.fill("gwen")
    page.get_by_role("option", name="Gwen Parry").click()
    page.get_by_label("Role:").nth(1).select_option("Partner inspector")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    members = [(str(each.user), each.role) for each in inspection.team.all()]
    assert members == [("Mair Jones", "lead"), ("Gwen Parry", "partner")]
    assert complaints == []


def test_nonsense_for_a_date_comes_back_with_the_cure_and_what_was_typed(
    page: Page, inspection: Inspection, complaints: list[str]
) -> None:
    page.goto(f"{page.url}inspections/inspection/{inspection.pk}/change/")
    page.get_by_label("Fieldwork to").fill("some time in spring")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".errorlist")).to_contain_text("Write 2015-04-23, 2015-04")
    expect(page.get_by_label("Fieldwork to")).to_have_value("some time in spring")
    assert complaints == []


def test_lists_and_forms_load_without_complaint_and_fit_a_tablet(
    page: Page, inspection: Inspection, complaints: list[str]
) -> None:
    finding = make_finding(inspection)
    edition = make_edition(inspection)
    workspace = page.url
    page.set_viewport_size({"width": 820, "height": 1180})

    for path in (
        "",
        "inspections/inspection/",
        "inspections/inspection/add/",
        f"inspections/finding/{finding.pk}/change/",
        f"reports/report/{edition.report_id}/change/",
        f"reports/edition/{edition.pk}/change/",
        "reports/edition/",
        "accounts/user/",
        "password_change/",
        "../account/second-factor/",
        "../account/sessions/",
    ):
        response = page.goto(workspace + path)
        assert response.status == 200, path
        assert not page.evaluate("document.body.scrollWidth > innerWidth"), path
    assert complaints == []
