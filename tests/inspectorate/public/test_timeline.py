import re
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client

from inspectorate.fields import Wording
from inspectorate.inspections.models import Inspection
from inspectorate.reports import withdrawal
from tests.factories import (
    NOON,
    SYSTEM,
    make_authority,
    make_board,
    make_edition,
    make_episode,
    make_inspection,
    make_recommendation,
    make_report,
    make_response,
    make_withdrawal,
)
from tests.inspectorate.public.corrections import correct
from tests.inspectorate.public.pages import in_order, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(db: None) -> dict[str, object]:
    """The columns of an inspection over and done that a source tells of."""
    return {"status": Inspection.Status.CLOSED, "recorded_from": "News story"}


def test_inspections_without_a_report_say_which_kind_of_without(
    client: Client, closed: dict[str, object]
) -> None:
    authority = make_authority()
    held = make_inspection(authority, **closed)
    make_edition(held, recorded_from="News story", title_en="Held here")
    make_inspection(
        authority, reference="OLD-1", fieldwork_stated_en="in February", **closed
    )
    make_inspection(
        authority,
        reference="VISIT-1",
        publishes=False,
        status=Inspection.Status.CLOSED,
    )
    make_inspection(authority, reference="CASE-1")
    make_inspection(authority, reference="CASE-2", publishes=False)

    response = client.get("/en/authorities/exampleshire/")

    page = words(response).partition("Timeline")[2]
    assert "OLD-1 Report not held here." in page
    assert "Fieldwork: in February." in page
    assert "Source: News story" in page
    assert "VISIT-1 Took place; no report." in page
    assert "CASE-" not in words(response)
    assert f"{held.reference} Report not held" not in page


def test_inspection_whose_report_is_being_drafted_is_not_told(
    client: Client, closed: dict[str, object]
) -> None:
    authority = make_authority()
    make_report(make_inspection(authority, reference="OLD-1", **closed))
    make_inspection(authority, reference="OLD-2", **closed)

    page = words(client.get("/en/authorities/exampleshire/"))

    assert "OLD-2 Report not held here." in page
    assert "OLD-1" not in page


def kinds(response: HttpResponse) -> list[tuple[str, str]]:
    """Day and kind of each entry, in the order of the page."""
    day = r'app-timeline__day">([^<]+?)(?: <span[^>]*>[^<]*</span>)?</p>'
    entry = rf'{day}.*?app-timeline__kind">([^<]+)<'
    return re.findall(entry, response.content.decode(), re.DOTALL)


def test_all_kinds_stand_in_one_order_the_newest_first(client: Client) -> None:
    authority = make_authority()
    inspection = make_inspection(authority, fieldwork_start="2012-09")
    answered = {"acceptance": "rejected", "accepted_on": date(2013, 2, 1)}
    make_recommendation(inspection, **answered)
    edition = make_edition(inspection, published_on="2012-11-19")
    make_response(edition.report, said_on="2012-11-20")
    make_episode(authority)  # on 19 November 2012 too
    board = make_board(authority, established_on="2013", stood_down_on="2014-01")
    board.decide("continue", by=SYSTEM, announced=True, recorded_from="News story")

    response = client.get("/en/authorities/exampleshire/")

    assert kinds(response) == [
        ("January 2014", "Oversight board"),
        ("1 February 2013", "Recommendations"),
        ("2013", "Oversight board"),
        ("20 November 2012", "Statement"),
        ("19 November 2012", "Serious concern"),
        ("19 November 2012", "Report"),
        ("September 2012", "Activity"),
        ("Date not stated", "Oversight board"),
    ]
    assert in_order(response, "2014", "2013", "2012", "Year not stated")


def test_fieldwork_of_no_known_year_is_told_with_its_report(client: Client) -> None:
    inspection = make_inspection(fieldwork_start="XXXX-02", fieldwork_end=None)
    make_edition(inspection, recorded_from="News story", published_on=None)

    response = client.get("/en/authorities/exampleshire/")

    assert kinds(response) == [("Date not stated", "Report")]
    assert "Fieldwork: February, year not stated." in words(response)


def test_joint_inspection_says_on_each_page_who_took_part(client: Client) -> None:
    north, south = make_authority("Northshire"), make_authority("Southshire")
    inspection = make_inspection(north, kind=Inspection.Kind.JOINT)
    inspection.authorities.add(south)
    make_edition(inspection)
    visit = make_inspection(
        north, reference="VISIT-1", publishes=False, status=Inspection.Status.CLOSED
    )
    visit.authorities.add(south)

    for name, other in (("northshire", "Southshire"), ("southshire", "Northshire")):
        response = client.get(f"/en/authorities/{name}/")

        page = words(response)
        assert page.count("Took part") == 3
        link = f'href="/en/authorities/{other.lower()}/">{other}</a>'
        assert response.content.decode().count(link) == 3


def test_correction_stands_beside_its_report_with_the_reason(client: Client) -> None:
    edition = make_edition()
    correct(edition.report, "A date was wrong.")

    response = client.get("/en/authorities/exampleshire/")

    assert [kind for _day, kind in kinds(response)] == [
        "Correction",
        "Report",
        "Activity",
    ]
    assert "Corrected in edition 2" in words(response)
    assert "Reason: A date was wrong." in words(response)
    html = response.content.decode()
    slug = edition.report.slug
    assert f'href="/en/reports/{slug}/editions/1/changes/2/"' in html


def test_withdrawn_report_leaves_when_and_why_and_no_word_of_it(
    client: Client,
) -> None:
    edition = make_edition(title_en="A title that had to go")
    make_withdrawal(edition)

    response = client.get("/en/authorities/exampleshire/")

    assert kinds(response) == [("2 March 2026", "Withdrawal")]
    page = words(response)
    assert "A report was withdrawn Reason: A child could be known." in page
    assert "had to go" not in page
    assert f'href="/en/reports/{edition.report.slug}/"' in response.content.decode()


def test_former_editions_withdrawn_alone_leave_the_report(client: Client) -> None:
    edition = make_edition(title_en="The report")
    correct(edition.report, "A name was in it.")
    withdrawal.withdraw_former(
        edition.report, by=SYSTEM, reason=Wording("A name.", "Enw."), at=NOON
    )

    response = client.get("/en/authorities/exampleshire/")

    assert [kind for _day, kind in kinds(response)] == [
        "Withdrawal",
        "Report",
        "Activity",
    ]
    assert "Earlier editions of a report were withdrawn Reason: A name. Edition 1" in (
        words(response)
    )


def test_answers_of_one_day_are_one_entry_and_a_closure_another(
    client: Client,
) -> None:
    inspection = make_inspection(fieldwork_start=None, fieldwork_end=None)
    on = {"accepted_on": date(2026, 4, 1)}
    make_recommendation(inspection, text_en="First.", acceptance="accepted", **on)
    make_recommendation(inspection, text_en="Second.", acceptance="rejected", **on)
    make_recommendation(inspection, text_en="Third.", acceptance="accepted", **on)
    closed = {"lifecycle": "closed", "closed_reason": "no_longer_relevant"}
    closed |= {"closed_on": date(2026, 5, 1), "text_en": "Fourth."}
    make_recommendation(inspection, **closed)
    make_edition(inspection)

    response = client.get("/en/authorities/exampleshire/")

    reference = inspection.reference
    assert [kind for _day, kind in kinds(response)] == ["Recommendations"] * 2 + [
        "Report"
    ]
    assert in_order(
        response,
        "Closed (No longer relevant): Fourth.",
        f"{reference}-R4",
        f"Accepted: First. {reference}-R1 Third. {reference}-R3",
        f"Rejected: Second. {reference}-R2",
    )


def test_page_of_whom_nothing_is_known_says_what_was_looked_for(
    client: Client,
) -> None:
    make_authority()

    page = words(client.get("/en/authorities/exampleshire/"))

    assert "No inspection of this authority, report on it or decision about it" in page
    assert "No serious concern about this authority is on record here." in page
    assert "No oversight board for this authority is on record here." in page
    assert "No report on this authority is published here." in page


def test_what_is_dated_coarsely_or_not_at_all_says_so(client: Client) -> None:
    authority = make_authority()
    for on in ("2013-11-19", "2013-11", "2013", ""):
        case = make_inspection(authority, recorded_from="News story")
        make_edition(case, recorded_from="News story", published_on=on)

    response = client.get("/en/authorities/exampleshire/")

    assert in_order(
        response,
        "19 November 2013 Report",
        "November 2013 day not stated Report",
        "2013 day and month not stated Report",
        "Year not stated No source says in which year this was",
        "Date not stated Report",
    )
