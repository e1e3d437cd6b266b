"""The page that a paragraph keeps through every edition."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from inspectorate.reports.models import Report
from tests.factories import make_report, make_withdrawal
from tests.inspectorate.public.corrections import correct
from tests.inspectorate.public.pages import in_order, words

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ENTERED = "entered in the register 2 March 2026"


@pytest.fixture
def report() -> Report:
    return make_report(published=True, paragraphs=["Read 12.", "They are safe."])


def address_of(report: Report, place: int) -> str:
    stable_id = report.paragraphs.all()[place].stable_id
    return f"/en/reports/{report.slug}/paragraphs/{stable_id}/"


def test_page_shows_the_current_words_and_what_each_edition_had(
    client: Client, report: Report
) -> None:
    address = address_of(report, 0)
    report.paragraphs.filter(text_en="Read 12.").update(text_en="Read 14.")
    correct(report)
    correct(report)

    response = client.get(address)

    assert in_order(
        response,
        "Paragraph 1.1: Exampleshire: Inspection of children's services",
        "Exampleshire Paragraph 1.1 Section: 1 Leadership and management Read 14.",
        "Read it in its place in the report",
        f"Edition 3 , {ENTERED}: paragraph 1.1; the same words",
        f"Edition 2 , {ENTERED}: paragraph 1.1; its words changed",
        "What has changed since edition 1",
        f"Edition 1 , {ENTERED}: paragraph 1.1; its first words",
    )
    html = response.content.decode()
    assert f'href="/en/reports/{report.slug}/editions/3/#p-1-1"' in html
    assert f'href="/en/reports/{report.slug}/editions/1/changes/2/"' in html


def test_reader_cites_it_by_addresses_that_stay(client: Client, report: Report) -> None:
    address = address_of(report, 0)

    response = client.get(address)

    assert in_order(
        response,
        f"its newest words http://testserver{address}",
        "Citation of these words Exampleshire: Inspection of children's services "
        f"({report.inspection.reference}), edition 1, "
        "Care Inspectorate Exampleshire, published 2 March 2026, paragraph 1.1, "
        f"http://testserver/en/reports/{report.slug}/editions/1/#p-1-1",
    )


def test_paragraph_that_was_taken_out_says_where_it_was_last(
    client: Client, report: Report
) -> None:
    address = address_of(report, 1)
    report.paragraphs.filter(text_en="They are safe.").delete()
    correct(report)

    response = client.get(address)

    assert response.status_code == 200
    assert in_order(
        response,
        "Paragraph 1.2",
        "The current edition of the report no longer has this paragraph. It was last "
        "in edition 1, with the words below.",
        "They are safe.",
        "Read it in its place in edition 1",
        "published 2 March 2026, paragraph 1.2,",
        f"Edition 2 , {ENTERED}: taken out",
        f"Edition 1 , {ENTERED}: paragraph 1.2; its first words",
    )


def test_paragraph_that_came_later_says_so(client: Client, report: Report) -> None:
    section = report.sections.get()
    report.paragraphs.create(section=section, position=9, text_en="N.", text_cy="N.")
    correct(report)

    response = client.get(address_of(report, 2))

    assert in_order(
        response,
        f"Edition 2 , {ENTERED}: paragraph 1.3; new in this edition",
        f"Edition 1 , {ENTERED}: not in this edition",
    )


def test_withdrawn_edition_stands_in_the_history_without_its_words(
    client: Client, report: Report
) -> None:
    make_withdrawal(report.current_edition)
    report.paragraphs.filter(text_en="Read 12.").update(text_en="Read 14.")
    correct(report)

    response = client.get(address_of(report, 0))

    assert in_order(
        response,
        "Read 14.",
        f"Edition 2 , {ENTERED}: paragraph 1.1; its first words",
        f"Edition 1 , {ENTERED}: this edition is withdrawn",
    )
    assert "Read 12." not in words(response)


def test_paragraph_of_a_draft_or_of_another_report_is_no_page(
    client: Client, report: Report
) -> None:
    other = make_report(published=True)
    new = report.paragraphs.create(
        section=report.sections.get(), position=9, text_en="N.", text_cy="N."
    )

    for stable_id in (new.stable_id, other.paragraphs.first().stable_id, "0" * 10):
        address = f"/en/reports/{report.slug}/paragraphs/{stable_id}/"
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_three_queries_however_many_editions(
    client: Client,
    report: Report,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _number in range(count - 1):
        correct(report)
    address = address_of(report, 0)

    with django_assert_num_queries(3):
        client.get(address)
