import pytest

from inspectorate.concerns.models import Board, BoardDecision
from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal
from tests.factories import SYSTEM, make_board, make_user

pytestmark = pytest.mark.django_db


def test_public_reads_only_announced_boards() -> None:
    announced = make_board()
    make_board(announced=False)

    assert list(Board.objects.published()) == [announced]


def test_decisions_and_focus_areas_stand_in_their_order() -> None:
    board = make_board()
    second = board.decisions.create(sequence=2, act="refocus", decided_on="2010")
    first = board.decisions.create(sequence=1, act="establish")
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
