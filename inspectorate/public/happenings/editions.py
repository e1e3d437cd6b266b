"""Editions as they come out, and what is left of those that were withdrawn."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from inspectorate.fields import Told, Wording
from inspectorate.public.happenings import Happening, Kind, Line, Sought, Telling
from inspectorate.public.templatetags.languages import stated
from inspectorate.reports.models import (
    Edition,
    PublishedFinding,
    PublishedRecommendation,
)
from inspectorate.reports.models.edition import EditionQuerySet


def editions(sought: Sought) -> list[Happening]:
    """Each edition once: as it came out, or as withdrawn where it is that."""
    readable = sought.limited(readable_editions(sought))
    withdrawn = sought.limited(withdrawn_editions(sought))
    rows = [*shown(readable), *shown(withdrawn)]
    themes = themes_of(rows)
    return [happening(row, themes[row.pk]) for row in rows]


def readable_editions(sought: Sought) -> EditionQuerySet:
    found = narrowed(Edition.objects.published(), sought)
    if sought.since:
        found = found.filter(entered_at__gt=sought.since)
    return found.order_by("-register_entry__sequence")


def withdrawn_editions(sought: Sought) -> EditionQuerySet:
    found = narrowed(Edition.objects.withdrawn(), sought)
    if sought.since:
        found = found.filter(withdrawal__entered_at__gt=sought.since)
    return found.annotate(is_former=stays_readable()).order_by("-withdrawal__pk")


def stays_readable() -> Exists:
    """Whether a later edition of the report was read on when this one went."""
    gone_at = OuterRef("withdrawal__entered_at")
    later = Edition.objects.ever_published().filter(
        Q(withdrawal=None) | Q(withdrawal__entered_at__gt=gone_at),
        report=OuterRef("report"),
        number__gt=OuterRef("number"),
        entered_at__lte=gone_at,
    )
    return Exists(later)


def shown(rows: EditionQuerySet) -> EditionQuerySet:
    related = ("report", "service", "framework__body", "withdrawal")
    rows = rows.defer("document").select_related(*related)
    return rows.prefetch_related("authorities")


def narrowed(rows: EditionQuerySet, sought: Sought) -> EditionQuerySet:
    if sought.keys is not None:
        rows = rows.filter(pk__in=sought.keys)
    if sought.authority:
        rows = rows.for_authority(sought.authority)
    if sought.theme:
        rows = rows.filter(is_on(sought.theme.pk))
    return rows


def is_on(theme: int) -> Q:
    """Themes of a framework count as the stable one that they stand for."""
    found = PublishedFinding.objects.filter(edition=OuterRef("pk"))
    asked = PublishedRecommendation.objects.filter(edition=OuterRef("pk"))
    found = found.filter(Q(theme=theme) | Q(theme__stands_for=theme))
    asked = asked.filter(Q(themes=theme) | Q(themes__stands_for=theme))
    return Q(Exists(found)) | Q(Exists(asked))


def themes_of(editions: Iterable[Edition]) -> dict[int, set[int]]:
    """Of each edition, those of its findings and recommendations."""
    themes: dict[int, set[int]] = defaultdict(set)
    for model, name in (
        (PublishedFinding, "theme"),
        (PublishedRecommendation, "themes"),
    ):
        rows = model.objects.filter(edition__in=editions).order_by()
        columns = ("edition", name, f"{name}__stands_for")
        for edition, *found in rows.values_list(*columns).distinct():
            themes[edition].update(each for each in found if each)
    return themes


def happening(edition: Edition, themes: Iterable[int]) -> Happening:
    """By the same name whether it can be read or not: a reader of feeds replaces what
    it kept of an edition by what is told of its withdrawal.
    """
    gone = getattr(edition, "withdrawal", None)
    kind = Kind.CORRECTION if edition.number > 1 else Kind.REPORT
    return Happening(
        kind=Kind.WITHDRAWAL if gone else kind,
        key=edition.pk,
        name=f"editions/{edition.report.slug}/{edition.number}",
        at=gone.entered_at if gone else edition.entered_at,
        first_at=edition.entered_at,
        authorities=frozenset(each.pk for each in edition.authorities.all()),
        themes=frozenset(themes),
        is_history=bool(edition.recorded_from) and not gone,
        tell=partial(tell_withdrawal if gone else tell, edition),
    )


def tell(edition: Edition) -> Telling:
    return Telling(
        title=edition.title.in_language(get_language()),
        lines=list(about(edition)),
        author=str(edition.framework.body.name),
        path=reverse("report-edition", args=[edition.report.slug, edition.number]),
    )


def about(edition: Edition) -> Iterator[Line]:
    names = "; ".join(str(each) for each in edition.authorities.all())
    yield Line(_("Authority"), names)
    yield Line(_("Service"), str(edition.service.name))
    yield Line(_("Published"), stated(edition.published_on))
    if edition.number > 1:
        yield Line(_("Edition"), str(edition.number))
    if edition.correction:
        yield Line(_("Why it was corrected"), str(edition.correction))


def tell_withdrawal(edition: Edition) -> Telling:
    """No word of the edition: not its title either, which may be what had to go."""
    gone = edition.withdrawal
    title = _("A report has been withdrawn")
    if edition.is_former:
        title = _("A former edition of a report has been withdrawn")
    day = formats.date_format(timezone.localdate(gone.entered_at), "j F Y")
    reason = Wording(gone.reason_en, gone.reason_cy)
    lines = [Line(_("Withdrawn"), day), Line(_("Reason"), str(reason))]
    return Telling(
        title=Told(title, get_language()),
        lines=lines,
        author=str(edition.framework.body.name),
        path=reverse("report-edition", args=[edition.report.slug, edition.number]),
    )
