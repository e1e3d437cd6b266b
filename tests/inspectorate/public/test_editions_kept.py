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
    make_withdrawal,
)
from tests.inspectorate.public.corrections import correct
from tests.inspectorate.public.pages import in_order, words

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_response_is_marked_with_the_language_it_was_supplied_in(
    client: Client,
) -> None:
    report = make_report(published=True)
    make_response(report, name="Mair Jones", said_on="2026-03")
    make_response(report, text="Words that are not released.", is_public=False)

    response = client.get(f"/cy/reports/{report.slug}/")

    html = response.content.decode()
    assert '<div class="app-prose" lang="en"><p>We welcome the report' in html
    assert in_order(
        response,
        "Nid yw rhan o'r testun ar y dudalen hon ar gael yn Gymraeg;",
        "Cyfarwyddwr Gwasanaethau Cymdeithasol , Cyngor Sir Exampleshire · Mair Jones",
        "Mawrth 2026 Darparwyd yn Saesneg yn unig.",
    )
    assert "not released" not in html


def test_welsh_response_on_an_english_page_is_marked_and_said(client: Client) -> None:
    report = make_report(published=True)
    make_response(report, language="cy", text="Croesawn yr adroddiad.")

    response = client.get(f"/en/reports/{report.slug}/")

    assert '<div class="app-prose" lang="cy"><p>Croesawn yr' in response.text
    assert in_order(response, "not available in English", "Supplied in Welsh only.")


def test_response_in_the_language_of_the_page_says_where_it_is_from(
    client: Client,
) -> None:
    report = make_report(published=True)
    make_response(report, language="cy", text="Croesawn yr adroddiad.")

    response = client.get(f"/cy/reports/{report.slug}/")

    assert '<div class="app-prose"><p>Croesawn yr' in response.text
    assert in_order(response, "Darparwyd yn Gymraeg yn unig.")


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
    heading = (
        '<h1 class="govuk-heading-l"><span lang="en">Inspection of children&#x27;s'
    )
    assert heading in html
    assert '<div class="app-prose" lang="en"><p>Only English.</p>' in html
    assert html.index('class="app-notice"') < html.index("<h1 ")
    assert "Ieithoedd yr adroddiad Saesneg" in words(response)


def test_every_edition_keeps_its_address_and_an_earlier_says_what_replaced_it(
    client: Client,
) -> None:
    report = make_report(published=True, title_en="With a mistake")
    correct(report, title_en="Corrected", title_cy="Cywirwyd", why="A name was wrong.")
    correct(report, why="A date was wrong.")

    first = client.get(f"/en/reports/{report.slug}/editions/1/")
    second = client.get(f"/en/reports/{report.slug}/editions/2/")
    third = client.get(f"/en/reports/{report.slug}/editions/3/")

    assert in_order(
        first,
        "With a mistake",
        "This is edition 1. It has been replaced, and stays here as it was published.",
        "Edition 2 followed on 2 March 2026: A name was wrong.",
        "Edition 3 followed on 2 March 2026: A date was wrong.",
        "Go to the current edition What has changed since this edition",
    )
    html = first.content.decode()
    assert f'href="/en/reports/{report.slug}/editions/1/changes/3/"' in html
    assert in_order(second, "Corrected", "This is edition 2.", "Edition 3 followed")
    assert "Edition 2 followed" not in words(second)
    assert "has been replaced" not in words(third)


def test_reason_of_a_correction_is_told_in_the_readers_language(client: Client) -> None:
    report = make_report(published=True)
    correct(report)

    page = words(client.get(f"/cy/reports/{report.slug}/editions/1/"))

    assert "Roedd yn anghywir." in page
    assert "It was wrong." not in page


def test_corrected_edition_tells_its_reason_at_its_front(client: Client) -> None:
    report = make_report(published=True)
    correct(report)

    assert in_order(
        client.get(f"/en/reports/{report.slug}/"),
        "Edition 2",
        "Correction It was wrong.",
    )
    assert "Correction" not in words(
        client.get(f"/en/reports/{report.slug}/editions/1/")
    )


def test_report_lists_its_editions_with_their_reasons_and_what_changed(
    client: Client,
) -> None:
    report = make_report(published=True)
    correct(report, why="A name was wrong.")

    response = client.get(f"/en/reports/{report.slug}/")

    assert in_order(
        response,
        "Editions of this report",
        "Edition 2 Published 2 March 2026",
        "Entered in the register 2 March 2026",
        "Why there is this edition A name was wrong.",
        "What has changed since edition 1",
        "Edition 1 Published 2 March 2026",
    )
    assert f"/{report.slug}/editions/1/changes/2/" in response.content.decode()


def test_edition_tells_its_own_entry_in_the_register(client: Client) -> None:
    report = make_report(published=True)
    correct(report)
    entry = report.editions.get(number=1).register_entry

    response = client.get(f"/en/reports/{report.slug}/editions/1/")

    assert in_order(response, "Entry in the register 1 ", entry.digest)
    address = response.context["in_register"]
    assert f'href="{address}"' in response.content.decode()
    assert client.get(address).context["links"][0].entry == entry


def test_report_page_lists_a_withdrawn_edition_without_its_words(
    client: Client,
) -> None:
    report = make_report(published=True)
    make_withdrawal(report.current_edition)
    correct(report, why="Without the name.")

    response = client.get(f"/en/reports/{report.slug}/")

    assert in_order(response, "Edition 2", "Edition 1 Withdrawn 2 March 2026")
    assert "/changes/" not in response.content.decode()


def test_each_paragraph_leads_to_its_own_page(client: Client) -> None:
    report = make_report(published=True)
    correct(report)
    paragraph = report.paragraphs.first()
    link = f'href="/cy/reports/{report.slug}/paragraphs/{paragraph.stable_id}/"'

    for address in ("", "editions/1/"):
        html = client.get(f"/cy/reports/{report.slug}/{address}").content.decode()
        assert html.count(link) == 1


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
def test_page_takes_five_queries_however_long_the_report(
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

    with django_assert_num_queries(5):
        client.get(f"/en/reports/{report.slug}/{address}")


def test_report_is_cited_by_edition_and_date_without_a_script(client: Client) -> None:
    report = make_report(published=True, title_en="Children", slug="of-2025")
    correct(report)

    newest, first = (
        words(client.get(f"/en/reports/of-2025/{part}")) for part in ("", "editions/1/")
    )

    address = "https://inspectorate.example/en/reports/of-2025/"
    assert f"always leads to its newest edition {address} " in newest
    assert f"{address}editions/2/" in newest.partition("Citation of this edition")[2]
    assert f"{address}editions/1/" in first.partition("Citation of this edition")[2]
    assert "Children (" in first
    assert ", edition 1, " in first
