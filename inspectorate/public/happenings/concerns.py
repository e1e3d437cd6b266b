"""Decisions about serious concerns, from the moment that they were announced."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.db.models import F
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from inspectorate.concerns.models import Decision
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


def decisions(sought: Sought) -> list[Happening]:
    """None on a theme: a concern is about a service, not about one subject."""
    if sought.theme:
        return []
    rows = Decision.objects.published().alias(
        at=Coalesce(F("announcement__announced_at"), F("entered_at"))
    )
    rows = rows.select_related("announcement", "episode__authority", "episode__service")
    found = sought.newest_of(rows, "at", "episode__authority")
    return [happening(row) for row in found]


def happening(decision: Decision) -> Happening:
    at = announced_at(decision)
    place = decision.episode
    of = (place.authority.slug, place.service.code, decision.act)
    return Happening(
        kind=Kind.DECISION,
        key=decision.pk,
        name=nameless("decisions", decision.entered_at, *of),
        at=at,
        first_at=at,
        authorities=frozenset([decision.episode.authority_id]),
        themes=frozenset(),
        is_history=bool(decision.recorded_from),
        tell=partial(tell, decision),
    )


def announced_at(decision: Decision) -> datetime:
    later = getattr(decision, "announcement", None)
    return later.announced_at if later else decision.entered_at


def tell(decision: Decision) -> Telling:
    episode = decision.episode
    title = f"{decision.get_act_display()}: {episode.authority}, {episode.service.name}"
    address = reverse("authority-detail", args=[episode.authority.slug])
    return Telling(
        title=Told(title, get_language()),
        lines=list(about(decision)),
        author=str(decision.decided_by) or _("Inspectorate"),
        path=f"{address}#concerns",
    )


def about(decision: Decision) -> Iterator[Line]:
    yield Line(_("Authority"), str(decision.episode.authority))
    yield Line(_("Service"), str(decision.episode.service.name))
    yield Line(_("Decision"), decision.get_act_display())
    yield Line(_("Level after the decision"), decision.get_to_level_display())
    yield Line(_("Decided on"), stated(decision.decided_on))
    if decision.decided_by:
        yield Line(_("Decided by"), str(decision.decided_by))
    if decision.reason:
        is_correction = decision.corrects_id is not None
        label = _("Why it was corrected") if is_correction else _("Reason")
        yield Line(label, str(decision.reason))
