from inspectorate.concerns.admin.board import (
    BoardAdmin,
    BoardDecisionAdmin,
    FocusAreaAdmin,
)
from inspectorate.concerns.admin.decision import AnnouncementAdmin, DecisionAdmin
from inspectorate.concerns.admin.episode import EpisodeAdmin

__all__ = [
    "AnnouncementAdmin",
    "BoardAdmin",
    "BoardDecisionAdmin",
    "DecisionAdmin",
    "EpisodeAdmin",
    "FocusAreaAdmin",
]
