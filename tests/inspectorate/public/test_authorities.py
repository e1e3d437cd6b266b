import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from authorities.models import Authority
from inspectorate.concerns.models.decision import Act, Level
from inspectorate.inspections.models import Inspection
from tests.factories import (
    SYSTEM,
    make_authority,
    make_board,
    make_edition,
    make_episode,
    make_inspection,
    make_judgement,
    make_recommendation,
    make_report,
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
    assert '<a href="/en/authorities/swansea/">Swansea</a>' in response.content.decode()


def test_empty_list_has_its_own_words(client: Client) -> None:
    Authority.objects.all().delete()

    page = words(client.get("/en/authorities/"))

    assert "No authority has been recorded yet." in page


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_one_query(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_edition(make_inspection(make_authority(f"North {number}")))

    with django_assert_num_queries(1):
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
        "Exampleshire Formal name County of Exampleshire Kind County Region West",
        "Of 2018",
        "Of 2016",
        "Of 2014",
    )
    assert "Of a" not in words(response)


def test_page_in_welsh_shows_the_welsh_name(client: Client) -> None:
    response = client.get("/cy/authorities/neath-port-talbot/")

    assert "<h1>Castell-nedd Port Talbot</h1>" in response.content.decode()
    assert "Rhanbarth Gorllewin Morgannwg" in words(response)
    assert "Nid oes adroddiad ar yr awdurdod hwn wedi'i gyhoeddi yma." in words(
        response
    )


def test_unknown_authority_is_not_found(client: Client) -> None:
    assert client.get("/en/authorities/atlantis/").status_code == 404


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

    page = words(response).partition("Inspections without a report here")[2]
    assert "OLD-1 Report not held here." in page
    assert "Fieldwork in February Source News story" in page
    assert "VISIT-1 Took place; no report." in page
    assert "CASE-" not in words(response)
    assert held.reference not in page


def test_inspection_whose_report_is_being_drafted_is_not_told(
    client: Client, closed: dict[str, object]
) -> None:
    authority = make_authority()
    make_report(make_inspection(authority, reference="OLD-1", **closed))
    make_inspection(authority, reference="OLD-2", **closed)

    page = words(client.get("/en/authorities/exampleshire/"))

    assert "OLD-2 Report not held here." in page
    assert "OLD-1" not in page


def test_concern_is_told_decision_by_decision(
    client: Client, closed: dict[str, object]
) -> None:
    authority = make_authority()
    basis = make_inspection(authority, **closed)
    episode = make_episode(authority, placed=False, press_label_en="special measures")
    told = {"by": SYSTEM, "announced": True}
    episode.decide(
        Act.PLACE, decided_on="2012-11", basis=basis, reason_en="Bullying.", **told
    )
    episode.decide(Act.RETAIN, decided_on="2013-11", **told)
    episode.decide(Act.LIFT, decided_by_en="Chief Inspector", **told)

    response = client.get("/en/authorities/exampleshire/")

    assert in_order(
        response,
        "Protocol for responding to serious concerns",
        "Level after the last decision Routine",
        "What the press called it “special measures”",
        "Placed under the protocol · November 2012 Decided by not stated",
        f"On the basis of Performance evaluation inspection, {basis.reference}",
        "Reason Bullying.",
        "Kept under the protocol · November 2013",
        "Protocol lifted · date not stated Decided by Chief Inspector",
    )


@pytest.mark.parametrize(
    ("acts", "told"),
    [
        ([], "Under the serious concern protocol now. Under this protocol"),
        ([Act.LIFT], "Not under the serious concern protocol now. Under this"),
        (
            [Act.DE_ESCALATE],
            "Not under the serious concern protocol now, but watched more closely.",
        ),
        (
            [Act.REFER],
            "Under the serious concern protocol now, and ministers have been advised",
        ),
    ],
)
def test_concern_says_first_whether_the_protocol_is_in_force(
    client: Client, acts: list[Act], told: str
) -> None:
    episode = make_episode()
    for act in acts:
        episode.decide(act, by=SYSTEM, announced=True)

    response = client.get("/en/authorities/exampleshire/")

    assert in_order(
        response,
        "Serious concerns about this authority",
        f"Protocol for responding to serious concerns {told}",
        "Service",
    )


def test_concern_that_lasts_is_told_before_one_that_has_ended(client: Client) -> None:
    lasting = make_episode()
    lasting.decide(Act.LIFT, by=SYSTEM, announced=True)
    ended = make_episode(lasting.authority, service=lasting.service)
    ended.decide(Act.LIFT, by=SYSTEM, announced=True)
    lasting.decide(Act.PLACE, by=SYSTEM, announced=True)

    response = client.get("/en/authorities/exampleshire/")

    assert in_order(
        response,
        "Under the serious concern protocol now.",
        "This concern has ended; another about the same service has not.",
    )
    assert "Not under" not in words(response)


def test_basis_of_a_decision_leads_to_its_report_or_its_entry(
    client: Client, closed: dict[str, object]
) -> None:
    authority = make_authority()
    reported = make_inspection(authority, reference="WITH-1")
    make_inspection(authority, reference="OLD-1", **closed)
    slug = make_edition(reported).report.slug
    episode = make_episode(authority, placed=False)
    bases = [reported, Inspection.objects.get(reference="OLD-1")]
    for act, basis in zip((Act.PLACE, Act.RETAIN), bases, strict=True):
        episode.decide(act, by=SYSTEM, announced=True, basis=basis)

    html = client.get("/en/authorities/exampleshire/").content.decode()

    kind = "Performance evaluation inspection"
    assert f'<a href="/en/reports/{slug}/">{kind}, WITH-1</a>' in html
    assert f'<a href="#OLD-1">{kind}, OLD-1</a>' in html
    assert html.count('id="OLD-1"') == 1


def test_corrected_decision_is_marked_and_the_level_is_the_one_in_force(
    client: Client,
) -> None:
    episode = make_episode(placed=False)
    told = {"by": SYSTEM, "announced": True}
    placed = episode.decide(Act.PLACE, decided_on="2019-03", **told)
    episode.decide(Act.LIFT, decided_on="2020-05", **told)
    episode.correct(placed, Level.REFERRED, reason_en="Misread.", **told)

    response = client.get(episode.authority.get_absolute_url())

    assert words(response).count("no longer counts") == 1
    assert in_order(
        response,
        "Level after the last decision Routine",
        "Placed under the protocol",
        "no longer counts",
        "Protocol lifted",
        "Corrected",
        "Level set right Referred",
    )


def test_decision_that_is_not_announced_is_not_told(client: Client) -> None:
    authority = make_authority()
    secret = make_inspection(authority, reference="SECRET-1")
    episode = make_episode(authority, placed=False)
    episode.decide(Act.PLACE, by=SYSTEM, announced=True, basis=secret)
    episode.decide(Act.LIFT, by=SYSTEM, reason_en="Secret reason")
    make_episode(authority, placed=False, instrument_en="Secret protocol")

    page = words(client.get("/en/authorities/exampleshire/"))

    assert "Level after the last decision Serious" in page
    assert "lifted" not in page
    assert "ecret" not in page
    assert "SECRET" not in page


def test_board_is_told_with_its_focus_and_that_there_is_more(client: Client) -> None:
    board = make_board()
    decision = board.decisions.create(
        announced=True, sequence=1, act="continue", focus_list_complete=False
    )
    decision.focus_areas.create(position=1, name_en="Recruitment")
    decision.focus_areas.create(position=2, name_en="Partnership")
    make_board(board.authority, name_en="Secret board", announced=False)

    response = client.get("/en/authorities/exampleshire/")

    assert in_order(
        response,
        "Intervention board Kind Ministerial intervention board",
        "Established 30 April 2009",
        "Continued · date not stated To focus on:",
        "Recruitment Partnership and others, which the source does not name",
    )
    assert "Secret" not in words(response)


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
    assert f'<a href="{address}">2</a>' in html
    assert "Recommendations found: 2 " in words(
        client.get(address.replace("&amp;", "&"))
    )


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_the_same_queries_for_any_number_of_rows(
    client: Client,
    count: int,
    closed: dict[str, object],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    authority = make_authority()
    for number in range(count):
        inspection = make_inspection(authority)
        make_judgement(inspection)
        make_edition(inspection)
        make_inspection(authority, **closed)
        make_episode(authority)
        board = make_board(authority, name_en=f"Board {number}")
        decision = board.decide("establish", by=SYSTEM, announced=True)
        decision.focus_areas.create(position=1, name_en="Partnership")

    with django_assert_num_queries(13):
        client.get("/cy/authorities/exampleshire/")
