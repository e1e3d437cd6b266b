"""The searched rows of current editions: written with the edition, looked up by words.

A row is a part of an edition in one language. Beside its words it holds facts
(=en:whole, =a:swansea) that a search is narrowed by as if they were words. Its number
is where it stands among the results, the newest being the highest: the day the edition
bears, the edition, the language and the part. So both databases find the newest of
many without sorting by anything but the number.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from django.db import connection, transaction

from inspectorate import searching
from inspectorate.reports.models import Edition, SearchedText
from inspectorate.reports.search.folding import words_of
from inspectorate.reports.search.terms import LANGUAGES, All, Any, Expression, written

# Of what a report consists for who searches it; whole is all of it.
PARTS = ("whole", "findings", "recommendations", "title")
TITLE, WHOLE = "title", "whole"
# The year of what bears no date.
NOT_STATED = "not-stated"
BITS_OF_ROW, BITS_OF_EDITION = 3, 32
# So many results are put in order, and no more are counted.
MOST = 500
# Among so many rows, a word that every fourth edition has is met more than MOST times.
PROBED = 16 * MOST


def number_of(edition: Edition, language: str, part: str) -> int:
    day = edition.sorted_on.toordinal() << BITS_OF_EDITION | edition.pk
    return day << BITS_OF_ROW | LANGUAGES.index(language) << 2 | PARTS.index(part)


def edition_of(number: int) -> int:
    return number >> BITS_OF_ROW & (1 << BITS_OF_EDITION) - 1


def part_of(number: int) -> str:
    return PARTS[number & 3]


def day_of(number: int) -> date:
    return date.fromordinal(number >> BITS_OF_EDITION + BITS_OF_ROW)


# Facts


def fact(name: str, value: object) -> str:
    return f"={name}:{value}".lower()


def year_of(day: date) -> str:
    return NOT_STATED if day == Edition.UNDATED else str(day.year)


def facts_of(edition: Edition, document: dict) -> list[str]:
    case = document["inspection"]
    return [
        *(fact("a", each["slug"]) for each in case["authorities"]),
        fact("s", case["service"]["code"]),
        fact("y", year_of(edition.sorted_on)),
    ]


# Writing


def write(edition: Edition, document: dict) -> None:
    """Have an edition found, in place of those of its report before it."""
    if document["edition"] > 1:
        remove(edition.report_id)
    SearchedText.objects.bulk_create(rows_of(edition, document))


def remove(report_id: int) -> None:
    SearchedText.objects.filter(edition__report=report_id).delete()


def write_again(editions: Iterable[Edition]) -> int:
    """Replace the rows of each; how many there were."""
    count = 0
    for edition in editions:
        with transaction.atomic():
            remove(edition.report_id)
            document = json.loads(edition.document)
            SearchedText.objects.bulk_create(rows_of(edition, document))
        count += 1
    return count


def rows_of(edition: Edition, document: dict) -> Iterator[SearchedText]:
    facts = facts_of(edition, document)
    for language in LANGUAGES:
        for part, words in words_by_part(document, language).items():
            if words:
                told = [fact(language, part), *facts, *sorted(words)]
                number = number_of(edition, language, part)
                yield SearchedText(
                    id=number,
                    edition=edition,
                    service_id=edition.service_id,
                    words=" ".join(told),
                )


def words_by_part(document: dict, language: str) -> dict[str, set[str]]:
    texts = {
        part: [each["text"][language] for each in document[part]]
        for part in ("findings", "recommendations")
    }
    texts["title"] = [document["title"][language]]
    found = {part: words_of("\n".join(told), language) for part, told in texts.items()}
    rest = words_of("\n".join(other_texts(document, language)), language)
    return {"whole": rest.union(*found.values()), **found}


def other_texts(document: dict, language: str) -> Iterator[str]:
    yield document["summary"][language]
    for section in document["sections"]:
        yield section["heading"][language]
        for paragraph in section["paragraphs"]:
            yield paragraph["text"][language]


# Looking up


def numbers(expressions: Iterable[Expression]) -> list[int]:
    """The newest rows that hold what is asked, of each that is asked: at most one more
    than are put in order.
    """
    asked = list(expressions)
    years = probed_years() if connection.vendor == "postgresql" else []
    if not years:
        return list(chain(*newest(asked)))
    # All that holds a common word takes PostgreSQL long to read and sort, so it is
    # asked first for what few years have, and of all years where that is too little.
    found = newest([All((Any(tuple(years)), each)) for each in asked])
    enough = [rows for rows in found if len(rows) > MOST]
    few = zip(asked, found, strict=True)
    further = newest([each for each, rows in few if len(rows) <= MOST])
    return list(chain(*enough, *further))


def probed_years() -> list[str]:
    """The newest years that together have `PROBED` rows; none where no record is so
    large, or where all of it bears no date.
    """
    ids = SearchedText.objects.order_by("-pk").values_list("pk", flat=True)
    far = ids[PROBED : PROBED + 1].first()
    if far is None or day_of(far) <= Edition.UNDATED:
        return []
    first, last = day_of(far).year, day_of(ids.first()).year
    return [fact("y", year) for year in range(first, last + 1)]


def newest(asked: list[Expression]) -> list[list[int]]:
    """Of each that is asked, in the order asked."""
    found: list[list[int]] = [[] for _each in asked]
    if not asked:
        return found
    sql = " UNION ALL ".join(
        f"SELECT {place}, * FROM ({newest_sql(place)}) AS found_{place}"  # noqa: S608 - ours
        for place in range(len(asked))
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [written(each, connection.vendor) for each in asked])
        for place, number in cursor.fetchall():
            found[place].append(number)
    return found


def newest_sql(place: int) -> str:
    name, table = searching.index_name(SearchedText), SearchedText._meta.db_table
    most = f"LIMIT {MOST + 1}"
    # Every name here is of our own.
    if connection.vendor == "sqlite":
        return (
            f"SELECT rowid FROM {name} WHERE {name} MATCH %s ORDER BY rowid DESC {most}"  # noqa: S608
        )
    # Apart from the order: with it, the planner may read the newest rows one by one.
    held = f"{searching.vector(SearchedText)} @@ %s::tsquery"
    return (
        f"WITH hit_{place} AS MATERIALIZED (SELECT id FROM {table} WHERE {held}) "  # noqa: S608
        f"SELECT id FROM hit_{place} ORDER BY id DESC {most}"
    )


def editions_sql(asked: Expression) -> tuple[str, list[str]]:
    """A statement of the editions of all rows that hold what is asked, in no order."""
    name, table = searching.index_name(SearchedText), SearchedText._meta.db_table
    if connection.vendor == "sqlite":
        # As edition_of() has it: the row itself is long, and is not read.
        edition = f"rowid >> {BITS_OF_ROW} & {(1 << BITS_OF_EDITION) - 1}"
        sql = f"SELECT {edition} FROM {name} WHERE {name} MATCH %s"  # noqa: S608 - ours
    else:
        held = f"{searching.vector(SearchedText)} @@ %s::tsquery"
        sql = f"SELECT edition_id FROM {table} WHERE {held}"  # noqa: S608 - ours
    return sql, [written(asked, connection.vendor)]
