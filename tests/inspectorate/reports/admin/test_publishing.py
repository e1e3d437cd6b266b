"""The pages by which a report comes out, and what staff are told there."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from inspectorate.inspections.models import NotPublished
from inspectorate.reports import scheduling
from inspectorate.reports.models import Edition, Report
from tests.admin_pages import change_page, client_of, strictly
from tests.factories import (
    SYSTEM,
    make_framework,
    make_inspection,
    make_report,
    make_rule_not_published,
)
from tests.inspectorate.public.corrections import correct

pytestmark = pytest.mark.django_db


def act_page(report: Report, verb: str) -> str:
    return reverse("admin:reports_report_act", args=[report.pk, verb])


def case_page(report: Report) -> str:
    return reverse("admin:case", args=[report.inspection.reference])


def test_officer_is_warned_and_publishes_by_post_alone() -> None:
    inspection = make_inspection(framework=make_framework("en cy"))
    report = make_report(inspection, signed=True)
    client = client_of("publishing_officer")

    page = client.get(act_page(report, "publish"))

    assert "The public reads it at once, in both languages." in page.text
    assert inspection.reference in page.text
    assert not Edition.objects.exists()
    done = client.post(act_page(report, "publish"), follow=True)
    edition = Edition.objects.published().get()
    assert edition.get_absolute_url() in done.text
    again = client.post(act_page(report, "publish"), follow=True)
    assert "is not possible now" in again.text
    assert Edition.objects.count() == 1


def test_page_tells_what_is_missing_before_anything_is_tried() -> None:
    report = make_report(signed=True, no_concern_at=None)
    client = client_of("publishing_officer")
    told = "No decision about a concern rests on this inspection"
    cure = act_page(report, "decide_no_concern")

    for verb in ("publish", "schedule", "issue"):
        page = client.get(act_page(report, verb))
        assert told in page.text
        assert cure in page.text
        assert 'type="submit" class="default"' not in page.text
    case = strictly(client.get(case_page(report)))
    assert case.text.count(cure) == 3


def test_moment_is_offered_asked_in_london_time_and_kept_where_it_is_refused() -> None:
    report = make_report(make_inspection(status="drafting"), signed=True)
    client = client_of("publishing_officer")
    offered = scheduling.usual_moment(timezone.now())
    page = act_page(report, "schedule")

    first = client.get(page)
    assert f'value="{timezone.localtime(offered):%Y-%m-%dT09:30:00}"' in first.text
    for bad in ("2020-01-01T09:30", "soon", "", "9999-12-31T23:59"):
        refused = client.post(page, {"scheduled_for": bad})
        assert refused.status_code in (200, 409)
        assert bad in refused.text
    # In summer nine o'clock in London is eight in the world's time.
    today = timezone.localdate()
    summer = date(today.year + (today.month > 6), 7, 1)
    client.post(page, {"scheduled_for": f"{summer}T09:00"})

    stored = Report.objects.get()
    assert stored.status == "scheduled"
    assert timezone.localtime(stored.scheduled_for).hour == 9
    case = strictly(client.get(case_page(report)))
    assert "To be published on" in case.text
    assert 'aria-current="step">Scheduled' in case.text
    client.post(act_page(report, "unschedule"))
    assert Report.objects.get().status == "sign_off"


def test_case_tells_why_a_scheduled_report_did_not_come_out() -> None:
    report = make_report(
        status="scheduled",
        scheduled_for=datetime(2026, 7, 1, 8, 30, tzinfo=UTC),
        hold_up="The clock is slow.\nThe key is another.",
    )

    page = strictly(client_of("chief_inspector").get(case_page(report)))

    assert "It was to be published on 1 July 2026, 09:30, and was not." in page.text
    assert "<li>The clock is slow.</li><li>The key is another.</li>" in page.text


def test_rule_of_what_is_not_published_gives_the_reason_to_issue() -> None:
    make_rule_not_published(kind="PEI")
    report = make_report(make_inspection(status="drafting"), signed=True)
    client = client_of("publishing_officer")

    assert "issue it instead" in client.get(act_page(report, "publish")).text
    page = client.get(act_page(report, "issue"))
    assert "Its address is not public." in page.text
    client.post(act_page(report, "issue"), {"reason": "By rule."})

    assert Report.objects.get().status == "issued"
    case = strictly(client.get(case_page(report)))
    assert 'aria-current="step">Issued, not published' in case.text


@pytest.mark.parametrize(
    ("role", "code"), [("head_of_inspection", 302), ("inspector", 403)]
)
def test_rule_is_made_by_who_may_change_frameworks(role: str, code: int) -> None:
    rule = {"kind": "PEI", "reason_en": "Why.", "reason_cy": "Pam.", "is_in_force": 1}
    page = reverse("admin:inspections_notpublished_add")
    client = client_of(role)

    if code == 302:
        assert "Choose a kind" in client.post(page, {**rule, "kind": ""}).text
    assert client.post(page, rule).status_code == code

    assert NotPublished.objects.exists() == (code == 302)


def test_officer_withdraws_with_a_reason_in_both_languages() -> None:
    inspection = make_inspection(framework=make_framework("en cy"))
    report = make_report(inspection, published=True)
    client, page = client_of("publishing_officer"), act_page(report, "withdraw")

    refused = client.post(page, {"reason_en": "A child could be known."})
    assert "give the reason in Welsh" in refused.text
    assert "A child could be known." in refused.text
    why = {"reason_en": "A child could be known.", "reason_cy": "Gellid ei adnabod."}
    client.post(page, why)

    assert not Edition.objects.published().exists()
    assert Edition.objects.get().withdrawal.reason.cy == "Gellid ei adnabod."


def test_officer_reads_which_editions_go_before_and_after() -> None:
    report = make_report(published=True)
    for _ in range(2):
        correct(report)
    client, page = client_of("publishing_officer"), act_page(report, "withdraw_former")
    why = {"reason_en": "A child could be known.", "reason_cy": "Gellid ei adnabod."}

    assert "The editions that go: 1, 2" in client.get(page).text
    done = client.post(page, why, follow=True)

    assert "Withdrawn: the editions 1, 2" in done.text
    assert [each.number for each in Edition.objects.published()] == [3]


def test_staff_are_told_that_the_working_copy_has_changed_since() -> None:
    report = make_report(published=True)
    issued = make_report(signed=True)
    issued.issue(by=SYSTEM, reason="A secure home.")
    client = client_of("chief_inspector")
    pages = {
        case_page(report): "since edition 1 was published",
        change_page(report): "since edition 1 was published",
        case_page(issued): "since edition 1 was issued",
    }

    for page in pages:
        assert "The working copy has changed" not in client.get(page).text
    for each in (report, issued):
        each.paragraphs.update(text_en="Changed.")
    for page, told in pages.items():
        assert f"The working copy has changed {told}." in client.get(page).text


def test_officer_is_shown_what_an_act_will_change_before_it_is_done() -> None:
    report = make_report(signed=True, paragraphs=9)
    client, page = client_of("publishing_officer"), act_page(report, "publish")

    assert "What this will change" not in client.get(page, {"foresee": 1}).text
    shown = strictly(client.post(page, {"foresee": "Show"}))

    assert "What this will change" in shown.text
    assert f"/en/reports/{report.slug}/editions/1/" in shown.text
    assert "(9): 1.1 … 1.9" in shown.text
    assert "Nobody is sent a notice." in shown.text
    assert 'type="submit" class="default"' in shown.text
    assert not Edition.objects.exists()


def test_what_was_typed_stays_beside_what_it_will_change() -> None:
    report = make_report(published=True)
    client, page = client_of("publishing_officer"), act_page(report, "withdraw")
    why = {"reason_en": "A child could be known.", "reason_cy": "Gellid ei adnabod."}

    lacking = client.post(page, {"foresee": 1})
    shown = client.post(page, {**why, "foresee": 1})

    assert lacking.status_code == 409
    assert "give the reason" in lacking.text
    assert all(each in shown.text for each in why.values())
    assert "<h4>Gone</h4>" in shown.text
    assert Report.objects.get().status == "published"


def test_issue_says_that_nothing_public_changes() -> None:
    report = make_report(signed=True)
    page = act_page(report, "issue")

    shown = client_of("publishing_officer").post(page, {"reason": "x", "foresee": 1})

    assert "Nothing that the public can read changes" in shown.text
    assert Report.objects.get().status == "sign_off"


@pytest.mark.parametrize("role", ["quality_assurer", "head_of_inspection"])
def test_who_may_not_publish_is_not_shown_what_it_would_change(role: str) -> None:
    report = make_report(signed=True)

    refused = client_of(role).post(act_page(report, "publish"), {"foresee": 1})

    assert refused.status_code == 403
    assert "What this will change" not in refused.text


def test_stopping_a_publication_has_no_consequences_to_show() -> None:
    report = make_report(
        status="scheduled", scheduled_for=datetime(2126, 7, 1, 8, 30, tzinfo=UTC)
    )
    page = act_page(report, "unschedule")

    assert 'name="foresee"' not in client_of("publishing_officer").get(page).text
