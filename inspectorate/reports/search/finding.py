"""A search: the editions in their order, what they can be narrowed by, the authorities
that it names.
"""

from collections import Counter
from typing import NamedTuple

from django.db import connection
from django.db.models import Exists, OuterRef

from authorities.models import Authority, Service
from inspectorate.reports.models import Edition, EditionAuthority, SearchedText
from inspectorate.reports.models.edition import EditionQuerySet
from inspectorate.reports.search.authorities import Names
from inspectorate.reports.search.index import (
    MOST,
    TITLE,
    WHOLE,
    day_of,
    edition_of,
    numbers,
    part_of,
    year_of,
)
from inspectorate.reports.search.query import Narrowing, Query
from inspectorate.reports.search.terms import LANGUAGES


class Hit(NamedTuple):
    """An edition that was found, by the number of its first row that was, and the parts
    of it that hold every word.
    """

    edition: int
    number: int
    parts: frozenset[str]
    languages: frozenset[str]


class Counted(NamedTuple):
    """A value that what was found can be narrowed by, and by how many it is met."""

    value: str
    count: int
    row: object = None


class Found(NamedTuple):
    """`hits` are in order, `MOST` at most; `has_more` where there are others, and then
    the counts of the facets are of these alone.
    """

    query: Query
    hits: list[Hit]
    has_more: bool
    authorities: list[Authority]
    like: list[Authority]
    facets: dict[str, list[Counted]]


def search(text: str, narrowing: Narrowing = Narrowing()) -> Found:  # noqa: B008 - frozen
    names = Names()
    query = Query(text, names)
    if not query:
        return Found(query, [], False, [], [], {})
    rows = numbers(query.expressions(names, narrowing))
    hits = in_order(rows)
    has_more = len(hits) > MOST
    hits, facets = published(hits[:MOST], names)
    named = names.named(query.all_units)
    like = [] if hits or named else names.like(query.words)
    return Found(query, hits, has_more, named, like, facets)


def in_order(rows: list[int]) -> list[Hit]:
    """What is named in the title first, then what inspectors concluded, then what only
    their text holds; the newest first in each.
    """
    newest: dict[int, int] = {}
    parts: dict[int, set[str]] = {}
    languages: dict[int, set[str]] = {}
    for row in rows:
        edition = edition_of(row)
        newest[edition] = max(row, newest.get(edition, 0))
        parts.setdefault(edition, set()).add(part_of(row))
        languages.setdefault(edition, set()).add(LANGUAGES[row >> 2 & 1])

    def place(edition: int) -> tuple[int, int]:
        return rank(parts[edition]), -newest[edition]

    return [
        Hit(
            edition,
            newest[edition],
            frozenset(parts[edition]),
            frozenset(languages[edition]),
        )
        for edition in sorted(parts, key=place)
    ]


def rank(parts: set[str]) -> int:
    if TITLE in parts:
        return 0
    return 1 if parts - {WHOLE} else 2


def readable(keys: list[int]) -> EditionQuerySet:
    """Those of the editions that the public may read."""
    public = Edition.objects.published().current()
    if connection.vendor == "postgresql":
        return public.filter(pk__in=keys).order_by()
    # SQLite would begin with all that was ever published, so it asks of each;
    # PostgreSQL, so asked, would look through all of them.
    each = public.filter(pk=OuterRef("pk"))
    return Edition.objects.filter(Exists(each), pk__in=keys).order_by()


def published(
    hits: list[Hit], names: Names
) -> tuple[list[Hit], dict[str, list[Counted]]]:
    """Those that the public may read, whatever the index says, and their facets."""
    public = set(readable([hit.edition for hit in hits]).values_list("pk", flat=True))
    hits = [hit for hit in hits if hit.edition in public]
    rows = SearchedText.objects.filter(pk__in=[hit.number for hit in hits])
    services = Counter(rows.values_list("service", flat=True))
    years = Counter(year_of(day_of(hit.number)) for hit in hits)
    about = EditionAuthority.objects.filter(edition__in=public).order_by()
    authorities = Counter(about.values_list("authority", flat=True))
    known = Service.objects.in_bulk(list(services))
    slugs = {names.authorities[key].slug: names.authorities[key] for key in authorities}
    return hits, {
        "part": counted(Counter(p for hit in hits for p in hit.parts if p != WHOLE)),
        "authority": [
            Counted(slug, authorities[row.pk], row) for slug, row in slugs.items()
        ],
        "service": [Counted(known[k].code, n, known[k]) for k, n in services.items()],
        "year": sorted(counted(years), reverse=True),
        "language": counted(Counter(code for hit in hits for code in hit.languages)),
    }


def counted(counts: Counter) -> list[Counted]:
    return [Counted(value, count) for value, count in counts.items()]
