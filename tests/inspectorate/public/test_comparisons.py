"""The page of what changed from one edition to another."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from inspectorate.inspections.models import Judgement
from inspectorate.reports.models import Report
from tests.factories import (
    make_finding,
    make_inspection,
    make_judgement,
    make_point,
    make_recommendation,
    make_report,
)
from tests.inspectorate.public.corrections import correct
from tests.inspectorate.public.pages import in_order, words

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MARKED = '<p class="app-marked" lang="%s">'


@pytest.fixture
def report() -> Report:
    inspection = make_inspection()
    make_judgement(inspection)
    make_finding(inspection)
    make_recommendation(inspection, timescale="3m", due_on="2026-05-31")
    return make_report(inspection, published=True, paragraphs=["Read 12.", "Safe."])


def test_reader_sees_changed_words_in_their_language_first(
    client: Client, report: Report
) -> None:
    paragraph = report.paragraphs.first()
    paragraph.text_en, paragraph.text_cy = "Read 14.", "Darllenwyd 14."
    paragraph.save()
    correct(report, why="The number was wrong.")

    english = client.get(f"/en/reports/{report.slug}/editions/1/changes/2/")
    welsh = client.get(f"/cy/reports/{report.slug}/editions/1/changes/2/")

    assert in_order(
        english,
        "What has changed from edition 1 to edition 2",
        "Edition 2 , entered in the register 2 March 2026: The number was wrong.",
        "1 change.",
        "Paragraph 1.1 Changed",
        "Read removed: 12. end of what was removed; added: 14. end of what was added",
        "In edition 1 : Paragraph 1.1",
        "2 items of this part have the same words as before.",
    )
    html = english.content.decode()
    assert html.index(MARKED % "en") < html.index(MARKED % "cy")
    html = welsh.content.decode()
    assert html.index(MARKED % "cy") < html.index(MARKED % "en")
    for number in (1, 2):
        anchor = f'href="/cy/reports/{report.slug}/editions/{number}/#p-1-1"'
        assert anchor in html


def test_reader_is_told_where_one_language_alone_changed(
    client: Client, report: Report
) -> None:
    paragraph = report.paragraphs.first()
    paragraph.text_cy = "Darllenwyd 12."
    paragraph.save()
    correct(report)

    page = words(client.get(f"/en/reports/{report.slug}/editions/1/changes/2/"))

    assert "The English text has not changed." in page
    assert "The Welsh text has not changed." not in page
    assert "Read 12." not in page


def test_grade_date_finding_and_title_are_told_as_they_were_and_are(
    client: Client, report: Report
) -> None:
    inspection = report.inspection
    judgement = inspection.judgements.get()
    poor = make_point(judgement.area.scale, label_en="Poor", code="poor")
    Judgement.objects.filter(pk=judgement.pk).update(point=poor)
    inspection.recommendations.update(due_on="2026-08-31")
    inspection.findings.update(legal_reference="Section 22")
    correct(report, title_en="Inspection of care")

    response = client.get(f"/en/reports/{report.slug}/editions/1/changes/2/")

    assert in_order(
        response,
        "Title Inspection of removed: children's services",
        "Judgements The experiences of children Changed",
        "Grade before: Good now: Poor",
        "Findings Finding Changed Leaders know their services well.",
        "Duty that is not met before: not stated now: Section 22",
        "Recommendations",
        "Due before: 31 May 2026 now: 31 August 2026",
    )


def test_paragraphs_that_came_went_and_moved_are_told_apart(
    client: Client, report: Report
) -> None:
    first, second = report.paragraphs.all()
    first.delete()
    second.position = 9
    second.save()
    section = report.sections.get()
    section.heading_en = "Leaders"
    section.save()
    report.paragraphs.create(
        section=section, position=5, text_en="New.", text_cy="Newydd."
    )
    correct(report)

    response = client.get(f"/en/reports/{report.slug}/editions/1/changes/2/")

    assert in_order(
        response,
        "Heading 1 Changed",
        "The Welsh text has not changed.",
        "Paragraph 1.1 Taken out",
        "Paragraph 1.1 New",
        "1 item of this part has the same words as before.",
    )


def test_editions_that_say_the_same_say_so(client: Client, report: Report) -> None:
    correct(report)

    response = client.get(f"/en/reports/{report.slug}/editions/1/changes/2/")

    assert in_order(response, "Both editions say the same, but for number and date.")


@pytest.mark.parametrize(
    "way", ["1/changes/1", "2/changes/1", "1/changes/3", "0/changes/2"]
)
def test_editions_that_are_not_in_that_order_are_no_page(
    client: Client, report: Report, way: str
) -> None:
    correct(report)

    response = client.get(f"/en/reports/{report.slug}/editions/{way}/")

    assert response.status_code == 404


def test_number_that_no_column_holds_is_no_page(client: Client, report: Report) -> None:
    address = f"/en/reports/{report.slug}/editions/1/changes/{'9' * 30}/"

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_two_queries_however_much_changed(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    report = make_report(published=True, paragraphs=count)
    report.paragraphs.update(text_en="All new.")
    correct(report)

    with django_assert_num_queries(2):
        client.get(f"/en/reports/{report.slug}/editions/1/changes/2/")


def test_page_names_the_authority_of_the_report(client: Client) -> None:
    report = make_report(published=True)
    correct(report)

    page = words(client.get(f"/en/reports/{report.slug}/editions/1/changes/2/"))

    assert "from edition 1 to edition 2: Exampleshire: Inspection of" in page
    assert "Exampleshire What has changed from edition 1 to edition 2" in page
