"""The tables of the public record, in the order in which their rows name each other."""

from inspectorate.opendata.table import Table
from inspectorate.opendata.tables import (
    authorities,
    concerns,
    editions,
    frameworks,
    measures,
    recommendations,
)

TABLES: dict[str, Table] = {
    table.name: table
    for subject in (
        authorities,
        frameworks,
        editions,
        recommendations,
        concerns,
        measures,
    )
    for table in subject.TABLES
}
