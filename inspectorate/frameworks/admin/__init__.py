from inspectorate.frameworks.admin.body import BodyAdmin
from inspectorate.frameworks.admin.checklist import ChecklistItemAdmin
from inspectorate.frameworks.admin.framework import FrameworkAdmin, JudgementAreaAdmin
from inspectorate.frameworks.admin.non_working_day import NonWorkingDayAdmin
from inspectorate.frameworks.admin.scale import ScaleAdmin, ScalePointAdmin
from inspectorate.frameworks.admin.theme import ThemeAdmin

__all__ = [
    "BodyAdmin",
    "ChecklistItemAdmin",
    "FrameworkAdmin",
    "JudgementAreaAdmin",
    "NonWorkingDayAdmin",
    "ScaleAdmin",
    "ScalePointAdmin",
    "ThemeAdmin",
]
