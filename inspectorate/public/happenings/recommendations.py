"""Where a recommendation stands, each time that somebody has said so anew."""

from collections.abc import Iterator
from functools import partial

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from inspectorate.fields import Told
from inspectorate.history.models import CREATED, Entry
from inspectorate.public.happenings import Happening, Kind, Line, Sought, Telling
from inspectorate.public.opening import opening
from inspectorate.public.standing import AXES
from inspectorate.reports.models import PublishedRecommendation
from inspectorate.reports.models.published_rows import PublishedRecommendationQuerySet
from recommendations.models import Recommendation

SUBJECT = Recommendation._meta.label_lower


def recommendations(sought: Sought) -> list[Happening]:
    """Changes on the four axes, which the public reads as they stand, since the
    recommendation itself could be read.
    """
    entries = list(sought.limited(changes(sought)))
    rows = published({int(entry.subject_id) for entry in entries})
    return [happening(entry, rows[int(entry.subject_id)]) for entry in entries]


def changes(sought: Sought) -> models.QuerySet:
    found = Entry.objects.filter(subject_type=SUBJECT, after__has_any_keys=AXES)
    found = found.exclude(act=CREATED).order_by("-entered_at", "-pk")
    if sought.since:
        found = found.filter(entered_at__gt=sought.since)
    if sought.keys is not None:
        found = found.filter(pk__in=sought.keys)
    about = Cast(OuterRef("subject_id"), models.BigIntegerField())
    rows = PublishedRecommendation.objects.published().filter(recommendation=about)
    before = rows.filter(edition__entered_at__lt=OuterRef("entered_at"))
    return found.filter(Exists(before), Exists(narrowed(rows.current(), sought)))


def narrowed(
    rows: PublishedRecommendationQuerySet, sought: Sought
) -> PublishedRecommendationQuerySet:
    if sought.authority:
        rows = rows.filter(edition__authorities=sought.authority)
    if theme := sought.theme:
        rows = rows.filter(Q(themes=theme) | Q(themes__stands_for=theme))
    return rows


def published(keys: set[int]) -> dict[int, PublishedRecommendation]:
    rows = PublishedRecommendation.objects.published().current()
    rows = rows.filter(recommendation__in=keys).defer("edition__document")
    rows = rows.select_related("edition__report", "edition__framework__body")
    rows = rows.prefetch_related("edition__authorities", "themes")
    return {row.recommendation_id: row for row in rows}


def happening(entry: Entry, row: PublishedRecommendation) -> Happening:
    themes = [{each.pk, each.stands_for_id} - {None} for each in row.themes.all()]
    return Happening(
        kind=Kind.RECOMMENDATION,
        key=entry.pk,
        name=f"recommendations/{row.reference}/{entry.entered_at:%Y%m%dT%H%M%S.%f}",
        at=entry.entered_at,
        first_at=entry.entered_at,
        authorities=frozenset(each.pk for each in row.edition.authorities.all()),
        themes=frozenset().union(*themes),
        is_history=False,
        tell=partial(tell, entry, row),
    )


def moved(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Each axis that changed, with what it was and what it is."""
    for axis in AXES:
        old, new = entry.before.get(axis), entry.after.get(axis)
        if new is not None and new != old:
            yield axis, old, new


def tell(entry: Entry, row: PublishedRecommendation) -> Telling:
    text, language = opening(row.text).in_language(get_language())
    title = f"{text} ({row.reference})"
    labels = {
        "acceptance": _("The authority's answer"),
        "progress": _("The authority reports"),
        "verification": _("Inspectors confirmed"),
        "lifecycle": _("The inspectorate says it is"),
    }
    names = "; ".join(str(each) for each in row.edition.authorities.all())
    lines = [
        Line(labels[axis], f"{in_words(axis, old)} → {in_words(axis, new)}")
        for axis, old, new in moved(entry)
    ]
    return Telling(
        title=Told(title, language),
        lines=[Line(_("Authority"), names), *lines],
        author=str(row.edition.framework.body.name),
        path=reverse("recommendation-detail", args=[row.reference]),
    )


def in_words(axis: str, value: str | None) -> str:
    choices = dict(Recommendation._meta.get_field(axis).flatchoices)
    return str(choices.get(value, _("not stated")))
