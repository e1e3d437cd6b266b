from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from inspectorate.concerns.models import Board, BoardDecision
from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal
from tests.factories import SYSTEM, make_board, make_user
from tests.unguarded import with_guard_away

pytestmark = pytest.mark.django_db


def test_public_reads_only_announced_boards() -> None:
    announced = make_board()
    make_board(announced=False)

    assert list(Board.objects.published()) == [announced]


def test_decisions_and_focus_areas_stand_in_their_order() -> None:
    board = make_board()
    told = {"recorded_from": "News story"}
    first = board.decisions.create(sequence=1, act="establish", **told)
    second = board.decisions.create(sequence=2, act="refocus", **told)
    last = second.focus_areas.create(position=2, name_en="Performance")
    foremost = second.focus_areas.create(position=1, name_en="Recruitment")

    assert list(board.decisions.all()) == [first, second]
    assert list(second.focus_areas.all()) == [foremost, last]
    assert [str(decision) for decision in board.decisions.all()] == [
        *("Established (1)", "Re-focused (2)"),
    ]


def test_decision_has_the_next_place_its_areas_and_is_recorded() -> None:
    board, chief = make_board(), make_user("chief_inspector")
    areas = [{"name_en": "Recruitment"}, {"name_en": "Performance"}]

    board.decide("establish", by=chief, announced=True, decided_on="2009-04-30")
    second = board.decide("refocus", by=chief, focus_areas=areas, decided_on="2010")

    assert [d.sequence for d in board.decisions.all()] == [1, 2]
    assert [str(area) for area in second.focus_areas.all()] == [
        *("Recruitment", "Performance"),
    ]
    entry = Entry.objects.about(board).last()
    assert (entry.act, entry.after) == ("decided to refocus", {"sequence": 2})
    assert [d.sequence for d in BoardDecision.objects.published()] == [1]


def test_decision_about_a_board_is_the_chief_inspectors() -> None:
    board = make_board()

    with pytest.raises(Refusal, match=r"Who can do it: Chief inspector\."):
        board.decide("establish", by=make_user("inspector"))

    assert not board.decisions.exists()


def test_public_is_not_told_of_what_was_not_announced_of_a_board() -> None:
    board = make_board(established_on=None)

    board.decide("establish", by=SYSTEM, decided_on="2009-04-30")
    board.decide("stand_down", by=SYSTEM, decided_on="2010-01-05")

    board.refresh_from_db()
    assert (board.established_on, board.stood_down_on) == (None, None)
    assert not board.is_open


WHY = {"reason_en": "The letter was misread."}


def test_correction_takes_the_place_of_the_decision_and_both_stay() -> None:
    board = make_board()
    areas = [{"name_en": "Recruitment"}]
    told = {"announced": True, "decided_on": "2010"}
    wrong = board.decide("refocus", by=SYSTEM, focus_areas=areas, **told)
    last = board.decide("continue", by=SYSTEM, decided_on="2011")

    right = board.correct(wrong, by=SYSTEM, decided_on="2010-05-01", **WHY)

    assert board.standing() == [right, last]
    assert (right.act, right.corrects, right.announced) == ("refocus", wrong, True)
    assert [str(area) for area in board.focus_at(date(2010, 6, 1))] == ["Recruitment"]
    assert board.focus_at(date(2010, 2, 1)) == []
    assert list(BoardDecision.objects.published()) == [wrong, right]
    entry = Entry.objects.about(board).last()
    assert (entry.act, entry.before, entry.after) == (
        "decided to correct",
        {"sequence": 1, "act": "refocus"},
        {"sequence": 3, "act": "refocus"},
    )


@pytest.mark.parametrize("announced", [True, False])
def test_board_that_had_not_stood_down_is_open_again(announced: bool) -> None:
    board = make_board()
    told = {"decided_on": "2010-01-05", "announced": announced}
    wrong = board.decide("stand_down", by=SYSTEM, **told)

    board.correct(wrong, "continue", by=SYSTEM, **WHY)

    board.refresh_from_db()
    assert (board.is_open, board.stood_down_on) == (True, None)
    board.decide("continue", by=SYSTEM, decided_on="2010-02")


def test_corrected_day_of_standing_down_is_that_of_the_board() -> None:
    board = make_board()
    told = {"decided_on": "2010-01-05", "announced": True}
    wrong = board.decide("stand_down", by=SYSTEM, **told)

    board.correct(wrong, by=SYSTEM, decided_on="2010-01-06", **WHY)

    board.refresh_from_db()
    assert (board.is_open, str(board.stood_down_on)) == (False, "2010-01-06")


def test_correction_about_a_board_is_refused() -> None:
    board, other = make_board(), make_board()
    first = board.decide("continue", by=SYSTEM, decided_on="2010")
    board.decide("continue", by=SYSTEM, decided_on="2011")
    told = {"by": SYSTEM, **WHY}

    with pytest.raises(Refusal, match="Say why"):
        board.correct(first, by=SYSTEM)
    with pytest.raises(Refusal, match=r"Who can do it: Chief inspector\."):
        board.correct(first, by=make_user("inspector"), **WHY)
    with pytest.raises(Refusal, match="about this board"):
        other.correct(first, **told)
    with pytest.raises(Refusal, match="had not stood down"):
        board.correct(first, "stand_down", **told)
    with pytest.raises(Refusal, match="Name at least one area"):
        board.correct(first, "refocus", **told)
    board.correct(first, **told)
    with pytest.raises(Refusal, match="correct the correction"):
        board.correct(first, **told)


def test_board_is_not_opened_beside_another_one() -> None:
    ended = make_board()
    wrong = ended.decide("stand_down", by=SYSTEM, decided_on="2010-01-05")
    place = {"service": ended.service, "name_en": "Next board"}
    make_board(ended.authority, **place)

    with pytest.raises(Refusal, match="already has a board"):
        ended.correct(wrong, "continue", by=SYSTEM, **WHY)

    ended.refresh_from_db()
    assert (ended.is_open, ended.decisions.count()) == (False, 1)


def test_decision_about_a_board_is_announced_later_and_once() -> None:
    board = make_board()
    row = board.decide("stand_down", by=SYSTEM, decided_on="2010-01-05")
    with pytest.raises(Refusal, match=r"Who can do it: Chief inspector\."):
        board.announce(row, by=make_user("inspector"))
    assert not BoardDecision.objects.published().exists()

    board.announce(row, by=make_user("chief_inspector"))

    board.refresh_from_db()
    assert list(BoardDecision.objects.published()) == [row]
    assert str(board.stood_down_on) == "2010-01-05"
    assert Entry.objects.about(board).last().act == "announced a decision"
    with pytest.raises(Refusal, match="announced already"):
        board.announce(row, by=SYSTEM)


def test_correction_on_a_board_that_an_upgrade_closed_is_refused_beside_another() -> (
    None
):
    board = make_board()
    wrong = board.decide("continue", by=SYSTEM, decided_on="2010")
    with_guard_away("concerns_board_open_by_its_rows")
    Board.objects.filter(pk=board.pk).update(is_open=False)
    newest = make_board(board.authority, service=board.service, name_en="Next board")

    with pytest.raises(Refusal, match="have that one stand down first"):
        board.correct(wrong, by=SYSTEM, decided_on="2011", **WHY)
    newest.decide("stand_down", by=SYSTEM, decided_on="2012")
    board.correct(wrong, by=SYSTEM, decided_on="2011", **WHY)

    board.refresh_from_db()
    assert board.is_open
    board.decide("continue", by=SYSTEM, decided_on="2012")


def test_board_whose_day_was_taken_back_goes_on() -> None:
    board = make_board()
    first = board.decide("continue", by=SYSTEM, decided_on="2010")
    board.stood_down_on = "2011"
    board.save()
    assert not board.is_open

    board.stood_down_on = None
    board.save()

    board.refresh_from_db()
    assert board.is_open
    board.correct(first, by=SYSTEM, decided_on="2009", **WHY)
    board.decide("stand_down", by=SYSTEM, decided_on="2011", announced=True)
    board.stood_down_on = None
    board.save()
    board.refresh_from_db()
    assert not board.is_open


def test_day_is_not_taken_back_beside_another_board() -> None:
    ended = make_board(stood_down_on="2010")
    make_board(ended.authority, service=ended.service, name_en="Next board")
    ended.stood_down_on = None

    ended.clean()

    with pytest.raises(ValidationError, match="have that one stand down first"):
        ended.validate_constraints()


@pytest.mark.parametrize("act", ["continue", "stand_down"])
def test_correction_to_another_act_names_no_areas_of_the_wrong_one(act: str) -> None:
    board = make_board()
    areas = [{"name_en": "Recruitment"}]
    told = {"by": SYSTEM, "decided_on": "2010"}
    wrong = board.decide("refocus", focus_areas=areas, **told)

    right = board.correct(wrong, act, by=SYSTEM, **WHY)

    assert not right.focus_areas.exists()
    assert board.focus_at(date(2011, 1, 1)) == []


def test_board_is_told_nothing_on_a_day_to_come() -> None:
    board = make_board()
    ahead = str(timezone.localdate() + timedelta(days=2))
    first = board.decide("continue", by=SYSTEM, decided_on="2010")

    with pytest.raises(Refusal, match="dated in the future"):
        board.decide("continue", by=SYSTEM, decided_on=ahead)
    with pytest.raises(Refusal, match="dated in the future"):
        board.correct(first, by=SYSTEM, decided_on=ahead, **WHY)

    told = {"decided_on": ahead, "recorded_from": "News story"}
    assert board.decide("continue", by=SYSTEM, **told)


def test_decisions_about_a_board_stay_in_order_when_one_is_corrected() -> None:
    board = make_board()
    first = board.decide("continue", by=SYSTEM, decided_on="2010")
    second = board.decide("continue", by=SYSTEM, decided_on="2012")

    with pytest.raises(Refusal, match="after one that follows it"):
        board.correct(first, by=SYSTEM, decided_on="2013", **WHY)
    with pytest.raises(Refusal, match="before the one it follows"):
        board.correct(second, by=SYSTEM, decided_on="2009", **WHY)
    second = board.correct(second, by=SYSTEM, decided_on="2014", **WHY)

    board.correct(first, by=SYSTEM, decided_on="2013", **WHY)
    with pytest.raises(Refusal, match="before the one it follows"):
        board.decide("continue", by=SYSTEM, decided_on="2013-06")


def test_decision_takes_the_place_after_the_last_where_one_is_missing() -> None:
    board = make_board()
    with_guard_away("board_decision_takes_the_next_place")
    told = {"act": "continue", "decided_on": "2010", "board": board}
    first = BoardDecision.objects.create(sequence=3, **told)

    row = board.decide("continue", by=SYSTEM, decided_on="2011")
    right = board.correct(first, by=SYSTEM, **WHY)

    assert (row.sequence, right.sequence) == (4, 5)
    assert board.standing() == [right, row]


def test_focus_takes_the_same_statements_for_many_decisions(
    django_assert_num_queries: object,
) -> None:
    board = make_board()
    for _again in range(3):
        board.decide("continue", by=SYSTEM, decided_on="2010")

    with django_assert_num_queries(2):
        assert board.focus_at(date(2011, 1, 1)) == []
