"""From the codes in a row of a table to the addresses of what they name."""

from collections.abc import Callable
from functools import cache
from urllib.parse import quote

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from inspectorate.opendata.table import Table

# Of each column, the address of the thing, and the columns that fill it in.
ONE = {
    "report": ("api:report-detail", {"slug": "report"}),
    "edition": ("api:edition-detail", {"slug": "report", "number": "edition"}),
    "authority": ("api:authority-detail", {"identifier": "authority"}),
    "predecessor": ("api:authority-detail", {"identifier": "predecessor"}),
    "recommendation": ("api:recommendation-detail", {"reference": "recommendation"}),
}
# Of each column, the list whose parameter `code` finds the thing.
IN_LIST = {
    "service": "api:services-list",
    "framework": "api:frameworks-list",
    "theme_framework": "api:frameworks-list",
    "body": "api:bodies-list",
    "scale": "api:scales-list",
    "measure_set": "api:measure-sets-list",
}


@cache
def template_of(column: str) -> str:
    """As `/api/v1/reports/{report}/`, to be filled in with a row."""
    if column in IN_LIST:
        return f"{reverse(IN_LIST[column])}?code={{{column}}}"
    name, filled = ONE[column]
    # What is put in stands for itself alone, so that it can be found again.
    marks = {part: 10**9 + place for place, part in enumerate(filled)}
    template = reverse(name, kwargs=marks)
    for part, mark in marks.items():
        template = template.replace(str(mark), f"{{{filled[part]}}}")
    return template


def linked(table: Table) -> list[str]:
    """The columns whose things have addresses of their own."""
    names = [name for name in table.names if name in ONE or name in IN_LIST]
    # That of a body is a body.
    return [each for each in names if each != "predecessor" or "authority" in names]


def links_of(table: Table, absolute: Callable[[str], str]) -> Callable[[dict], dict]:
    """What gives the links of a row; null where the row names no such thing.

    `absolute` makes an address of ours one that holds everywhere.
    """
    templates = {
        name: absolute("/").rstrip("/") + template_of(name) for name in linked(table)
    }

    def links(row: dict) -> dict[str, str | None]:
        written = {name: quote(str(row[name] or "")) for name in templates}
        return {
            name: template.format_map(written) if written[name] else None
            for name, template in templates.items()
        }

    return links


def links_field(table: Table) -> serializers.Field:
    """What the description tells of the links of a table that has any."""
    names = linked(table)
    address = {"type": ["string", "null"], "format": "uri"}
    told = {
        "type": "object",
        "description": "The addresses of what the row names; null where it names none.",
        "required": names,
        "properties": dict.fromkeys(names, address),
    }
    field = type("Links", (serializers.JSONField,), {})
    return extend_schema_field(told)(field)()
