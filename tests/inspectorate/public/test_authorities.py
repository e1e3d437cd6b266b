from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from authorities.models import Authority, OfficeHolder
from inspectorate.concerns.models.decision import Act
from inspectorate.inspections.models import Inspection
from tests.factories import (
    SYSTEM,
    make_announced,
    make_authority,
    make_board,
    make_decision,
    make_edition,
    make_episode,
    make_finding,
    make_inspection,
    make_intervention,
    make_judgement,
    make_office_holder,
    make_recommendation,
    make_report,
    make_response,
    make_service,
    make_withdrawal,
)
from tests.inspectorate.public.pages import in_order, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(db: None) -> dict[str, object]:
    """The columns of an inspection over and done that a source tells of."""
    return {"status": Inspection.Status.CLOSED, "recorded_from": "News story"}


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Bridgend", "Cardiff", "Isle of Anglesey", "Swansea", "Wrexham"]),
        ("cy", ["Abertawe", "Caerdydd", "Pen-y-bont", "Wrecsam", "Ynys Môn"]),
    ],
)
def test_list_is_sorted_by_the_names_of_the_page(
    client: Client, language: str, names: list[str]
) -> None:
    assert in_order(client.get(f"/{language}/authorities/"), *names)


def test_list_counts_published_reports_only(client: Client) -> None:
    swansea = Authority.objects.get(slug="swansea")
    make_edition(make_inspection(swansea))
    make_report(make_inspection(swansea))

    response = client.get("/en/authorities/")

    assert "Swansea West Glamorgan 1 " in words(response)
    link = '<a class="govuk-link" href="/en/authorities/swansea/">Swansea</a>'
    assert link in response.content.decode()


def test_list_says_who_is_under_the_protocol_and_who_was(client: Client) -> None:
    make_episode(make_authority("Northshire"))
    lifted = make_episode(make_authority("Southshire"))
    make_decision(lifted, Act.LIFT, announced=True)
    make_episode(make_authority("Westshire"), placed=False)

    response = client.get("/en/authorities/")

    assert in_order(
        response,
        "Northshire Under the serious concern protocol now. 0",
        "Southshire Not under the serious concern protocol now. 0",
        "Westshire 0",
    )


@pytest.mark.parametrize(
    ("asked", "slug"),
    [
        ("Neath", "neath-port-talbot"),
        ("castell-nedd", "neath-port-talbot"),
        ("Nghastell-nedd", "neath-port-talbot"),
        ("YNYS MON", "isle-of-anglesey"),
        ("ynys môn", "isle-of-anglesey"),
        ("Tor-faen", "torfaen"),
        ("Casnewyd", "newport"),
        ("Nghaerdydd", "cardiff"),
        ("W06000011", "swansea"),
    ],
)
def test_list_finds_a_council_by_any_of_its_names(
    client: Client, asked: str, slug: str
) -> None:
    response = client.get("/en/authorities/", {"q": asked})

    found = [each.slug for each in response.context["object_list"]]
    assert found == [slug]
    assert f"Authorities found: 1 . Searched for: “{asked}”" in words(response)


@pytest.mark.parametrize(
    "asked", ["Atlantis", "☃", "' OR 1=1 --", "\x00", "<zq>", "x" * 10_000]
)
def test_list_asked_for_what_is_nowhere_says_so(client: Client, asked: str) -> None:
    response = client.get("/en/authorities/", {"q": asked})

    assert response.status_code == 200
    assert "No authority has these letters in its name or code." in words(response)
    assert "<zq>" not in response.content.decode()


@pytest.mark.parametrize(
    ("asked", "name"), [("swansae", "Swansea"), ("Torfean", "Torfaen")]
)
def test_misspelt_name_is_suggested_as_by_a_search(
    client: Client, asked: str, name: str
) -> None:
    listed = client.get("/en/authorities/", {"q": asked})
    searched = client.get("/en/search/", {"q": asked})

    told = f"Did you mean this authority? {name}"
    assert told in words(listed)
    assert told in words(searched)
    assert list(listed.context["object_list"]) == []


def test_list_asked_for_nothing_shows_all(client: Client) -> None:
    response = client.get("/en/authorities/", {"q": "  "})

    assert len(response.context["object_list"]) == Authority.objects.count()
    assert "Searched for" not in words(response)


def test_empty_list_has_its_own_words(client: Client) -> None:
    Authority.objects.all().delete()

    page = words(client.get("/en/authorities/"))

    assert "No authority has been recorded yet." in page


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_three_queries(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        authority = make_authority(f"North {number}")
        authority.aliases.create(text="Formerly")
        make_edition(make_inspection(authority))
        make_episode(authority)

    with django_assert_num_queries(3):
        client.get("/en/authorities/")


@pytest.mark.slow
def test_page_shows_names_and_reports_newest_first(client: Client) -> None:
    authority = make_authority(
        formal_name_en="County of Exampleshire", region_en="West", name_cy=""
    )
    for year in ("2014", "2018", "2016"):
        inspection = make_inspection(authority)
        make_edition(inspection, published_on=year, title_en=f"Of {year}")
    make_edition(title_en="Of another")
    make_report(make_inspection(authority), title_en="Of a draft")

    response = client.get("/en/authorities/exampleshire/")

    assert in_order(
        response,
        "Timeline",
        "Of 2018",
        "Of 2016",
        "Of 2014",
        "Formal name County of Exampleshire Kind County Region West",
    )
    assert "Of a" not in words(response)


def test_page_in_welsh_shows_the_welsh_name(client: Client) -> None:
    response = client.get("/cy/authorities/neath-port-talbot/")

    assert ">Castell-nedd Port Talbot</h1>" in response.content.decode()
    assert "Rhanbarth Gorllewin Morgannwg" in words(response)
    assert "Nid oes adroddiad ar yr awdurdod hwn wedi'i gyhoeddi yma." in words(
        response
    )


def test_unknown_authority_is_not_found(client: Client) -> None:
    assert client.get("/en/authorities/atlantis/").status_code == 404


def test_open_recommendations_are_counted_and_linked(client: Client) -> None:
    inspection = make_inspection()
    make_recommendation(inspection)
    make_recommendation(inspection)
    make_recommendation(
        inspection, lifecycle="closed", closed_reason="no_longer_relevant"
    )
    make_edition(inspection)
    make_recommendation(make_inspection(inspection.authorities.get()))

    html = client.get("/en/authorities/exampleshire/").content.decode()

    address = "/en/recommendations/?authority=exampleshire&amp;state=open"
    assert f'<a class="govuk-link" href="{address}">2</a>' in html
    assert "Recommendations found: 2 " in words(
        client.get(address.replace("&amp;", "&"))
    )


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_the_same_queries_for_any_number_of_rows(
    client: Client,
    count: int,
    closed: dict[str, object],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    authority, service = make_authority(), make_service()
    for number in range(count):
        inspection = make_inspection(authority, service=service)
        inspection.authorities.add(make_authority(f"Beside {number}"))
        make_judgement(inspection)
        make_finding(inspection, change="new")
        answered = {"acceptance": "accepted", "accepted_on": date(2026, 4, 1)}
        make_recommendation(inspection, **answered)
        make_response(make_edition(inspection).report)
        make_withdrawal(make_edition(make_inspection(authority)))
        make_inspection(authority, **closed)
        make_episode(authority)
        board = make_board(authority, name_en=f"Board {number}")
        day = {"decided_on": "2009-04-30", "announced": True}
        decision = board.decide("establish", by=SYSTEM, **day)
        make_intervention(authority)
        decision.focus_areas.create(position=1, name_en="Partnership")
        make_announced(make_inspection(authority, service=service))
        make_office_holder(authority, is_acting=True)

    with django_assert_num_queries(27):
        client.get("/cy/authorities/exampleshire/")


def test_page_names_who_is_in_office_by_which_source(client: Client) -> None:
    authority = make_office_holder().authority
    make_office_holder(authority, held_from="2010", held_to="2020", name="Huw Rees")
    make_office_holder(authority, office="leader", name="Mair Lewis", is_public=False)
    gone = make_office_holder(authority, office="chief_executive", name="Ann Other")
    OfficeHolder.objects.filter(pk=gone.pk).update(name="")

    response = client.get(authority.get_absolute_url())

    assert in_order(
        response,
        "Office-holders",
        "Chief executive name removed From 2020. As at 1 October 2025.",
        "Director of social services Gwen Parry",
        "Source: https://council.example/director",
        "Named in older or undated sources",
        "Huw Rees From 2010. Until 2020.",
        "About this authority",
    )
    assert "Mair Lewis" not in words(response)


def test_address_of_a_source_is_not_told_of_a_name_that_was_removed(
    client: Client,
) -> None:
    row = make_office_holder(source="https://council.example/cllr-gwen-parry")
    row.remove_name(by=SYSTEM, reason="She asked for it.")

    page = client.get(row.authority.get_absolute_url()).content.decode()

    assert "name removed" in page
    assert "gwen-parry" not in page
