from authorities.models.authority import Alias, Authority
from authorities.models.link_officer import LinkOfficer
from authorities.models.office_holder import OfficeHolder
from authorities.models.service import Service

__all__ = ["Alias", "Authority", "LinkOfficer", "OfficeHolder", "Service"]
