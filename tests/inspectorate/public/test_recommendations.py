from datetime import timedelta
from itertools import product

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries

from inspectorate.public.recommendations import RecommendationList
from recommendations.models import Recommendation
from tests.factories import (
    make_authority,
    make_edition,
    make_inspection,
    make_recommendation,
    make_report,
    make_service,
    make_theme,
)
from tests.inspectorate.public.pages import in_order, words

pytestmark = pytest.mark.django_db

CLOSED = {
    "lifecycle": "closed",
    "closed_reason": "achieved",
    "verification": "achieved",
    "closed_on": "2020-05-01",
}


@pytest.fixture
def two() -> dict[str, Recommendation]:
    """An open and a closed recommendation that differ in all one can filter by."""
    yesterday = timezone.localdate() - timedelta(days=1)
    columns = {
        "Hire": {"due_on": yesterday, "timescale": "3m", "priority": True},
        "Train": {"acceptance": "accepted", "progress": "completed_reported", **CLOSED},
    }
    rows = {}
    for (text, fields), place in zip(columns.items(), ("North", "South"), strict=True):
        inspection = make_inspection(
            make_authority(place), service=make_service(code=place.lower())
        )
        rows[text] = make_recommendation(inspection, text_en=f"{text} staff.", **fields)
        rows[text].themes.add(make_theme(code=text.lower(), name_en=f"{text}ing"))
        make_edition(inspection, published_on={"North": "2014", "South": "2018"}[place])
    return rows


FILTERS = [
    ({}, ["Hire", "Train"]),
    ({"authority": "north"}, ["Hire"]),
    ({"service": "south"}, ["Train"]),
    ({"theme": "hire"}, ["Hire"]),
    ({"year": "2018"}, ["Train"]),
    ({"acceptance": "accepted"}, ["Train"]),
    ({"acceptance": "awaiting"}, ["Hire"]),
    ({"progress": "completed_reported"}, ["Train"]),
    ({"verification": "achieved"}, ["Train"]),
    ({"state": "open"}, ["Hire"]),
    ({"state": "closed"}, ["Train"]),
    ({"state": "overdue"}, ["Hire"]),
    ({"state": "due-soon"}, []),
    ({"state": "awaiting-verification"}, []),
    ({"priority": "True"}, ["Hire"]),
    ({"priority": "False"}, ["Train"]),
    ({"priority": "True", "year": "2018"}, []),
    ({"keyword": "STAFF hire"}, ["Hire"]),
    ({"keyword": "TRAIN."}, []),
    ({"keyword": "south-"}, ["Train"]),
    ({"keyword": "weithiwr cymdeithasol"}, ["Hire", "Train"]),
    ({"keyword": "100% of"}, []),
    ({"report": "north-2025-01-report"}, ["Hire"]),
    ({"repeated": "no"}, ["Hire", "Train"]),
    ({"repeated": "yes"}, []),
]


def test_stranger_filters_the_list(
    client: Client, two: dict, subtests: pytest.Subtests
) -> None:
    for filters, found in FILTERS:
        with subtests.test(filters=filters):
            page = words(client.get("/en/recommendations/", filters))

            assert [text for text in two if f"{text} staff." in page] == found
            assert f"Recommendations found: {len(found)} " in page


@pytest.mark.slow
def test_theme_of_a_framework_is_found_by_the_theme_it_stands_for(
    client: Client,
) -> None:
    inspection = make_inspection()
    stable = make_theme(code="stable")
    theme = make_theme(inspection.framework, code="own", stands_for=stable)
    make_recommendation(inspection).themes.add(theme, stable)
    make_edition(inspection)

    page = words(client.get("/en/recommendations/", {"theme": "stable"}))

    assert "Recommendations found: 1 " in page


@pytest.mark.slow
def test_time_and_themes_are_told_and_found_as_published(
    client: Client, two: dict
) -> None:
    row = two["Hire"]
    tomorrow = timezone.localdate() + timedelta(days=1)
    Recommendation.objects.filter(pk=row.pk).update(timescale="12m", due_on=tomorrow)
    row.themes.set([make_theme(code="secret", name_en="Secret theme")])

    page = words(client.get("/en/recommendations/"))

    assert "Hire staff. R1 · NORTH-2025-01-R1 Priority Overdue" in page
    assert "Timescale Within 3 months Due" in page
    assert "Themes Hireing" in page
    assert "Secret theme" not in page.partition("Recommendations found:")[2]
    for filters, count in [
        ({"theme": "hire"}, 1),
        ({"theme": "secret"}, 0),
        ({"state": "overdue"}, 1),
        ({"state": "due-soon"}, 0),
    ]:
        found = words(client.get("/en/recommendations/", filters))
        assert f"Recommendations found: {count} " in found, filters


def test_overdue_as_published_is_the_same_for_the_list_and_for_the_row() -> None:
    today = timezone.localdate()
    inspection = make_inspection()
    times = [
        *((None, "3m"), (today - timedelta(days=1), "3m"), (today, "3m")),
        (None, "ongoing"),
    ]
    for (due, timescale), progress in product(
        times, ["in_progress", "completed_reported"]
    ):
        given = {"due_on": due, "timescale": timescale, "progress": progress}
        make_recommendation(inspection, **given)
        make_recommendation(inspection, **given, **CLOSED)
    rows = make_edition(inspection).recommendations

    overdue = rows.overdue(today)

    assert [row.number for row in overdue] == ["R5"]
    assert [row for row in rows.all() if row.is_overdue(today)] == list(overdue)


def test_historical_record_states_no_axis_its_source_is_silent_on(
    client: Client,
) -> None:
    inspection = make_inspection()
    make_recommendation(inspection, acceptance="accepted")
    make_recommendation(inspection, progress="in_progress", verification="limited")
    make_edition(inspection, recorded_from="Paper archive")

    response = client.get("/en/recommendations/")

    assert in_order(
        response,
        "The authority's answer Accepted",
        "The authority reports not stated",
        "Inspectors confirmed not stated",
        "The authority's answer not stated",
        "The authority reports In progress",
        "Inspectors confirmed Limited progress",
    )
    assert "The source does not say" not in words(response)


def test_historical_recommendation_nothing_is_known_of_says_so_in_one_line(
    client: Client,
) -> None:
    inspection = make_inspection()
    make_recommendation(inspection)
    make_recommendation(inspection, progress="in_progress")
    make_edition(inspection, recorded_from="Paper archive")

    response = client.get("/en/recommendations/", {"state": "open"})

    page = words(response)
    assert "Recommendations found: 2 " in page
    line = "The source does not say what became of it, and the inspectorate has not"
    assert page.count(line) == page.count("The authority reports") == 1


@pytest.mark.slow
def test_each_axis_is_told_apart_with_who_says_so(client: Client, two: dict) -> None:
    response = client.get("/en/recommendations/")

    assert in_order(
        response,
        "Train staff.",
        "The authority's answer Accepted",
        "The authority reports Reported as completed",
        "Inspectors confirmed Achieved",
        "The inspectorate says it is Closed: Achieved, 1 May 2020",
        "Themes Training",
        "Hire staff.",
        "Priority Overdue",
        "The authority's answer Awaiting the authority's answer",
        "The authority reports Not started",
        "Inspectors confirmed Not assessed",
        "The inspectorate says it is Open",
        "Timescale Within 3 months Due",
    )


def test_each_stands_under_its_report_and_links_into_it(
    client: Client, two: dict
) -> None:
    html = client.get("/cy/recommendations/").content.decode()

    row = two["Hire"]
    slug = row.inspection.reports.get().slug
    assert f'href="/cy/reports/{slug}/"' in html
    assert f'href="/cy/reports/{slug}/#{row.reference}"' in html
    assert f'href="/cy/recommendations/{row.reference}/"' in html


@pytest.mark.slow
def test_pages_are_of_whole_reports_in_printed_order(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RecommendationList, "page_size", 1)
    for year in ("2014", "2018"):
        inspection = make_inspection()
        for number in range(1, 4):
            make_recommendation(inspection, text_en=f"Do {number} of {year}.")
        make_edition(inspection, published_on=year)

    first = client.get("/en/recommendations/")
    second = client.get("/en/recommendations/", {"cursor": first.context["page"].next})

    assert in_order(first, *(f"Do {number} of 2018." for number in (1, 2, 3)))
    assert in_order(second, *(f"Do {number} of 2014." for number in (1, 2, 3)))
    assert "2014." not in words(first)
    assert "Recommendations found: 6 " in words(second)


def test_draft_is_neither_listed_nor_counted(client: Client, two: dict) -> None:
    draft = make_inspection()
    make_recommendation(draft, text_en="Secret recommendation.")
    make_report(draft)
    added = make_recommendation(two["Hire"].inspection, text_en="Secret addition.")
    assert added.inspection.reports.get().current_edition

    page = words(client.get("/en/recommendations/"))

    assert "Recommendations found: 2 " in page
    assert "Secret" not in page


def test_totals_are_those_of_what_the_filters_leave(client: Client, two: dict) -> None:
    make_recommendation(source := make_inspection())
    make_edition(source, recorded_from="Paper archive")
    day = date_format(timezone.localdate(), "j F Y")

    for filters, counts in [
        ({}, [2, 1, 0, 0, 1, 1]),
        ({"authority": "north"}, [1, 1, 0, 0, 0, 0]),
        ({"state": "closed"}, [0, 0, 0, 0, 1, 0]),
    ]:
        response = client.get("/en/recommendations/", filters)

        assert [total.count for total in response.context["totals"]] == counts
        assert f"Of those found, as at {day}" in words(response)


def test_by_due_date_the_earliest_comes_first_and_those_without_one_last(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RecommendationList, "due_page_size", 2)
    for day, text in [("2027-01-01", "B"), (None, "C"), ("2026-05-01", "A")]:
        case = make_inspection()
        timescale = "3m" if day else "ongoing"
        due = {"due_on": day, "timescale": timescale}
        make_recommendation(case, text_en=f"{text} comes.", **due)
        make_edition(case)
    asked = {"sort": "due"}

    first = client.get("/en/recommendations/", asked)
    cursor = first.context["page"].next
    second = client.get("/en/recommendations/", {**asked, "cursor": cursor})
    back = second.context["page"].previous
    again = client.get("/en/recommendations/", {**asked, "cursor": back})

    assert in_order(first, "A comes.", "Authority", "Report", "B comes.")
    assert "C comes." in words(second)
    assert [row.text_en for row in again.context["page"].rows] == [
        "A comes.",
        "B comes.",
    ]


def test_one_that_repeats_an_earlier_one_is_found_and_marked(client: Client) -> None:
    earlier = make_recommendation(text_en="Once.")
    again = make_recommendation(text_en="Twice.", repeat_of=earlier)
    for row in (earlier, again):
        make_edition(row.inspection)

    page = words(client.get("/en/recommendations/", {"repeated": "yes"}))

    assert f"Twice. R1 · {again.reference} Asked before" in page
    assert "Once." not in page


def test_reports_of_the_chosen_authority_are_offered(client: Client, two: dict) -> None:
    option = '<option value="north-2025-01-report"'

    every = client.get("/en/recommendations/").content.decode()
    make_edition(make_inspection(two["Hire"].inspection.authorities.get()))
    some = client.get("/en/recommendations/", {"authority": "north"}).content.decode()

    assert option not in every
    assert option in some


LONG = "Write at most 100 characters"


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        ({"keyword": "x" * 10_000}, LONG),
        ({"keyword": "a\0b"}, "Null characters are not allowed."),
        ({"sort": "random"}, "This list has no such order."),
        ({"report": "a\0b"}, "is not one of the choices of this list."),
        ({"report": "a-draft"}, "is not one of the choices of this list."),
    ],
)
def test_bad_words_or_order_are_answered_by_a_sentence(
    client: Client, two: dict, filters: dict[str, str], sentence: str
) -> None:
    response = client.get("/en/recommendations/", filters)

    assert response.status_code == 200
    assert sentence in words(response)
    assert "Hire staff." not in words(response)


BAD_FILTERS = [{"theme": "x"}, {"state": "lost"}, {"priority": "1"}]


def test_bad_filter_is_answered_by_a_sentence(
    client: Client, two: dict, subtests: pytest.Subtests
) -> None:
    for filters in BAD_FILTERS:
        with subtests.test(filters=filters):
            response = client.get("/en/recommendations/", filters)

            assert response.status_code == 200
            assert "is not one of the choices of this list." in words(response)
            assert "staff." not in words(response)


def test_empty_list_has_its_own_words(client: Client) -> None:
    nothing = "No recommendation has been published yet."
    assert nothing in words(client.get("/en/recommendations/"))

    page = words(client.get("/en/recommendations/", {"state": "overdue"}))
    assert "No published recommendation matches these filters." in page


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_list_takes_the_same_queries_for_any_number_of_rows(
    client: Client,
    count: int,
    language: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _report in range(count):
        inspection = make_inspection()
        for _row in range(count):
            make_recommendation(inspection).themes.add(make_theme())
        make_edition(inspection)

    for asked, statements in [({}, 10), ({"sort": "due"}, 9)]:
        with django_assert_num_queries(statements):
            client.get(f"/{language}/recommendations/", asked)
