"""Where the recommendations to an authority stand, on its page."""

import pytest
from django.test import Client

from inspectorate.public.pictures.bars import Bars
from inspectorate.public.progress import count_open, picture, recommendations_of
from tests.factories import (
    make_authority,
    make_edition,
    make_inspection,
    make_recommendation,
)
from tests.inspectorate.public.pages import in_order, words

pytestmark = pytest.mark.django_db


def parts(bars: Bars) -> list[list[tuple[str, int]]]:
    return [[(str(part.label), part.count) for part in row.parts] for row in bars.rows]


def test_each_axis_counts_all_recommendations() -> None:
    inspection = make_inspection()
    make_recommendation(inspection, acceptance="accepted", verification="limited")
    make_recommendation(inspection, acceptance="accepted", progress="in_progress")
    make_recommendation(inspection)
    make_edition(inspection)
    make_recommendation(make_inspection(inspection.authorities.get()))  # a draft's

    rows = recommendations_of(inspection.authorities.get())

    assert count_open(rows) == 3
    assert parts(picture(rows)) == [
        [("Awaiting the authority's answer", 1), ("Accepted", 2)],
        [("Not started", 2), ("In progress", 1)],
        [("Not assessed", 2), ("Limited progress", 1)],
        [("Open", 3)],
    ]


def test_what_no_source_says_is_counted_as_that() -> None:
    inspection = make_inspection()
    make_recommendation(inspection, acceptance="accepted")
    make_recommendation(inspection)
    make_edition(inspection, recorded_from="A book", published_on="2014")

    rows = recommendations_of(inspection.authorities.get())

    assert parts(picture(rows)) == [
        [("Accepted", 1), ("not stated", 1)],
        *[[("not stated", 2)]] * 3,
    ]


def test_historical_recommendations_of_no_known_fate_make_no_picture(
    client: Client,
) -> None:
    inspection = make_inspection()
    make_recommendation(inspection)
    make_edition(inspection, recorded_from="A book", published_on="2014")

    response = client.get("/en/authorities/exampleshire/")

    assert "The sources do not say what became of them" in words(response)
    assert b"<svg" not in response.content


def test_page_tells_that_more_recommendations_were_made_than_are_recorded(
    client: Client,
) -> None:
    inspection = make_inspection()
    make_recommendation(inspection)
    make_edition(inspection, stated_recommendation_count=15, recorded_from="A book")

    page = words(client.get("/en/authorities/exampleshire/"))

    assert "Recommendations: 15 made, 1 recorded here." in page


def test_page_shows_the_picture_and_its_numbers(client: Client) -> None:
    inspection = make_inspection()
    make_recommendation(inspection, acceptance="accepted")
    make_edition(inspection)

    response = client.get("/en/authorities/exampleshire/")

    assert in_order(
        response,
        "Recommendations recorded here: 1 . Of these open: 1.",
        "Where the recommendations stand",
        "These numbers as a table",
        "The authority's answer Accepted 1",
    )
    html = response.content.decode()
    assert 'role="img" aria-labelledby="progress-title progress-desc"' in html


def test_authority_without_recommendations_has_no_such_section(client: Client) -> None:
    make_authority()

    html = client.get("/en/authorities/exampleshire/").content.decode()

    assert 'id="recommendations"' not in html
    assert "#recommendations" not in html
