from recommendations.models.action_plan import ActionPlan
from recommendations.models.answer import Answer
from recommendations.models.closing import Closing
from recommendations.models.plan_line import PlanLine
from recommendations.models.progress_file import ProgressFile
from recommendations.models.progress_update import ProgressUpdate
from recommendations.models.recommendation import Recommendation
from recommendations.models.revisit import Revisit
from recommendations.models.verification import Verification

__all__ = [
    "ActionPlan",
    "Answer",
    "Closing",
    "PlanLine",
    "ProgressFile",
    "ProgressUpdate",
    "Recommendation",
    "Revisit",
    "Verification",
]
