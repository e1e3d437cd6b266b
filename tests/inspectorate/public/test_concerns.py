"""The concern register."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from inspectorate.concerns.as_at import interventions_at
from inspectorate.concerns.models import Episode
from inspectorate.concerns.models.decision import Act, Level
from inspectorate.concerns.models.stages import Stage
from inspectorate.public.concerns import register_at
from inspectorate.public.interventions import announced_interventions
from tests.factories import (
    SYSTEM,
    make_authority,
    make_board,
    make_board_member,
    make_decision,
    make_edition,
    make_episode,
    make_inspection,
    make_intervention,
    make_recommendation,
)
from tests.inspectorate.public.pages import in_order, words

pytestmark = pytest.mark.django_db

WAY = "/en/concerns/"


def decide(episode: Episode, act: Act, on: str | None = None, **fields: object) -> None:
    fields.setdefault("announced", True)
    make_decision(episode, act, decided_on=on, **fields)


@pytest.fixture
def lifted() -> Episode:
    """Placed on 19 November 2012, kept in November 2013, lifted on 23 April 2015."""
    episode = make_episode(make_authority("Northshire"))
    decide(episode, Act.RETAIN, "2013-11")
    reason = "Considerable progress on each theme."
    decide(episode, Act.LIFT, "2015-04-23", reason_en=reason)
    return episode


def standing_on(day: str) -> tuple[int, int, int]:
    return tuple(len(each) for each in register_at(date.fromisoformat(day)))


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        ("2012-11-18", (0, 0, 0)),
        ("2012-11-19", (1, 0, 0)),
        ("2013-06-01", (1, 0, 0)),
        ("2014-01-01", (1, 0, 0)),
        ("2015-04-22", (1, 0, 0)),
        ("2015-04-23", (0, 0, 1)),
    ],
)
@pytest.mark.usefixtures("lifted")
def test_register_is_that_of_the_day(day: str, standing: tuple[int, ...]) -> None:
    assert standing_on(day) == standing


@pytest.mark.usefixtures("lifted")
def test_reader_learns_who_was_under_it_on_a_day(client: Client) -> None:
    response = client.get(WAY, {"as-at": "2014-01-01"})

    assert in_order(
        response,
        "As at 1 January 2014",
        "Under the serious concern protocol (1)",
        "Northshire",
        "Formal name Protocol for responding to serious concerns",
        "Serious: under the serious concern protocol",
        "The third of four, worse than heightened",
        "Since Placed under the protocol: 19 November 2012",
        "Last decision Kept under the protocol: November 2013",
        "No longer under concern (0)",
        "No service had left, by what is recorded and announced.",
    )
    assert "Protocol lifted:" not in words(response)


@pytest.mark.usefixtures("lifted")
def test_reader_learns_who_left_when_and_why(client: Client) -> None:
    response = client.get(WAY)

    assert in_order(
        response,
        "Under the serious concern protocol (0)",
        "No longer under concern (1)",
        "Since Placed under the protocol: 19 November 2012",
        "Left Protocol lifted: 23 April 2015",
        "Why it ended Performance: Statutory requirements are often not met",
        "Progress: Better.",
        "Considerable progress on each theme.",
    )


def test_seed_alone_tells_no_date_that_it_does_not_have(client: Client) -> None:
    """Neath Port Talbot's lifting has no date; Swansea was never under it there."""
    call_command("load_sample", "--stories-only", verbosity=0)

    assert standing_on("2012-10-31") == (0, 0, 0)
    assert standing_on("2013-06-01") == (1, 0, 0)
    assert standing_on("2014-01-01") == (1, 0, 0)
    assert standing_on(str(timezone.localdate())) == (0, 0, 1)
    response = client.get(WAY)
    assert in_order(
        response,
        "Neath Port Talbot",
        "Since Placed under the protocol: November 2012",
        "Left Protocol lifted: date not stated",
        "Entered in this record on",
        "Oversight boards (1)",
        "Swansea : Intervention Board",
    )
    assert "Interventions of ministers (0)" in words(response)


def test_formal_name_stands_before_what_the_press_called_it(client: Client) -> None:
    make_episode(press_label_en="special measures")

    told = "Formal name Protocol for responding to serious concerns What the press"
    assert f"{told} called it: “special measures”" in words(client.get(WAY))


def test_closer_monitoring_is_not_the_protocol(client: Client) -> None:
    decide(make_episode(placed=False), Act.RAISE, "2025-01-01")

    response = client.get(WAY)

    assert standing_on("2025-01-01") == (0, 1, 0)
    assert in_order(
        response,
        "Under the serious concern protocol (0)",
        "Watched more closely, without the protocol (1)",
        "The second of four",
    )


def test_since_when_is_the_entry_of_the_present_spell() -> None:
    episode = make_episode()
    decide(episode, Act.DE_ESCALATE, "2013-01-01")
    decide(episode, Act.PLACE, "2014-01-01")
    decide(episode, Act.REFER, "2014-06-01")

    (entry,) = register_at(date(2014, 7, 1)).under

    assert entry.level == Level.REFERRED
    assert str(entry.entered.decided_on) == "2014-01-01"


def test_decision_that_was_corrected_does_not_count() -> None:
    episode = make_episode()
    wrong = episode.decisions.get()
    why = {"reason_en": "Another council.", "announced": True}
    episode.correct(wrong, Level.ROUTINE, by=SYSTEM, **why)

    assert standing_on("2026-01-01") == (0, 0, 0)


def test_what_is_not_announced_is_not_told(client: Client) -> None:
    episode = make_episode(placed=False)
    decide(episode, Act.PLACE, "2012-11-19", announced=False)
    secret = make_episode(make_authority("Secretshire"))
    decide(secret, Act.LIFT, "2015-01-01", announced=False, reason_en="Not yet told.")

    page = words(client.get(WAY))

    assert standing_on("2026-01-01") == (1, 0, 0)
    assert "Not yet told." not in page
    assert "Exampleshire" not in page


def test_inspection_is_named_only_once_the_public_may_know_of_it(
    client: Client,
) -> None:
    case = make_inspection()
    episode = make_episode(case.authorities.get(), placed=False)
    decide(episode, Act.PLACE, "2026-01-01", basis=case)

    before = words(client.get(WAY))
    edition = make_edition(case)
    after = client.get(WAY).content.decode()

    assert case.reference not in before
    assert f'href="/en/reports/{edition.report.slug}/"' in after


def test_board_of_ministers_is_no_concern_of_the_inspectorate(client: Client) -> None:
    make_board(make_authority("Boardshire"))

    assert in_order(
        client.get(WAY),
        "Under the serious concern protocol (0)",
        "No longer under concern (0)",
        "Interventions of ministers (0)",
        "Oversight boards (1)",
        "Boardshire : Intervention board",
    )


# Far enough: midnight may pass between the reading of this line and the test.
TO_COME = str(timezone.localdate() + timedelta(days=30))


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("x", "“x” is not a day. Write year, month and day, as in 2014-01-31."),
        ("2014-02-30", "“2014-02-30” is not a day."),
        ("9" * 10_000, "is not a day."),
        ("a\0b", "Null characters are not allowed."),
        (TO_COME, "That day is still to come. Choose today or an earlier day."),
    ],
)
@pytest.mark.usefixtures("lifted")
def test_day_that_is_none_is_answered_by_a_sentence(
    client: Client, day: str, sentence: str
) -> None:
    response = client.get(WAY, {"as-at": day})

    assert response.status_code == 200
    assert sentence in words(response)
    assert "Northshire" not in words(response)


def test_councils_are_sorted_by_their_name_in_the_language(client: Client) -> None:
    make_episode(make_authority("Swansea", name_cy="Abertawe"))
    make_episode(make_authority("Cardiff", name_cy="Caerdydd"))

    assert in_order(client.get(WAY), "Cardiff", "Swansea")
    assert in_order(client.get("/cy/concerns/"), "Abertawe", "Caerdydd")


@pytest.mark.parametrize("count", [1, 3])
def test_register_takes_the_same_queries_for_any_number_of_concerns(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        case = make_inspection()
        make_edition(case)
        make_recommendation(case)
        episode = make_episode(case.authorities.get())
        make_intervention(case.authorities.get())
        make_board_member(make_board(case.authorities.get()))
        decide(episode, Act.RETAIN, "2026-01-01", basis=case)

    with django_assert_num_queries(12):
        client.get(WAY)


def test_past_day_follows_from_the_day_that_a_correction_set_right() -> None:
    why = {"by": SYSTEM, "reason_en": "The day was wrong."}
    episode, intervention = make_episode(), make_intervention()
    placed, warned = episode.decisions.get(), intervention.steps.get()
    right = {"decided_on": "2013-02-01", "announced": True}
    episode.correct(placed, Level.SERIOUS, **right, **why)
    intervention.correct(warned, Stage.WARNED, decided_on="2018-02-01", **why)

    assert standing_on("2012-12-01") == (0, 0, 0)
    assert standing_on("2013-02-01") == (1, 0, 0)
    told = announced_interventions()
    assert interventions_at(told, date(2018, 1, 31)) == []
    assert len(interventions_at(told, date(2018, 2, 1))) == 1


def test_public_does_not_read_that_a_board_stood_down_unannounced(
    client: Client,
) -> None:
    board = make_board()
    board.decide("stand_down", by=SYSTEM, decided_on="2026-01-05")

    response = client.get(WAY)

    assert "Intervention board" in words(response)
    assert "Stood down" not in words(response)
    assert "5 January 2026" not in words(response)


@pytest.mark.parametrize("place", [WAY, "/en/authorities/exampleshire/"])
def test_reader_of_what_was_corrected_reads_its_reason_and_why_it_was_corrected(
    client: Client, place: str
) -> None:
    authority = make_authority()
    told = {"reason_en": "Bullying.", "decided_on": "2012-11-19", "announced": True}
    episode = make_episode(authority, placed=False)
    placed = make_decision(episode, Act.PLACE, **told)
    intervention = make_intervention(authority)
    warned = intervention.steps.get()
    why = {"by": SYSTEM, "reason_en": "A day was misread."}

    episode.correct(placed, Level.SERIOUS, announced=True, **why)
    intervention.correct(warned, Stage.WARNED, **why)

    read = words(client.get(place))
    assert "Bullying." in read
    assert "children are not safe" in read
    assert read.count("Why it was corrected") == 2
    assert read.count("A day was misread.") == 2


def test_reason_of_what_the_public_may_not_read_stays_unread(client: Client) -> None:
    episode = make_episode(placed=False)
    placed = make_decision(episode, Act.PLACE, reason_en="Bullying.")

    why = {"by": SYSTEM, "reason_en": "A day was misread."}
    episode.correct(placed, Level.SERIOUS, announced=True, **why)

    read = words(client.get(WAY))
    assert "Bullying." not in read
    assert "A day was misread." in read


def test_step_that_never_was_leaves_an_intervention_that_is_over() -> None:
    intervention = make_intervention()
    why = {"by": SYSTEM, "reason_en": "It was never issued."}

    intervention.correct(intervention.steps.get(), Stage.NONE, **why)

    assert announced_interventions()[0].has_ended
