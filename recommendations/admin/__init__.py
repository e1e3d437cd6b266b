from recommendations.admin.recommendation import RecommendationAdmin

__all__ = ["RecommendationAdmin"]
