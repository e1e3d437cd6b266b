"""Whom to ask where somebody's role does not include an act."""

from collections.abc import Callable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from inspectorate.lifecycle.moving import Reason

RolesOf = Callable[[str], list[str]]
_known: list[RolesOf] = []


def know_roles(names: RolesOf) -> None:
    """Have refusals name the roles that have a permission.

    Roles lie in a layer above, which calls this once, in AppConfig.ready().
    """
    _known[:] = [names]


def not_in_role(permission: str) -> Reason:
    """That the act needs a permission, and which roles have it."""
    names = roles_with(permission)
    if not names:
        return Reason(_("Your role does not include this act."))
    told = _("Your role does not include this act. Who can do it: %s.")
    return Reason(told % names)


def roles_with(permission: str) -> str:
    """The names of the roles that have a permission, as a text; "" where none has."""
    names = [name for roles_of in _known for name in roles_of(permission)]
    return get_text_list(names, _("or"))
