from datetime import UTC, date, datetime

import pytest

from inspectorate.concerns.models import Decision, Episode
from inspectorate.concerns.models.levels import LEADS_TO, Act, Level
from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal
from tests.factories import (
    SYSTEM,
    TODAY,
    make_decision,
    make_episode,
    make_user,
    needed,
)
from tests.races import at_once

# The decisions that take a new episode to each level.
WAY_TO = {
    Level.ROUTINE: [],
    Level.HEIGHTENED: [Act.RAISE],
    Level.SERIOUS: [Act.PLACE],
    Level.REFERRED: [Act.PLACE, Act.REFER],
}
PAIRS = [(level, act) for level in Level for act in Act]


def make_episode_at(level: Level) -> Episode:
    episode = make_episode(placed=False)
    for act in WAY_TO[level]:
        make_decision(episode, act)
    return episode


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("level", "act"), [(level, act) for level, act in PAIRS if level in LEADS_TO[act]]
)
def test_decision_takes_the_episode_to_its_level_and_is_recorded(
    level: Level, act: Act
) -> None:
    episode, chief = make_episode_at(level), make_user("chief_inspector")

    decision = make_decision(
        episode,
        act,
        by=chief,
        decided_on="2026-10-01",
        reason_en="As told.",
    )

    reached = LEADS_TO[act][level][0]
    assert (decision.from_level, decision.to_level) == (level, reached)
    assert decision.sequence == len(WAY_TO[level]) + 1
    assert (str(decision.decided_on), decision.reason_en) == ("2026-10-01", "As told.")
    stored = Episode.objects.get(pk=episode.pk)
    assert stored.is_open is episode.is_open is (reached != Level.ROUTINE)
    entry = Entry.objects.about(episode).last()
    assert (entry.act, entry.actor_name) == (f"decided to {act}", chief.name)
    was_open = level != Level.ROUTINE
    assert entry.before == {"is_open": was_open or not WAY_TO[level], "level": level}
    assert entry.after == {"is_open": stored.is_open, "level": reached}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("level", "act"),
    [(level, act) for level, act in PAIRS if level not in LEADS_TO[act]],
)
def test_decision_that_has_no_place_at_a_level_is_refused(
    level: Level, act: Act
) -> None:
    episode = make_episode_at(level)
    before = list(episode.decisions.all())

    with pytest.raises(Refusal) as refusal:
        make_decision(episode, act)

    first, *cure = refusal.value.reasons
    assert first == (
        f"At the level “{level.label}” the decision “{act.label}” has no place."
    )
    assert bool(cure) is (act == Act.REFER and level < Level.SERIOUS)
    assert list(episode.decisions.all()) == before
    assert Entry.objects.about(episode).count() == len(before)


@pytest.mark.django_db
def test_stored_episode_decides_and_not_the_one_in_memory() -> None:
    stale = make_episode()
    make_decision(Episode.objects.get(pk=stale.pk), Act.LIFT)

    with pytest.raises(Refusal, match="At the level “Routine”"):
        stale.decide(Act.RETAIN, by=SYSTEM)


@pytest.mark.django_db
def test_ministers_are_never_called_on_without_the_protocol() -> None:
    before_referral = set(LEADS_TO[Act.REFER])
    to_referred = {
        act
        for act, ways in LEADS_TO.items()
        if any(Level.REFERRED in levels for levels in ways.values())
    }

    assert before_referral == {Level.SERIOUS}
    assert to_referred == {Act.REFER, Act.RETAIN}


@pytest.mark.django_db
def test_level_of_a_past_day_is_that_of_the_last_decision_by_then() -> None:
    episode = make_episode()  # placed on 19 November 2012
    make_decision(episode, Act.RETAIN, decided_on="2013-11")
    make_decision(episode, Act.LIFT, decided_on="2015-04-23")

    def level(*day: int) -> Level:
        return Episode.objects.get(pk=episode.pk).level_at(date(*day))

    assert level(2012, 11, 18) == Level.ROUTINE
    assert level(2012, 11, 19) == level(2015, 4, 22) == Level.SERIOUS
    assert level(2015, 4, 23) == level(2026, 1, 1) == Level.ROUTINE


@pytest.mark.django_db
@pytest.mark.parametrize("decided_on", ["2012-11-18", "2012-10", "2011"])
def test_decision_dated_before_the_one_it_follows_is_refused(decided_on: str) -> None:
    episode = make_episode()  # placed on 19 November 2012

    with pytest.raises(Refusal, match="cannot be dated before"):
        make_decision(episode, Act.RETAIN, decided_on=decided_on)
    assert episode.decisions.count() == 1


@pytest.mark.django_db
def test_decision_whose_coarse_date_may_be_later_is_taken() -> None:
    episode = make_episode()  # placed on 19 November 2012

    make_decision(episode, Act.RETAIN, decided_on="2012-11")

    assert episode.decisions.count() == 2


@pytest.mark.django_db
def test_decision_of_no_known_day_counts_from_its_entry() -> None:
    episode = make_episode(placed=False)
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # after midnight in London

    make_decision(episode, Act.PLACE, decided_on=None, entered_at=late)
    make_decision(episode, Act.RETAIN, decided_on="XXXX-02", entered_at=late)

    assert [d.counts_from for d in episode.decisions.all()] == [date(2026, 7, 1)] * 2
    assert episode.level_at(date(2026, 6, 30)) == Level.ROUTINE
    assert episode.level_at(date(2026, 7, 1)) == Level.SERIOUS


@pytest.mark.django_db
def test_episode_that_has_ended_leaves_room_for_the_next() -> None:
    ended = make_episode()
    make_decision(ended, Act.LIFT)

    again = make_episode(ended.authority, service=ended.service)

    assert [ended.is_open, again.is_open] == [False, True]


@pytest.mark.django_db
def test_public_reads_only_announced_decisions() -> None:
    episode = make_episode()
    make_decision(episode, Act.RETAIN)

    assert [d.act for d in Decision.objects.published()] == ["place"]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_four_who_lift_at_once_one_passes_and_three_are_told() -> None:
    episode = make_episode()
    told = needed(episode, Act.LIFT, TODAY)

    def lift() -> str:
        fresh = Episode.objects.get(pk=episode.pk)
        fresh.decide(Act.LIFT, by=SYSTEM, decided_on=TODAY, **told)
        return "lifted"

    results = at_once([lift] * 4, behind=episode)

    refused = "At the level “Routine” the decision “Protocol lifted” has no place."
    assert sorted(results) == sorted(["lifted", *[refused] * 3])
    assert [d.act for d in episode.decisions.all()] == ["place", "lift"]
