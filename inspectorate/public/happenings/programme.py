"""What was said of coming inspections, each time that it was said."""

from collections.abc import Iterator
from functools import partial

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from inspectorate.fields import Told, Wording
from inspectorate.inspections.models import ProgrammeEntry
from inspectorate.inspections.models.announcing import Said
from inspectorate.public.happenings import (
    Happening,
    Kind,
    Line,
    Sought,
    Telling,
    nameless,
)
from inspectorate.public.templatetags.languages import stated

STANDS = (Said.ANNOUNCED, Said.CHANGED)


def announcements(sought: Sought) -> list[Happening]:
    """None on a theme; and none of an inspection that was taken out of the programme:
    it is gone here too, without a word.
    """
    if sought.theme:
        return []
    rows = ProgrammeEntry.objects.published().for_list().select_related("service")
    found = sought.newest_of(rows, "said_at", "authorities")
    return [happening(row) for row in found]


def happening(entry: ProgrammeEntry) -> Happening:
    # The reference of its case is not told before its report.
    about = sorted(each.slug for each in entry.authorities.all())
    return Happening(
        kind=Kind.PROGRAMME,
        key=entry.pk,
        name=nameless("programme", entry.said_at, entry.said, *about),
        at=entry.said_at,
        first_at=entry.said_at,
        authorities=frozenset(each.pk for each in entry.authorities.all()),
        themes=frozenset(),
        is_history=False,
        tell=partial(tell, entry),
    )


def tell(entry: ProgrammeEntry) -> Telling:
    told = [each.name for each in entry.authorities.all()]
    names = ", ".join(map(str, told))
    title = f"{entry.get_said_display()}: {names}, {entry.get_kind_display()}"
    return Telling(
        title=Told(title, language_of(told)),
        lines=list(about(entry, names)),
        author=_("Inspectorate"),
        path=reverse("programme"),
    )


def language_of(names: list[Wording]) -> str:
    """That of the page, unless every name that stands in it is of the other one."""
    here = get_language()
    found = {name.in_language(here).language for name in names if name}
    return found.pop() if len(found) == 1 else here


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
