import pytest

from inspectorate.concerns.models import Board
from tests.factories import make_board

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
