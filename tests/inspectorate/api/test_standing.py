"""Who stood where on a day."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from authorities.models import Authority
from inspectorate.concerns.models import Episode
from tests.factories import (
    make_authority,
    make_board,
    make_decision,
    make_episode,
    make_intervention,
)
from tests.inspectorate.api.problems import sentences

pytestmark = pytest.mark.django_db
STANDING = "/api/v1/standing/"


@pytest.fixture
def arfon() -> Authority:
    return make_authority(slug="arfon")


@pytest.fixture
def episode(arfon: Authority) -> Episode:
    """Under the protocol since 19 November 2012."""
    return make_episode(arfon)


def test_concern_is_told_as_it_stood_on_the_day(
    get: Callable[..., dict], episode: Episode
) -> None:
    make_decision(episode, "retain", decided_on="2013-05-01", announced=True)

    before = get(STANDING, as_of="2012-11-18")
    (first,) = get(STANDING, as_of="2012-11-19")["concerns"]
    (later,) = get(STANDING, as_of="2014-01-01")["concerns"]

    assert before["concerns"] == []
    assert (first["level"], first["since"]) == (2, "2012-11-19")
    assert (first["authority"]["slug"], first["service"]) == (
        "arfon",
        episode.service.code,
    )
    assert first["last"]["act"] == "place"
    assert (later["last"]["act"], later["since"]) == ("retain", "2012-11-19")


def test_texts_are_in_the_language_that_is_asked_for(
    get: Callable[..., dict], episode: Episode
) -> None:
    told = get(STANDING, lang="cy")

    (concern,) = told["concerns"]
    assert list(concern["protocol"]) == ["cy"]
    assert list(concern["authority"]["name"]) == ["cy"]
    assert list(told["attribution"]) == ["cy"]


def test_what_was_not_announced_is_not_told(
    get: Callable[..., dict], episode: Episode
) -> None:
    make_decision(episode, "retain", decided_on="2013-05-01", announced=False)
    make_board(announced=False)

    told = get(STANDING)

    assert [each["last"]["act"] for each in told["concerns"]] == ["place"]
    assert told["boards"] == []


def test_tracks_stand_apart_and_are_found_by_authority_and_service(
    get: Callable[..., dict], arfon: Authority, episode: Episode
) -> None:
    make_intervention(arfon)
    make_board(arfon)
    make_board(make_authority(slug="dwyfor"))

    told = get(STANDING, authority="arfon")
    of_service = get(STANDING, service=episode.service.code)

    counts = [len(told[track]) for track in ("concerns", "interventions", "boards")]
    assert counts == [1, 1, 1]
    assert len(of_service["concerns"]) == 1
    assert of_service["boards"] == []


@pytest.mark.parametrize(
    ("parameter", "value"),
    [("as_of", "2999-01-01"), ("as_of", "1 May"), ("authority", "x"), ("service", "x")],
)
def test_what_is_not_understood_is_refused_with_its_cure(
    client: Client, parameter: str, value: str
) -> None:
    response = client.get(STANDING, {parameter: value})

    assert response.status_code == 400
    assert list(sentences(response)) == [parameter]


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 3])
def test_statements_do_not_grow_with_what_is_told(
    get: Callable[..., dict], count: int, django_assert_num_queries: Callable
) -> None:
    for _row in range(count):
        make_episode()
        make_intervention()
        make_board()

    with django_assert_num_queries(7):
        assert get(STANDING)["as_of"] == timezone.localdate().isoformat()
