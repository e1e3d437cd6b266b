from recommendations.models.recommendation import Recommendation
from recommendations.models.revisit import Revisit

__all__ = ["Recommendation", "Revisit"]
