"""How a status moves: the one function, the acts that call it, and the refusal."""

from inspectorate.lifecycle.acts import Act, Acting, follow, guard, tell_followers
from inspectorate.lifecycle.asking import know_roles, not_in_role, roles_with
from inspectorate.lifecycle.moving import (
    Reason,
    Refusal,
    check_arrow,
    locked,
    move,
)

__all__ = [
    "Act",
    "Acting",
    "Reason",
    "Refusal",
    "check_arrow",
    "follow",
    "guard",
    "know_roles",
    "locked",
    "move",
    "not_in_role",
    "roles_with",
    "tell_followers",
]
