"""Steps of ministers, from the moment that their statement was known as public."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.db.models import F
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from inspectorate.concerns.models import MinistersStep
from inspectorate.fields import Told
from inspectorate.public.happenings import (
    Happening,
    Kind,
    Line,
    Sought,
    Telling,
    nameless,
)
from inspectorate.public.templatetags.languages import stated


def steps(sought: Sought) -> list[Happening]:
    """None on a theme: ministers act about a service, not about one subject."""
    if sought.theme:
        return []
    rows = MinistersStep.objects.published().alias(
        at=Coalesce(F("statement__entered_at"), F("entered_at"))
    )
    rows = rows.select_related(
        *("statement", "intervention__authority", "intervention__service", "provision")
    )
    found = sought.newest_of(rows, "at", "intervention__authority")
    return [happening(row) for row in found]


def happening(step: MinistersStep) -> Happening:
    at = public_at(step)
    place = step.intervention
    of = (place.authority.slug, place.service.code, step.act)
    return Happening(
        kind=Kind.STEP,
        key=step.pk,
        name=nameless("steps", step.entered_at, *of),
        at=at,
        first_at=at,
        authorities=frozenset([step.intervention.authority_id]),
        themes=frozenset(),
        is_history=bool(step.recorded_from),
        tell=partial(tell, step),
    )


def public_at(step: MinistersStep) -> datetime:
    later = getattr(step, "statement", None)
    return later.entered_at if later else step.entered_at


def tell(step: MinistersStep) -> Telling:
    place = step.intervention
    title = f"{step.get_act_display()}: {place.authority}, {place.service.name}"
    address = reverse("authority-detail", args=[place.authority.slug])
    return Telling(
        title=Told(title, get_language()),
        lines=list(about(step)),
        author=str(step.decided_by) or _("Ministers"),
        path=f"{address}#timeline",
    )


def about(step: MinistersStep) -> Iterator[Line]:
    yield Line(_("Authority"), str(step.intervention.authority))
    yield Line(_("Service"), str(step.intervention.service.name))
    yield Line(_("Step of ministers"), step.get_act_display())
    yield Line(_("Decided on"), stated(step.decided_on))
    if step.decided_by:
        yield Line(_("Decided by"), str(step.decided_by))
    if step.provision:
        yield Line(_("Power in law"), str(step.provision.name))
    yield Line(_("Statement"), step.address)
