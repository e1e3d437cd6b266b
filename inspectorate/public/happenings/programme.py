"""What was said of coming inspections, each time that it was said."""

import hashlib
from collections.abc import Iterator
from functools import partial

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from inspectorate.fields import Told
from inspectorate.inspections.models import ProgrammeEntry
from inspectorate.inspections.models.announcing import Said
from inspectorate.public.happenings import Happening, Kind, Line, Sought, Telling
from inspectorate.public.templatetags.languages import stated

STANDS = (Said.ANNOUNCED, Said.CHANGED)


def announcements(sought: Sought) -> list[Happening]:
    """None on a theme; and none of an inspection that was taken out of the programme:
    it is gone here too, without a word.
    """
    if sought.theme:
        return []
    rows = ProgrammeEntry.objects.published().for_list()
    if sought.since:
        rows = rows.filter(said_at__gt=sought.since)
    if sought.keys is not None:
        rows = rows.filter(pk__in=sought.keys)
    if sought.authority:
        rows = rows.filter(authorities=sought.authority)
    rows = rows.select_related("inspection", "service").order_by("-said_at", "-pk")
    return [happening(row) for row in sought.limited(rows)]


def happening(entry: ProgrammeEntry) -> Happening:
    return Happening(
        kind=Kind.PROGRAMME,
        key=entry.pk,
        name=f"programme/{digest_of(entry)}",
        at=entry.said_at,
        first_at=entry.said_at,
        authorities=frozenset(each.pk for each in entry.authorities.all()),
        themes=frozenset(),
        is_history=False,
        tell=partial(tell, entry),
    )


def digest_of(entry: ProgrammeEntry) -> str:
    """It has no name of its own in public, and the reference of a case is not told
    before its report.
    """
    of = [entry.inspection.reference, str(entry.sequence), entry.said_at.isoformat()]
    return hashlib.sha256(" ".join(of).encode()).hexdigest()[:32]


def tell(entry: ProgrammeEntry) -> Telling:
    names = ", ".join(str(each.name) for each in entry.authorities.all())
    title = f"{entry.get_said_display()}: {names}, {entry.get_kind_display()}"
    return Telling(
        title=Told(title, get_language()),
        lines=list(about(entry, names)),
        author=_("Inspectorate"),
        path=reverse("programme"),
    )


def about(entry: ProgrammeEntry, names: str) -> Iterator[Line]:
    times = [stated(each) for each in (entry.window_from, entry.window_to)]
    yield Line(_("Authority"), names)
    yield Line(_("Kind"), entry.get_kind_display())
    yield Line(_("Service"), str(entry.service_title or entry.service.name))
    when = _("When") if entry.said in STANDS else _("Was announced for")
    yield Line(when, " – ".join(dict.fromkeys(times)))
    yield Line(entry.get_said_display(), date_format(entry.said_on, "j F Y"))
    if entry.note:
        yield Line(_("Note"), str(entry.note))
