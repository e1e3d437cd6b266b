from inspectorate.frameworks.models.body import Body
from inspectorate.frameworks.models.checklist import ChecklistItem
from inspectorate.frameworks.models.deadline import DeadlineRule, NonWorkingDay
from inspectorate.frameworks.models.framework import Framework, JudgementArea
from inspectorate.frameworks.models.scale import Scale, ScalePoint
from inspectorate.frameworks.models.theme import Theme

__all__ = [
    "Body",
    "ChecklistItem",
    "DeadlineRule",
    "Framework",
    "JudgementArea",
    "NonWorkingDay",
    "Scale",
    "ScalePoint",
    "Theme",
]
