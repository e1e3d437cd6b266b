"""A reviewer with many identity warnings and no mouse."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from inspectorate.reports.models import Clearance, Report
from tests.browser.workspace import sign_in
from tests.factories import make_report

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TEXTS = [
    "Leaders know. Two children had waited for more than a year. Plans were late.",
    "Write to the team at CF10 3NQ, or ring 01632 960123.",
    "Mrs Siân Llewelyn told us that J.S., aged 9, was happy there.",
    "Three families were on the list.",
]


def test_reviewer_clears_warnings_by_keyboard(
    page: Page, live_server: LiveServer
) -> None:
    report = make_report(paragraphs=TEXTS, status=Report.Status.QUALITY_ASSURANCE)
    count = len(report.open_warnings())
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/reports/report/{report.pk}/assurance/")
    warnings = page.locator("#at-warnings")
    expect(warnings.locator("mark")).to_have_count(count)

    warnings.get_by_role("textbox").first.focus()
    page.keyboard.type("Out of 2,100.")
    for _each in range(3):  # the link, the box and the line of the next one
        page.keyboard.press("Tab")
    page.keyboard.type("The office's own.")
    page.keyboard.press("Enter")

    left = warnings.get_by_text(f"Open warnings: {count - 2}.")
    expect(left).to_be_visible(timeout=20_000)
    reasons = Clearance.objects.order_by("pk").values_list("reason", flat=True)
    assert list(reasons) == ["Out of 2,100.", "The office's own."]
