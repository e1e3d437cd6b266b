"""Who may enter what an authority says: staff on its behalf, or who speaks for it."""

from collections.abc import Callable, Iterable

from django.db import models
from django.utils.translation import gettext as _

from authorities.models import Authority
from inspectorate.history.models import System
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Reason, not_in_role

# Staff enter what came by letter; a link officer speaks for their own authority.
ENTER = "recommendations.enter_for_authority"
SPEAK = "recommendations.speak_for_authority"

AuthoritiesOf = Callable[[models.Model], Iterable[Authority]]
_known: list[AuthoritiesOf] = []


def know_speakers(authorities_of: AuthoritiesOf) -> None:
    """Have those speak for an authority whom `authorities_of` names for it.

    Link officers lie in another app, which calls this once, in AppConfig.ready().
    """
    _known[:] = [authorities_of]


def is_on_behalf(by: models.Model | System) -> bool:
    return by.has_perm(ENTER)


def speaks_for(by: models.Model | System, authorities: Iterable[Authority]) -> bool:
    if not by.has_perm(SPEAK):
        return False
    own = {each.pk for known in _known for each in known(by)}
    return any(each.pk in own for each in authorities)


def bars_speaking(
    by: models.Model | System, case: Inspection, authorities: Iterable[Authority]
) -> list[Reason]:
    """Why `by` does not enter what these authorities say of a case."""
    if by.has_perm(ENTER):
        return bars_team(by, case)
    if not by.has_perm(SPEAK):
        return [not_in_role(ENTER)]
    if speaks_for(by, authorities):
        return []
    return [Reason(_("You speak for another authority: this one answers itself."))]


def bars_team(by: models.Model | System, case: Inspection) -> list[Reason]:
    """Unless `by` works on the case, or directs all, and has no interest in it."""
    if by.pk is None:
        return []
    if barred := case.bars_interest(by):
        return barred
    if Inspection.objects.editable_by(by).filter(pk=case.pk).exists():
        return []
    told = _("Only the team of %s does this: ask its lead inspector.")
    return [Reason(told % case, case)]
