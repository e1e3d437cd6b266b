import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from inspectorate.concerns.models.decision import Act
from tests.factories import (
    make_authority,
    make_decision,
    make_edition,
    make_episode,
    make_intervention,
    make_report,
    make_step,
)
from tests.inspectorate.public.pages import in_order, words

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_stranger_sees_the_five_newest_reports(client: Client) -> None:
    for year in ("2019", "2014", "2017", "2015", "2018", "2016"):
        make_edition(title_en=f"Report of {year}", published_on=year)

    response = client.get("/en/")

    assert in_order(response, *(f"Report of {year}" for year in range(2019, 2014, -1)))
    assert "Report of 2014" not in words(response)


def test_stranger_finds_the_ways_in(client: Client) -> None:
    html = client.get("/cy/").content.decode()

    for way in ("reports", "authorities", "recommendations"):
        assert f'<a class="govuk-link" href="/cy/{way}/">' in html


def test_home_without_a_report_says_so(client: Client) -> None:
    make_report(title_en="A draft")

    page = words(client.get("/en/"))

    assert "No report has been published yet." in page
    assert "A draft" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_home_takes_the_same_queries_for_any_number_of_reports(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        make_edition()
        make_intervention(make_authority())

    with django_assert_num_queries(5):
        client.get("/en/")


def test_councils_under_concern_today_are_named(client: Client) -> None:
    make_episode(make_authority("Northshire"))
    over = make_episode(make_authority("Southshire"))
    make_decision(over, Act.LIFT, decided_on="2015-04-23", announced=True)

    response = client.get("/en/")

    assert in_order(
        response,
        "Councils under concern As at",
        "Northshire : Children's services. Since 19 November 2012",
    )
    assert "Southshire" not in words(response)
    assert 'href="/en/concerns/"' in response.content.decode()


def test_home_without_a_concern_says_so(client: Client) -> None:
    told = "No service is under the serious concern protocol"

    page = words(client.get("/en/"))

    assert told in page
    assert "Inspectors come back to these services" not in page
    assert "Interventions of ministers" not in page


def test_interventions_without_a_recorded_end_are_counted(client: Client) -> None:
    make_intervention(make_authority("Northshire"))
    over = make_intervention(make_authority("Southshire"))
    make_step(over, "ended", decided_on="2018-04-16", recorded_from="News story")
    make_step(make_intervention(make_authority(), warned=False), statement_url="")

    response = client.get("/en/")

    told = "Interventions of ministers of which no end is recorded : 1 Since when"
    assert told in words(response)
    assert 'href="/en/concerns/#ministers"' in response.content.decode()


def test_reader_learns_how_inspections_work(client: Client) -> None:
    response = client.get("/en/")

    assert in_order(response, "How inspections work", "What the words mean")
    assert 'href="/en/glossary/"' in response.content.decode()
