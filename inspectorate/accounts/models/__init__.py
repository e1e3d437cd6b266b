from inspectorate.accounts.models.token import Token
from inspectorate.accounts.models.user import User

__all__ = ["Token", "User"]
