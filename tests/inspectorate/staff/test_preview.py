"""The preview: what the public would see, for those who may read the draft."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inspectorate.reports import publication
from inspectorate.reports.models import Edition, Paragraph, Report
from tests.admin_pages import client_of, strictly
from tests.factories import (
    NOON,
    SYSTEM,
    make_finding,
    make_framework,
    make_inspection,
    make_judgement,
    make_recommendation,
    make_report,
    make_section,
)

pytestmark = pytest.mark.django_db

# What only an edition has: it is entered in the register, and can be cited.
RECORD = re.compile(
    r'<section aria-labelledby="(?:record|cite)".*?</section>'
    r'|<li><a href="#cite">.*?</li>'
    r'|<a class="app-paragraph__cite".*?</a>'
    r'|<p class="app-small"><a href="/\w\w/recommendations/.*?</p>',
    re.DOTALL,
)
ARTICLE = re.compile(r"<article>.*?</article>", re.DOTALL)


def preview_page(report: Report) -> str:
    return reverse("admin:report-preview", args=[report.pk])


def make_draft(count: int = 1) -> Report:
    case = make_inspection(framework=make_framework("en cy"))
    report = make_report(case, paragraphs=count, status=Report.Status.AWAITING_SIGN_OFF)
    for _each in range(count):
        make_section(report, parent=report.sections.first())
        for make in (make_finding, make_judgement, make_recommendation):
            make(case)
    return report


def place_all(report: Report) -> None:
    status, case = report.status, report.inspection
    Report.objects.filter(pk=report.pk).update(status="drafting")
    section = Report.objects.get(pk=report.pk).sections.first()
    for row in (
        case.findings.get(),
        case.judgements.get(),
        case.recommendations.get(),
    ):
        section.place(row, by=SYSTEM)
    Report.objects.filter(pk=report.pk).update(status=status, scheduled_for=NOON)


def article(page: str) -> str:
    return re.sub(r"\s+", " ", RECORD.sub("", ARTICLE.search(page)[0]))


@pytest.mark.parametrize("language", ["en", "cy"])
def test_preview_shows_exactly_what_is_published_afterwards(language: str) -> None:
    report = make_draft()
    place_all(report)

    page = client_of("head_of_inspection").get(
        preview_page(report), {"language": language}
    )

    assert set(Paragraph.objects.values_list("number", flat=True)) == {""}
    report = Report.objects.get(pk=report.pk)
    report.sign_off(by=SYSTEM)
    publication.publish(report, by=SYSTEM)
    public = Client().get(f"/{language}/reports/{report.slug}/")
    assert public.status_code == 200
    assert article(page.text) == article(public.text)
    assert 'class="app-stated"' in public.text
    assert f'<html lang="{language}"' in page.text


def test_preview_says_that_it_is_none_and_is_stored_nowhere() -> None:
    report = make_draft()

    page = strictly(client_of("quality_assurer").get(preview_page(report)))

    assert "Preview, not published" in page.text
    assert "no-store" in page["Cache-Control"]
    told = ARTICLE.search(page.text)[0]
    assert "register" not in told
    assert 'class="app-paragraph__cite"' not in told
    assert not Edition.objects.exists()
    page = client_of("quality_assurer").get(preview_page(report), {"language": "cy"})
    assert page["Content-Language"] == "cy"


def test_preview_tells_which_texts_lack_a_language() -> None:
    report = make_draft()
    report.paragraphs.update(text_cy="")

    page = client_of("head_of_inspection").get(preview_page(report))

    assert "Paragraph 1.1 has no text in Welsh." in page.text


def test_stranger_is_sent_to_sign_in() -> None:
    page = Client().get(preview_page(make_draft()))

    assert page.status_code == 302
    assert "/login/" in page.url


def test_preview_costs_the_same_queries_for_one_part_and_for_three() -> None:
    counts = []
    client = client_of("head_of_inspection")
    for size in (1, 3):
        page = preview_page(make_draft(size))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 26
