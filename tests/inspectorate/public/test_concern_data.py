"""The concern register as files."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from inspectorate.concerns.models.decision import Act
from inspectorate.public.concern_data import TRACKS
from tests.factories import (
    make_authority,
    make_board,
    make_board_member,
    make_decision,
    make_episode,
    make_intervention,
    make_step,
)
from tests.inspectorate.public.pages import rows_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def stood() -> None:
    """Northshire lifted in 2015, Southshire kept, ministers and a board elsewhere."""
    for name in ("Northshire", "Southshire"):
        kept = make_episode(make_authority(name), press_label_en="=special()")
        make_decision(kept, Act.RETAIN, decided_on="2013-11", announced=True)
    lifted = make_episode(make_authority("Westshire", name_cy="Aberest"))
    make_decision(lifted, Act.LIFT, decided_on="2015-04-23", announced=True)
    make_intervention(make_authority("Eastshire"))
    make_board(make_authority("Boardshire"), stood_down_on="2011")
    secret = make_episode(make_authority("Secretshire"), placed=False)
    make_decision(secret, Act.PLACE, decided_on="2012-11-19", announced=False)
    make_board(make_authority("Hiddenshire"), announced=False)


def file(client: Client, track: str, day: str, language: str = "en") -> list[dict]:
    return rows_of(client.get(f"/{language}/{track}.csv", {"as-at": day}))


@pytest.mark.usefixtures("stood")
def test_file_has_the_concerns_of_the_page_on_that_day(client: Client) -> None:
    before = file(client, "concerns", "2014-01-01")
    after = file(client, "concerns", "2015-04-23")

    names = ["Northshire", "Southshire", "Westshire"]
    assert [row["authority_en"] for row in before] == names
    assert [row["level"] for row in before] == ["2", "2", "2"]
    assert [row["level"] for row in after] == ["2", "2", "0"]
    row = after[2]
    assert (row["authority"], row["authority_cy"]) == ("westshire", "Aberest")
    assert (row["since"], row["last_act"]) == ("2012-11-19", "lift")
    assert (row["last_decided_on"], row["as_at"]) == ("2015-04-23", "2015-04-23")
    assert before[0]["last_decided_on"] == "2013-11"
    assert before[0]["press_label_en"] == "'=special()"
    page = words(client.get("/en/concerns/", {"as-at": "2015-04-23"}))
    assert "Under the serious concern protocol (2)" in page
    assert "No longer under concern (1)" in page


@pytest.mark.usefixtures("stood")
def test_files_of_ministers_and_of_boards_are_apart(client: Client) -> None:
    (step,) = file(client, "interventions", "2018-01-01")
    (sitting,) = file(client, "boards", "2010-01-01")
    (gone,) = file(client, "boards", "2018-01-01")

    assert (step["authority"], step["has_ended"]) == ("eastshire", "false")
    assert (step["since"], step["last_act"]) == ("2017-10-17", "warning_notice")
    assert step["last_decided_by_en"] == "Minister for Children and Social Care"
    assert file(client, "interventions", "2017-10-16") == []
    told = (sitting["name_cy"], sitting["has_ended"], sitting["stood_down_on"])
    assert told == ("Bwrdd ymyrraeth", "false", "")
    assert (gone["has_ended"], gone["stood_down_on"]) == ("true", "2011")


def test_file_does_not_say_that_an_old_step_of_ministers_still_applies(
    client: Client,
) -> None:
    begun = make_intervention(make_authority("Oldshire"), warned=False)
    make_step(begun, recorded_from="News story")

    (row,) = file(client, "interventions", "2018-01-01")

    assert (row["last_act"], row["has_ended"]) == ("warning_notice", "")
    page = words(client.get("/en/concerns/", {"as-at": "2018-01-01"}))
    assert "Whether it still applies is not on record." in page


@pytest.mark.usefixtures("stood")
def test_file_stands_in_the_order_of_the_names_of_the_language(client: Client) -> None:
    rows = file(client, "concerns", "", "cy")

    assert rows[0]["authority_cy"] == "Aberest"
    assert {row["as_at"] for row in rows} == {str(timezone.localdate())}


@pytest.mark.parametrize("track", TRACKS)
def test_file_of_nothing_has_its_columns(client: Client, track: str) -> None:
    body = b"".join(client.get(f"/en/{track}.csv")).decode("utf-8-sig")

    assert body == ",".join(TRACKS[track][0]) + "\r\n"


@pytest.mark.parametrize("track", TRACKS)
@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("x", "“x” is not a day. Write year, month and day, as in 2014-01-31."),
        ("a\0b", "Null characters are not allowed."),
        (
            str(timezone.localdate() + timedelta(days=30)),
            "That day is still to come. Choose today or an earlier day.",
        ),
    ],
)
def test_day_that_is_none_is_answered_by_a_sentence(
    client: Client, track: str, day: str, sentence: str
) -> None:
    response = client.get(f"/en/{track}.csv", {"as-at": day})

    assert (response.status_code, response.content.decode()) == (400, sentence)


@pytest.mark.usefixtures("stood")
@pytest.mark.parametrize("language", ["en", "cy"])
def test_page_leads_to_the_files_of_its_day(client: Client, language: str) -> None:
    response = client.get(f"/{language}/concerns/", {"as-at": "2014-01-01"})

    html = response.content.decode()
    for track in TRACKS:
        assert f'href="/{language}/{track}.csv?as-at=2014-01-01"' in html
    wrong = client.get(f"/{language}/concerns/", {"as-at": "x"}).content.decode()
    assert ".csv" not in wrong


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("track", "queries"), [("concerns", 3), ("interventions", 4), ("boards", 3)]
)
def test_file_takes_the_same_queries_for_any_number_of_rows(
    client: Client,
    track: str,
    queries: int,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _number in range(count):
        make_episode()
        make_intervention()
        make_board_member(make_board())

    with django_assert_num_queries(queries):
        assert len(rows_of(client.get(f"/en/{track}.csv"))) == count
