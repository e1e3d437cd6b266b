"""The tables of the public record, in the order in which their rows name each other."""

from inspectorate.opendata.table import Table
from inspectorate.opendata.tables import (
    authorities,
    concerns,
    editions,
    frameworks,
    inspections,
    measures,
    programme,
    recommendations,
)

PARTS = (
    *(authorities, frameworks, editions, inspections, programme, recommendations),
    *(concerns, measures),
)
TABLES: dict[str, Table] = {
    table.name: table for subject in PARTS for table in subject.TABLES
}
# Of each table by its name: the module it is in.
SUBJECTS = {
    table.name: subject.__name__.rpartition(".")[2]
    for subject in PARTS
    for table in subject.TABLES
}
