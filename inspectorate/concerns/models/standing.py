"""Which rows of one record stand: a correction has the place of what it corrects,
however often that was corrected before, and what was corrected stands no more.
"""

from collections.abc import Collection, Iterator

from django.db import models
from django.utils.functional import Promise


def standing_among(rows: Collection[models.Model]) -> list[models.Model]:
    """Of one record's rows, in their sequence, those that were not corrected. The
    last may not be stored yet.
    """
    corrected = {row.corrects_id for row in rows} - {None}
    place = {}
    for row in rows:
        place[row.pk] = place.get(row.corrects_id, row.sequence)
    standing = [each for each in rows if each.pk not in corrected]
    return sorted(standing, key=lambda each: place[each.pk])


def next_place(rows: models.QuerySet) -> int:
    """The sequence of the row that is entered next; a former release left gaps."""
    return (rows.aggregate(last=models.Max("sequence"))["last"] or 0) + 1


def out_of_order(
    row: models.Model,
    rows: Collection[models.Model],
    *,
    before: str | Promise,
    after: str | Promise,
) -> Iterator[str | Promise]:
    """`before` where a row that is not stored yet is dated wholly before one that it
    follows and that stands, `after` where it is wholly after one that follows it.
    """
    line = standing_among([*rows, row])
    place = next(at for at, each in enumerate(line) if each is row)
    if any(row.is_before(each) for each in line[:place]):
        yield before
    if any(each.is_before(row) for each in line[place + 1 :]):
        yield after


def line_of(table: str, owner: str, whose: str) -> str:
    """A recursive table `line` in SQL: the rows of one record, each with its place.
    `owner` is the column of the table that names the record, `whose` that record.
    """
    # Every name here is of our own.
    return f"""WITH RECURSIVE line(id, place) AS (
    SELECT entered.id, entered.sequence FROM {table} entered
        WHERE entered.{owner} = {whose} AND entered.corrects_id IS NULL
    UNION ALL SELECT later.id, line.place FROM {table} later
        JOIN line ON later.corrects_id = line.id
)"""  # noqa: S608


def last_standing(column: str, table: str, owner: str, whose: str) -> str:
    """As SQL, a column of the last row that stands, NULL where there is none."""
    # Every name here is of our own.
    return f"""({line_of(table, owner, whose)}
SELECT last.{column} FROM line JOIN {table} last ON last.id = line.id
WHERE NOT EXISTS (SELECT 1 FROM {table} c WHERE c.corrects_id = last.id)
ORDER BY line.place DESC LIMIT 1)"""  # noqa: S608
