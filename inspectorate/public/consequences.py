"""The public pages that tell of a report, each with all of it that an act can change.

What is told here of a page is less than the page: only what can differ before and
after a report comes out or is withdrawn.
"""

from collections.abc import Iterator
from itertools import chain, combinations, groupby

from django.db.models import Exists, OuterRef, Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from authorities.models import Authority
from inspectorate.public.committee import sheet_of
from inspectorate.public.compare.foreseen import comparisons, comparisons_of_areas
from inspectorate.public.editions import editions_of
from inspectorate.public.home import Home
from inspectorate.public.listing import PublicFilter
from inspectorate.public.paragraphs import history
from inspectorate.public.profile import profile
from inspectorate.public.programme import programme
from inspectorate.public.recommendation_filter import RecommendationFilter
from inspectorate.public.reports import ReportFilter, add_headlines
from inspectorate.public.shown import addresses, drawn, in_each_language, page
from inspectorate.public.shown_beside import shown_beside
from inspectorate.reports import forming
from inspectorate.reports.consequences import (
    Consequence,
    Kind,
    Shown,
    Teller,
    differences,
)
from inspectorate.reports.models import (
    Edition,
    PublishedParagraph,
    PublishedRecommendation,
    RegisterEntry,
    Report,
)
from inspectorate.reports.models.edition import EditionQuerySet

NEWEST_FIRST = ("-sorted_on", "-register_entry__sequence")
RECOMMENDED = ("position", "number", "reference", "text_en", "text_cy")
RECOMMENDED += ("priority", "timescale", "due_on", "recommendation_themes__theme")
RECOMMENDED += ("repeat_of",)


def shown(report: Report) -> Iterator[Shown]:
    """In the order in which they are told."""
    editions = editions_of(report)
    yield from of_the_report(report, editions)
    yield from paragraphs(report, editions)
    yield from lists(report)
    yield from shown_beside(report)


def of_the_report(report: Report, editions: list[Edition]) -> Iterator[Shown]:
    """Its page, that of each edition, and what changed between any two of them."""
    if not editions:
        return
    slug, listed = report.slug, standing(editions)
    way = addresses("report-detail", slug)
    yield one_of(page(_("The report"), way, listed), editions, editions)
    for edition in reversed(editions):
        way, label = addresses("report-edition", slug, edition.number), edition.number
        thing = page(_("Pages of editions"), way, listed, str(label))
        yield one_of(thing, editions, [edition])
    for pair in combinations(reversed(editions), 2):
        old, new = (edition.number for edition in pair)
        way = addresses("report-changes", slug, old, new)
        name = _("What has changed between two editions")
        thing = page(name, way, None, f"{old} – {new}")
        yield one_of(thing, editions, pair, needs_all=True)


def standing(editions: list[Edition]) -> list[tuple]:
    """What the list of editions at the end of each tells."""
    return [(edition.number, edition.is_withdrawn) for edition in editions]


def one_of(
    thing: Shown, editions: list[Edition], of: list[Edition], *, needs_all: bool = False
) -> Shown:
    """The page as it is while it can be read; else what is told of its withdrawal."""
    gone = [edition.withdrawal.pk for edition in of if edition.is_withdrawn]
    if not gone or (len(gone) < len(of) and not needs_all):
        return thing
    is_out_again = not all(edition.is_withdrawn for edition in editions)
    return thing._replace(is_gone=True, state=(max(gone), is_out_again))


def paragraphs(report: Report, editions: list[Edition]) -> Iterator[Shown]:
    names = {
        "added": _("Paragraphs"),
        "changed": _("Paragraphs with other words"),
        "removed": _("Paragraphs that are taken out, with their last words"),
        "same": _("Paragraphs with the same words, and one more edition in their list"),
        "absent": _("Paragraphs that were taken out before, with their last words"),
    }
    found: dict[str, list[Shown]] = {fate: [] for fate in names}
    for fate, thing in with_fates(report, editions):
        found[fate].append(thing._replace(name=names[fate]))
    yield from chain.from_iterable(found.values())


def with_fates(report: Report, editions: list[Edition]) -> Iterator[tuple[str, Shown]]:
    """Each paragraph, and what the newest edition did with it."""
    listed, by_key = standing(editions), {each.pk: each for each in editions}
    found = PublishedParagraph.objects.filter(edition__in=editions)
    found = found.order_by("stable_id", "edition__number")
    grouped = groupby(found, key=lambda row: row.stable_id)
    told = [(stable_id, list(rows)) for stable_id, rows in grouped]
    for stable_id, rows in sorted(told, key=lambda each: place(each[1][-1], by_key)):
        of = [by_key[row.edition_id] for row in rows]
        read = {row.edition_id: row for row in rows}
        read = {key: row for key, row in read.items() if not by_key[key].is_withdrawn}
        fate = history(editions, read)[0].fate if read else "added"
        way = addresses("paragraph-detail", report.slug, stable_id)
        thing = page("", way, listed, rows[-1].number or "¶")
        yield fate, one_of(thing, editions, of)


def place(row: PublishedParagraph, editions: dict[int, Edition]) -> tuple[int, int]:
    """Those of the newest edition first, each as printed."""
    return -editions[row.edition_id].number, row.position


def look_at_files(report: Report) -> Teller:
    """Those that there are, and of a new edition those that the worker will make."""
    before = editions_of(report)
    known, made = {each.pk for each in before}, list(files(before))

    def tell() -> list[Consequence]:
        after = editions_of(report)
        new = [each for each in after if each.pk not in known]
        return differences(made, [*files(after), *planned(new)])

    return tell


def files(editions: list[Edition]) -> Iterator[Shown]:
    for edition in editions:
        for form in [] if edition.is_withdrawn else edition.forms.all():
            yield file(_("Files of edition %d"), edition, form.name)


def planned(editions: list[Edition]) -> Iterator[Shown]:
    told = _("Files of edition %d, once the worker has made them")
    for edition in filter(forming.is_made_at_once, editions):
        for form, language in forming.planned(edition):
            yield file(told, edition, forming.name_of(edition, form, language))


def file(told: str, edition: Edition, name: str) -> Shown:
    """Its label is what its name ends with: en.pdf, json."""
    slug, number = edition.report.slug, edition.number
    way = addresses("report-file", slug, number, name)
    label = name.removeprefix(f"{slug}-edition-{number}").lstrip("-.")
    return Shown(Kind.FILE, told % number, way, label=label)


def lists(report: Report) -> Iterator[Shown]:
    """The pages that are there whatever is published, and of whom the report tells."""
    current = Edition.objects.published().current()
    edition = current.for_list().filter(report=report).first()
    if edition:
        add_headlines([edition])
    newest = current.order_by("-sorted_on", "-pk").values_list("report", flat=True)
    newest = list(newest[: Home.newest])
    told = item(edition) if edition and report.pk in newest else None
    yield page(_("The first page"), addresses("home"), (newest, told))
    state = edition and (item(edition), neighbours(edition, current))
    name, choices = _("The list of reports"), offered(ReportFilter)
    yield page(name, addresses("report-list"), (state, choices))
    name, choices = _("The list of recommendations"), offered(RecommendationFilter)
    state = edition and recommendations(edition, current)
    yield page(name, addresses("recommendation-list"), (state, choices))
    about = {each.pk for each in edition.authorities.all()} if edition else set()
    yield page(_("The list of authorities"), addresses("authority-list"), about)
    told = drawn("public/programme_body.html", programme, timezone.localdate())
    yield page(_("The forward programme"), addresses("programme"), told)
    for authority in authorities_of(report):
        way = addresses("authority-detail", authority.slug)
        told = drawn("public/authority_body.html", profile, authority)
        yield page(_("Pages of authorities"), way, told, str(authority))
        yield from comparisons(report, authority)
        way = addresses("committee", authority.slug)
        yield page(_("Sheets for committees"), way, asked(authority), str(authority))
    yield from comparisons_of_areas(report)
    links = RegisterEntry.objects.published().order_by("-sequence")
    state = links.values_list("sequence", flat=True).first()
    yield page(_("The register"), addresses("register-list"), state)


def asked(authority: Authority) -> list[tuple]:
    """What the sheet prints, but for where each stands, which no edition changes."""
    return [
        (group.edition.pk, item.row.reference)
        for group in sheet_of(authority, timezone.localdate())
        for item in group.items
    ]


def authorities_of(report: Report) -> list[Authority]:
    """Those it was, is or will be about."""
    told = Edition.objects.ever_published().filter(report=report)
    is_told = Q(editions__in=told) | Q(inspections=report.inspection_id)
    return list(Authority.objects.filter(is_told).distinct().order_by("slug"))


def item(edition: Edition) -> list[str]:
    """Its entry in a list, in each language."""
    context = {"edition": edition, "level": 2}
    template = "public/report_item.html"
    return list(in_each_language(lambda: render_to_string(template, context)))


def neighbours(edition: Edition, editions: EditionQuerySet) -> list[int]:
    """The reports before and after it in a list."""
    day, sequence = edition.sorted_on, edition.register_entry.sequence
    same = Q(sorted_on=day)
    newer = Q(sorted_on__gt=day) | same & Q(register_entry__sequence__gt=sequence)
    older = Q(sorted_on__lt=day) | same & Q(register_entry__sequence__lt=sequence)
    ways = [
        editions.filter(newer).order_by("sorted_on", "register_entry__sequence"),
        editions.filter(older).order_by(*NEWEST_FIRST),
    ]
    return [way.values_list("report", flat=True).first() for way in ways]


def recommendations(edition: Edition, current: EditionQuerySet) -> tuple | None:
    """What the list tells of its own, None where it makes none."""
    rows = list(edition.recommendations.order_by("position").values_list(*RECOMMENDED))
    if not rows:
        return None
    some = PublishedRecommendation.objects.filter(edition=OuterRef("pk"))
    named = [str(each) for each in edition.authorities.all()]
    head = (edition.title, edition.published_on, named)
    return head, rows, neighbours(edition, current.filter(Exists(some)))


def offered(filters: type[PublicFilter]) -> dict[str, list]:
    """What a list can be narrowed by, with what each choice would leave."""
    rows = filters.Meta.model.objects.published().current()
    facets = filters(queryset=rows).facets
    return {facet.field.name: facet.groups for facet in facets}
