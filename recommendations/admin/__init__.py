from recommendations.admin.recommendation import RecommendationAdmin
from recommendations.admin.revisit import RevisitAdmin

__all__ = ["RecommendationAdmin", "RevisitAdmin"]
