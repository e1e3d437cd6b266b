from datetime import date, timedelta

import pytest
from django.utils import timezone

from inspectorate.concerns.closing import lacks_to_close
from inspectorate.concerns.models import Decision, Episode
from inspectorate.concerns.models.decision import Act, Level
from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal
from tests.factories import (
    SYSTEM,
    make_decision,
    make_episode,
    make_inspection,
    make_user,
)

pytestmark = pytest.mark.django_db
REVIEW = date(2026, 6, 1)
WHY = {"reason_en": "The letter was misread."}


def test_correction_takes_the_place_of_the_decision_it_corrects() -> None:
    episode = make_episode()  # placed on 19 November 2012
    placed = episode.decisions.get()
    make_decision(episode, Act.LIFT, decided_on="2015")

    right = episode.correct(placed, Level.HEIGHTENED, by=SYSTEM, **WHY)

    assert (right.act, right.corrects, right.sequence) == ("correct", placed, 3)
    assert Decision.objects.get(pk=placed.pk).is_corrected
    assert episode.level_at(date(2014, 1, 1)) == Level.HEIGHTENED
    assert episode.level_at(date(2016, 1, 1)) == Level.ROUTINE


def test_corrected_lift_opens_the_episode_and_is_recorded() -> None:
    episode = make_episode()
    lifted = make_decision(episode, Act.LIFT)

    episode.correct(lifted, Level.SERIOUS, by=SYSTEM, review_on=REVIEW, **WHY)

    assert Episode.objects.get().is_open
    entry = Entry.objects.about(episode).last()
    assert entry.before == {"is_open": False, "level": Level.ROUTINE}
    assert entry.after == {"is_open": True, "level": Level.SERIOUS}


def test_correction_is_refused() -> None:
    episode, other = make_episode(), make_episode()
    placed = episode.decisions.get()
    with pytest.raises(Refusal, match="Say why"):
        episode.correct(placed, Level.HEIGHTENED, by=SYSTEM)
    with pytest.raises(Refusal, match=r"Who can do it: Chief inspector\."):
        episode.correct(placed, Level.HEIGHTENED, by=make_user("inspector"), **WHY)
    with pytest.raises(Refusal, match="of this episode"):
        other.correct(placed, Level.HEIGHTENED, by=SYSTEM, **WHY)
    episode.correct(placed, Level.HEIGHTENED, by=SYSTEM, **WHY)
    with pytest.raises(Refusal, match="correct the correction"):
        episode.correct(placed, Level.SERIOUS, by=SYSTEM, **WHY)


def test_second_open_episode_is_refused_with_a_sentence() -> None:
    ended = make_episode()
    lifted = make_decision(ended, Act.LIFT)
    make_episode(ended.authority, service=ended.service)

    with pytest.raises(Refusal, match="already has an open episode"):
        ended.correct(lifted, Level.SERIOUS, by=SYSTEM, review_on=REVIEW, **WHY)


def test_decision_is_announced_later_and_once() -> None:
    episode = make_episode(placed=False)
    placed = make_decision(episode, Act.PLACE)
    with pytest.raises(Refusal, match=r"Who can do it: Chief inspector\."):
        episode.announce(placed, by=make_user("inspector"))

    episode.announce(placed, by=make_user("chief_inspector"))

    assert list(Decision.objects.published()) == [placed]
    assert Entry.objects.about(episode).last().act == "announced a decision"
    with pytest.raises(Refusal, match="announced already"):
        episode.announce(placed, by=SYSTEM)


def test_lifting_answers_the_entry_of_its_own_spell_that_stands() -> None:
    episode = make_episode()
    make_decision(episode, Act.LIFT)
    other = {"ground": episode.protocol.grounds.last()}
    again = make_decision(episode, Act.PLACE, grounds=[other])
    episode.correct(again, Level.SERIOUS, by=SYSTEM, grounds=[other], **WHY)

    make_decision(episode, Act.LIFT)

    assert Episode.objects.get().level == Level.ROUTINE


def test_exceptional_referral_after_a_lifting_is_lifted_without_former_grounds() -> (
    None
):
    episode = make_episode()
    make_decision(episode, Act.LIFT)
    make_decision(episode, Act.REFER, exceptional=True)

    make_decision(episode, Act.LIFT)

    assert Episode.objects.get().level == Level.ROUTINE


def test_entry_is_corrected_after_it_was_lifted() -> None:
    episode = make_episode()
    make_decision(episode, Act.LIFT)
    other = {"ground": episode.protocol.grounds.last()}
    again = make_decision(episode, Act.PLACE, grounds=[other])
    make_decision(episode, Act.LIFT)

    episode.correct(again, Level.SERIOUS, by=SYSTEM, **WHY)

    assert Episode.objects.get().level == Level.ROUTINE


def test_correction_keeps_of_the_decision_what_is_not_given_anew() -> None:
    episode = make_episode()
    placed = episode.decisions.get()

    right = episode.correct(
        placed, Level.SERIOUS, by=SYSTEM, decided_by_en="Deputy", **WHY
    )

    right.refresh_from_db()
    for name in ("decided_on", "basis", "met_on", "targets", "review_on"):
        assert getattr(right, name) == getattr(placed, name), name
    assert (right.decided_by_en, right.reason_en) == ("Deputy", WHY["reason_en"])


def test_corrected_lifting_still_tells_what_it_left_open_and_why_it_lasts() -> None:
    episode = make_episode()
    lifted = make_decision(episode, Act.LIFT)

    day = episode.correct(lifted, Level.ROUTINE, by=SYSTEM, **WHY)
    undone = episode.correct(day, Level.SERIOUS, by=SYSTEM, review_on=REVIEW, **WHY)

    assert day.sustainability == lifted.sustainability
    assert day.left_open == lifted.left_open
    assert not undone.sustainability


def test_review_is_that_of_a_correction_of_a_correction_in_its_place() -> None:
    episode = make_episode()
    placed = episode.decisions.get()
    kept = make_decision(episode, Act.RETAIN, review_on=REVIEW)
    for day in (1, 2, 3):
        placed = episode.correct(
            placed, Level.SERIOUS, by=SYSTEM, review_on=date(2013, 1, day), **WHY
        )

    assert Episode.objects.with_review().get().review_on == REVIEW

    for day in (7, 8, 9):
        kept = episode.correct(
            kept, Level.SERIOUS, by=SYSTEM, review_on=date(2026, 6, day), **WHY
        )

    assert Episode.objects.to_review(date(2026, 6, 9)).get().review_on == kept.review_on


def test_correction_to_a_day_to_come_or_on_a_foreign_basis_is_refused() -> None:
    episode = make_episode()
    placed = episode.decisions.get()
    ahead = str(timezone.localdate() + timedelta(days=2))
    given = {"by": SYSTEM, "review_on": date(2099, 1, 1), **WHY}

    with pytest.raises(Refusal, match="dated in the future"):
        episode.correct(placed, Level.SERIOUS, decided_on=ahead, **given)
    with pytest.raises(Refusal, match="of another authority"):
        episode.correct(placed, Level.SERIOUS, basis=make_inspection(), **given)

    told = {"decided_on": ahead, "recorded_from": "News story"}
    assert episode.correct(placed, Level.SERIOUS, **told, **given)


def test_what_was_corrected_does_not_bar_the_closing_of_its_basis() -> None:
    episode = make_episode()
    placed = episode.decisions.get()
    right = make_inspection(episode.authority)

    episode.correct(placed, Level.SERIOUS, by=SYSTEM, basis=right, **WHY)

    assert lacks_to_close(placed.basis, REVIEW) == []
    assert len(lacks_to_close(right, REVIEW)) == 1


def test_decisions_of_a_concern_stay_in_order_when_one_is_corrected() -> None:
    episode = make_episode()  # placed on 19 November 2012
    placed = episode.decisions.get()
    kept = make_decision(episode, Act.RETAIN, decided_on="2013-03-02")
    given = {"by": SYSTEM, "review_on": REVIEW, **WHY}

    with pytest.raises(Refusal, match="after one that follows it"):
        episode.correct(placed, Level.SERIOUS, decided_on="2013-03-03", **given)
    with pytest.raises(Refusal, match="before the one it follows"):
        episode.correct(kept, Level.SERIOUS, decided_on="2012-11-18", **given)
    episode.correct(kept, Level.SERIOUS, decided_on="2014-03-02", **given)

    episode.correct(placed, Level.SERIOUS, decided_on="2014", **given)


def test_ending_that_was_corrected_away_ends_no_spell() -> None:
    episode = make_episode()
    placed = episode.decisions.get()
    lifted = make_decision(episode, Act.LIFT)
    episode.correct(lifted, Level.SERIOUS, by=SYSTEM, review_on=REVIEW, **WHY)

    with pytest.raises(Refusal, match="after the entry"):
        make_decision(episode, Act.LIFT, basis=placed.basis)
    make_decision(episode, Act.LIFT)

    assert Episode.objects.get().level == Level.ROUTINE
