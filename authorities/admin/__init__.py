from authorities.admin.authority import AuthorityAdmin
from authorities.admin.office_holder import OfficeHolderAdmin
from authorities.admin.service import ServiceAdmin

__all__ = ["AuthorityAdmin", "OfficeHolderAdmin", "ServiceAdmin"]
