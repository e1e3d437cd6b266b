from authorities.models.authority import Alias, Authority
from authorities.models.service import Service

__all__ = ["Alias", "Authority", "Service"]
