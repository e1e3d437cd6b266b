from recommendations.admin.action_plan import ActionPlanAdmin, PlanLineAdmin
from recommendations.admin.recommendation import RecommendationAdmin
from recommendations.admin.revisit import RevisitAdmin

__all__ = ["ActionPlanAdmin", "PlanLineAdmin", "RecommendationAdmin", "RevisitAdmin"]
