from inspectorate.concerns.models.board import Board, BoardDecision, FocusArea
from inspectorate.concerns.models.decision import Announcement, Decision
from inspectorate.concerns.models.episode import Episode

__all__ = [
    "Announcement",
    "Board",
    "BoardDecision",
    "Decision",
    "Episode",
    "FocusArea",
]
