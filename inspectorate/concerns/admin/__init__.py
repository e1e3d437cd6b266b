from inspectorate.concerns.admin.board import (
    BoardAdmin,
    BoardAnnouncementAdmin,
    BoardDecisionAdmin,
    BoardMemberAdmin,
    FocusAreaAdmin,
)
from inspectorate.concerns.admin.decision import AnnouncementAdmin, DecisionAdmin
from inspectorate.concerns.admin.episode import EpisodeAdmin
from inspectorate.concerns.admin.instrument import GroundAdmin, InstrumentAdmin
from inspectorate.concerns.admin.intervention import (
    DutyAdmin,
    InterventionAdmin,
    MinistersStepAdmin,
    StatementAdmin,
)

__all__ = [
    "AnnouncementAdmin",
    "BoardAdmin",
    "BoardAnnouncementAdmin",
    "BoardDecisionAdmin",
    "BoardMemberAdmin",
    "DecisionAdmin",
    "DutyAdmin",
    "EpisodeAdmin",
    "FocusAreaAdmin",
    "GroundAdmin",
    "InstrumentAdmin",
    "InterventionAdmin",
    "MinistersStepAdmin",
    "StatementAdmin",
]
