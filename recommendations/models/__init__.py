from recommendations.models.recommendation import Recommendation

__all__ = ["Recommendation"]
