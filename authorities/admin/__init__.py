from authorities.admin.authority import AuthorityAdmin
from authorities.admin.service import ServiceAdmin

__all__ = ["AuthorityAdmin", "ServiceAdmin"]
