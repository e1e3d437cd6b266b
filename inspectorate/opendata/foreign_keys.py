"""Which columns of a table lead to a row of another: what the ways of both through the
models tell, and what a table names itself.
"""

from typing import NamedTuple

from django.db.models.constants import LOOKUP_SEP

from inspectorate.opendata.column import Column
from inspectorate.opendata.table import Table


class ForeignKey(NamedTuple):
    """`columns` of one table hold what `theirs` hold in a row of `table`."""

    columns: tuple[str, ...]
    table: str
    theirs: tuple[str, ...]


def foreign_keys(table: Table, tables: dict[str, Table]) -> list[ForeignKey]:
    """Those that the table names, then those that its relations make."""
    named = [
        ForeignKey(columns, name, theirs or tables[name].key)
        for columns, name, theirs in table.refers
    ]
    found = [key for other in tables.values() for key in by_relations(table, other)]
    known = {key.columns for key in named}
    return named + [key for key in found if key.columns not in known]


def by_relations(table: Table, other: Table) -> list[ForeignKey]:
    """Each relation over which every part of the other's key is reached. What is worked
    out in a query need not be in the other table, so it leads nowhere.
    """
    ours = {column.path: column for column in table.columns if is_stored(column)}
    theirs = other.key_columns
    if not all(map(is_stored, theirs)):
        return []
    last = f"{LOOKUP_SEP}{theirs[-1].path}"
    ways = [path.removesuffix(last) for path in ours if path.endswith(last)]
    found = []
    for way in ways:
        reached = [ours.get(f"{way}{LOOKUP_SEP}{each.path}") for each in theirs]
        if all(reached) and leads_to(reached[-1], theirs[-1]):
            names = tuple(column.name for column in reached)
            found.append(ForeignKey(names, other.name, other.key))
    return found


def is_stored(column: Column) -> bool:
    return column.path == column.like


def leads_to(column: Column, key: Column) -> bool:
    """Whether the relation before the path of the key is one to its table."""
    place = len(column.fields) - len(key.fields) - 1
    return column.fields[place].related_model is key.model


def can_be_checked(key: ForeignKey, table: Table) -> bool:
    """Where a part alone may be missing, programs take the rest for a row that they do
    not find.
    """
    known = {column.name: column for column in table.columns}
    missing = {known[name].may_be_missing for name in key.columns}
    return len(missing) == 1
