"""All open recommendations of a council: as a page, a PDF and a workbook."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pypdf import PdfReader

from authorities.models import Authority
from recommendations.models import Recommendation
from tests.factories import (
    make_authority,
    make_framework,
    make_inspection,
    make_recommendation,
    make_report,
    stand,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def council() -> Authority:
    return make_authority("Exampleshire", name_cy="Sir Enghraifft")


def publish(council: Authority, *texts: str) -> list:
    case = make_inspection(council, framework=make_framework("en cy"))
    rows = [
        make_recommendation(
            case, text_en=text, text_cy=f"{text} (cy)", timescale="3m", due_on=DUE
        )
        for text in texts
    ]
    make_report(case, published=True)
    return rows


DUE = date(2026, 1, 31)


def page(council: Authority, end: str = "/", language: str = "en") -> str:
    return f"/{language}/authorities/{council.slug}/committee{end}"


def test_sheet_has_what_is_published_and_open_and_no_more(
    client: Client, council: Authority
) -> None:
    _open, closed = publish(council, "Appoint six.", "Write a plan.")
    stand(closed, lifecycle="closed", closed_reason="no_longer_relevant")
    make_recommendation(make_inspection(council), text_en="Not published.")
    publish(make_authority("Elsewhere"), "Of another council.")

    told = client.get(page(council)).text

    assert "Appoint six." in told
    for other in ("Write a plan.", "Not published.", "Of another council."):
        assert other not in told
    assert "Overdue" in told
    assert f"/en/recommendations/{_open.reference}/" in told
    assert re.search(r'href="/en/reports/[^"]+#recommendations"', told)


def test_sheet_of_a_council_with_nothing_open_says_so(
    client: Client, council: Authority
) -> None:
    assert "No recommendation is open." in client.get(page(council)).text


def test_sheet_takes_as_many_statements_for_three_as_for_one(
    client: Client, council: Authority
) -> None:
    counts = []
    for _time in range(2):
        publish(council, "One.", "Two.", "Three.")
        with CaptureQueriesContext(connection) as queries:
            client.get(page(council))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def rejected(council: Authority) -> Recommendation:
    """With a reason that is public, and progress in words that are not."""
    [asked] = publish(council, "Appoint six.")
    for kind, told in (
        ("answers", {"acceptance": "accepted", "day": date(2025, 1, 7)}),
        (
            *("answers",),
            {"acceptance": "rejected", "day": date(2026, 3, 4), "words_en": "No duty."},
        ),
        (
            *("progressupdates",),
            {"progress": "in_progress", "words_en": "Hidden.", "is_public": False},
        ),
    ):
        asked.refresh_from_db()
        facts = getattr(asked, kind)
        facts.create(sequence=asked.facts + 1, recorded_from="The tests", **told)
    return asked


def test_sheet_tells_since_when_each_says_what_and_in_which_words(
    client: Client, council: Authority
) -> None:
    rejected(council)

    told = client.get(page(council)).text
    sheet = PdfReader(BytesIO(client.get(page(council, ".pdf")).content))
    printed = " ".join("".join(each.extract_text() for each in sheet.pages).split())
    book = load_workbook(BytesIO(client.get(page(council, ".xlsx")).content))

    assert '<dd>Rejected, <time datetime="2026-03-04">4 March 2026</time></dd>' in told
    assert "No duty." in told
    assert "Rejected, 4 March 2026: No duty." in printed
    head, line = book.active.values
    row = dict(zip(head, line, strict=True))
    assert (row["The authority's answer"], row["Answer in words"]) == (
        "Rejected",
        "No duty.",
    )
    assert str(row["Answered on"]).startswith("2026-03-04")
    assert (row["The authority reports"], row["Report in words"]) == (
        "In progress",
        None,
    )
    for each in (told, printed, str(line)):
        assert "Hidden." not in each
        assert "7 January 2025" not in each


@pytest.mark.parametrize("language", ["en", "cy"])
def test_pdf_is_tagged_and_says_the_same(
    client: Client, council: Authority, language: str
) -> None:
    [asked] = publish(council, "Appoint six.")

    answer = client.get(page(council, ".pdf", language))

    assert answer["Content-Type"] == "application/pdf"
    document = PdfReader(BytesIO(answer.content))
    words = "".join(sheet.extract_text() for sheet in document.pages)
    assert "Appoint six." in words
    assert asked.reference in words
    assert document.root_object["/Lang"] == language
    assert document.root_object["/MarkInfo"]["/Marked"]
    again = client.get(
        page(council, ".pdf", language), headers={"if-none-match": answer["ETag"]}
    )
    assert again.status_code == 304


def test_pdf_names_each_by_its_first_words_and_no_file_shows_marks(
    client: Client, council: Authority
) -> None:
    marked = f"Appoint **six** people.\n\n{'Train them well. ' * 9}"
    [asked] = publish(council, marked)
    said = {"acceptance": "accepted", "words_en": "We *will*.", "day": DUE}
    asked.answers.create(sequence=1, recorded_from="The tests", **said)

    document = PdfReader(BytesIO(client.get(page(council, ".pdf")).content))
    told = "\n".join(sheet.extract_text() for sheet in document.pages)
    book = load_workbook(BytesIO(client.get(page(council, ".xlsx")).content))

    _head, line = book.active.values
    assert f"{asked.number}. Appoint six people." in told
    assert "We will." in told
    assert line[3].startswith("Appoint six people.")
    assert "We will." in line
    assert "*" not in told + str(line)


def test_workbook_says_the_same(client: Client, council: Authority) -> None:
    [asked] = publish(council, "=Appoint six.")

    answer = client.get(page(council, ".xlsx"))

    book = load_workbook(BytesIO(answer.content))
    _head, line = book.active.values
    assert line[3] == "'=Appoint six."
    assert asked.reference in line


@pytest.mark.parametrize("end", ["/", ".pdf", ".xlsx"])
def test_sheet_of_no_council_is_not_there(client: Client, end: str) -> None:
    assert client.get(f"/en/authorities/nowhere/committee{end}").status_code == 404


def test_page_of_the_authority_leads_to_the_sheet(
    client: Client, council: Authority
) -> None:
    publish(council, "Appoint six.")

    told = client.get(f"/en/authorities/{council.slug}/").text

    assert page(council) in told
