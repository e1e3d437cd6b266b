"""What an edition's page keeps to: its address, its languages, its few queries."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from inspectorate.reports import publication
from inspectorate.reports.models import Report
from tests.factories import (
    NOON,
    SYSTEM,
    make_area,
    make_authority,
    make_finding,
    make_framework,
    make_inspection,
    make_judgement,
    make_paragraph,
    make_recommendation,
    make_report,
    make_response,
)
from tests.inspectorate.public.pages import in_order, words

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def correct(report: Report, **changes: str) -> None:
    """Publish the next edition of a published report."""
    report.status = Report.Status.AWAITING_SIGN_OFF
    report.correction_en, report.correction_cy = "It was wrong.", "Roedd yn anghywir."
    for name, value in changes.items():
        setattr(report, name, value)
    report.save()
    report.sign_off(by=SYSTEM, at=NOON)
    publication.publish(report, by=SYSTEM, at=NOON)


def test_response_is_marked_with_the_language_it_was_supplied_in(
    client: Client,
) -> None:
    report = make_report(published=True)
    make_response(report, name="Mair Jones", said_on="2026-03")
    make_response(report, text="Words that are not released.", is_public=False)

    response = client.get(f"/cy/reports/{report.slug}/")

    html = response.content.decode()
    assert '<div class="prose" lang="en"><p>We welcome the report' in html
    assert in_order(
        response,
        "Nid yw rhan o'r testun ar y dudalen hon ar gael yn Gymraeg;",
        "Cyfarwyddwr Gwasanaethau Cymdeithasol , Cyngor Sir Exampleshire · Mair Jones",
        "Mawrth 2026 Darparwyd yn Saesneg yn unig.",
    )
    assert "not released" not in html


def test_english_report_on_a_welsh_page_is_marked_and_said(client: Client) -> None:
    framework = make_framework(languages="en")
    inspection = make_inspection(make_authority(name_cy=""), framework=framework)
    report = make_report(
        inspection, paragraphs=0, title_cy="", status="awaiting_sign_off"
    )
    make_paragraph(report, text_en="Only English.", text_cy="")
    report.sign_off(by=SYSTEM)
    publication.publish(report, by=SYSTEM, at=NOON)

    response = client.get(f"/cy/reports/{report.slug}/")

    html = response.content.decode()
    assert '<h1><span lang="en">Inspection of children&#x27;s services</span>' in html
    assert '<div class="prose" lang="en"><p>Only English.</p>' in html
    assert html.index('class="notice"') < html.index("<h1>")
    assert "Ieithoedd yr adroddiad Saesneg" in words(response)


def test_every_edition_keeps_its_address_and_the_earlier_says_so(
    client: Client,
) -> None:
    report = make_report(published=True, title_en="With a mistake")
    correct(report, title_en="Corrected")

    first = client.get(f"/en/reports/{report.slug}/editions/1/")
    second = client.get(f"/en/reports/{report.slug}/editions/2/")
    current = client.get(f"/en/reports/{report.slug}/")

    assert in_order(first, "With a mistake", "This is an earlier edition.")
    assert "Corrected" in words(second)
    assert "earlier edition" not in words(second)
    assert in_order(current, "Corrected", "Edition 2 Published", "Edition 1 Published")


def test_draft_of_a_correction_is_not_seen(client: Client) -> None:
    report = make_report(published=True)
    report.title_en = "Secret correction"
    report.status = Report.Status.AWAITING_SIGN_OFF
    report.correction_en, report.correction_cy = "It was wrong.", "Roedd yn anghywir."
    report.save()
    make_paragraph(report, text_en="Secret paragraph")
    make_recommendation(report.inspection, text_en="Secret recommendation")

    for address in ("", "editions/1/"):
        page = words(client.get(f"/en/reports/{report.slug}/{address}"))
        assert "Secret" not in page


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("address", ["", "editions/1/"])
def test_page_takes_four_queries_however_long_the_report(
    client: Client,
    count: int,
    address: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    inspection = make_inspection()
    for _number in range(count):
        area = make_area(inspection.framework)
        make_judgement(inspection, area=area)
        make_finding(inspection)
        make_recommendation(inspection)
    report = make_report(inspection, paragraphs=count, published=True)
    for _number in range(count):
        make_response(report)
    correct(report)

    with django_assert_num_queries(4):
        client.get(f"/en/reports/{report.slug}/{address}")
