from inspectorate.accounts.admin.token import TokenAdmin
from inspectorate.accounts.admin.user import UserAdmin

__all__ = ["TokenAdmin", "UserAdmin"]
