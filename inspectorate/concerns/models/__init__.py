from inspectorate.concerns.models.board import Board
from inspectorate.concerns.models.board_decision import (
    BoardAnnouncement,
    BoardDecision,
)
from inspectorate.concerns.models.board_member import BoardMember
from inspectorate.concerns.models.decision import Announcement, Decision
from inspectorate.concerns.models.episode import Episode
from inspectorate.concerns.models.focus_area import FocusArea
from inspectorate.concerns.models.given import DecisionFinding, DecisionGround
from inspectorate.concerns.models.instrument import Ground, Instrument
from inspectorate.concerns.models.intervention import Intervention
from inspectorate.concerns.models.ministers_step import (
    Duty,
    MinistersStep,
    Statement,
    StepGround,
)

__all__ = [
    "Announcement",
    "Board",
    "BoardAnnouncement",
    "BoardDecision",
    "BoardMember",
    "Decision",
    "DecisionFinding",
    "DecisionGround",
    "Duty",
    "Episode",
    "FocusArea",
    "Ground",
    "Instrument",
    "Intervention",
    "MinistersStep",
    "Statement",
    "StepGround",
]
