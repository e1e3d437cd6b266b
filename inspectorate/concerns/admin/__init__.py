from inspectorate.concerns.admin.board import (
    BoardAdmin,
    BoardDecisionAdmin,
    FocusAreaAdmin,
)
from inspectorate.concerns.admin.decision import DecisionAdmin
from inspectorate.concerns.admin.episode import EpisodeAdmin

__all__ = [
    "BoardAdmin",
    "BoardDecisionAdmin",
    "DecisionAdmin",
    "EpisodeAdmin",
    "FocusAreaAdmin",
]
