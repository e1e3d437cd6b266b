"""Which rows of one record stand: a correction has the place of what it corrects,
however often that was corrected before, and what was corrected stands no more.
"""

from collections.abc import Collection

from django.db import models


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


def last_standing(column: str, table: str, owner: str, whose: str) -> str:
    """The same as SQL: a column of the last row that stands, NULL where there is none.
    `owner` is the column of the table that names the record, `whose` that record.
    """
    # Every name here is of our own.
    return f"""(WITH RECURSIVE line(id, place) AS (
    SELECT entered.id, entered.sequence FROM {table} entered
        WHERE entered.{owner} = {whose} AND entered.corrects_id IS NULL
    UNION ALL SELECT later.id, line.place FROM {table} later
        JOIN line ON later.corrects_id = line.id
)
SELECT last.{column} FROM line JOIN {table} last ON last.id = line.id
WHERE NOT EXISTS (SELECT 1 FROM {table} c WHERE c.corrects_id = last.id)
ORDER BY line.place DESC LIMIT 1)"""  # noqa: S608
