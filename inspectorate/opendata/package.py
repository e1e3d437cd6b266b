"""What the files are: the data dictionary, and the description that programs read
(Data Package of Frictionless Data), both made from the fields of the models.
"""

import csv
import io
import json
from collections.abc import Iterable

from django.conf import settings
from django.db.models import Count
from django.utils import translation

from inspectorate.opendata.column import Column
from inspectorate.opendata.foreign_keys import ForeignKey, can_be_checked, foreign_keys
from inspectorate.opendata.models import Change, Snapshot
from inspectorate.opendata.table import Table

LICENCE = {
    "name": settings.SPECTACULAR_SETTINGS["LICENSE"]["identifier"],
    "title": settings.SPECTACULAR_SETTINGS["LICENSE"]["name"],
    "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
# As the licence itself words it in each language.
ATTRIBUTION = {
    "en": "Contains public sector information licensed under the Open Government "
    "Licence v3.0.",
    "cy": "Yn cynnwys gwybodaeth sector cyhoeddus a drwyddedwyd o dan Drwydded "
    "Llywodraeth Agored f3.0.",
}
IN_DICTIONARY = [
    *("table", "column", "type", "may_be_missing", "part_of_key"),
    *("told_en", "told_cy", "values", "refers_to"),
]


def datapackage(tables: Iterable[Table], made_at: str, version: int) -> bytes:
    """In English, which Data Package has one language for; the dictionary has both.

    `version` is the last change that is in the files.
    """
    tables = {table.name: table for table in tables}
    with translation.override("en"):
        told = {
            "name": "inspectorate",
            "title": "The public record of the inspectorate",
            "created": made_at,
            "version": str(version),
            "licenses": [LICENCE],
            "resources": [resource(table, tables) for table in tables.values()],
        }
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


def resource(table: Table, tables: dict[str, Table]) -> dict:
    return {
        "name": name_of(table.name),
        "path": f"{table.name}.csv",
        "title": str(table.title),
        "description": str(table.told),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "profile": "tabular-data-resource",
        "schema": {
            "fields": [field(table, column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                foreign_key(key, table)
                for key in foreign_keys(table, tables)
                if can_be_checked(key, table)
            ],
        },
    }


def name_of(table: str) -> str:
    """Data Package knows no underscores in the name of a table."""
    return table.replace("_", "-")


def foreign_key(key: ForeignKey, table: Table) -> dict:
    """Data Package writes the table itself as an empty name."""
    resource = "" if key.table == table.name else name_of(key.table)
    return {
        "fields": list(key.columns),
        "reference": {"resource": resource, "fields": list(key.theirs)},
    }


def field(table: Table, column: Column) -> dict:
    told = {
        "name": column.name,
        "type": column.kind.name,
        "description": column.told,
    }
    if column.codes:
        told["constraints"] = {"enum": list(filter(None, column.codes))}
    return told


def dictionary(tables: Iterable[Table]) -> bytes:
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow(IN_DICTIONARY)
    tables = {table.name: table for table in tables}
    for table in tables.values():
        keys = foreign_keys(table, tables)
        for column in table.columns:
            lines.writerow(
                [
                    *(table.name, column.name, column.kind.name),
                    "true" if column.may_be_missing else "false",
                    "true" if column.name in table.key else "false",
                    *(in_language(column, each) for each in ("en", "cy")),
                    "; ".join(f"{code} = {told}" for code, told in codes(column)),
                    "; ".join(led_to(column.name, keys)),
                ]
            )
    return text.getvalue().encode()


def led_to(column: str, keys: list[ForeignKey]) -> list[str]:
    """The columns of other tables that it leads to, with the others of its key."""
    pairs = (
        f"{key.table}.{theirs}"
        for key in keys
        for ours, theirs in zip(key.columns, key.theirs, strict=True)
        if ours == column
    )
    return list(dict.fromkeys(pairs))


def in_language(column: Column, language: str) -> str:
    with translation.override(language):
        return column.told


def codes(column: Column) -> list[tuple[str, str]]:
    with translation.override("en"):
        return list(column.codes.items())


def licence() -> bytes:
    return (
        f"{LICENCE['title']} ({LICENCE['name']})\n{LICENCE['path']}\n\n"
        "Of the tables. That of the texts of an edition stands in its row, and is "
        "empty where the source states none.\n\n"
        "Print beside what you make of the tables, in the language of your readers:\n"
        f"{ATTRIBUTION['en']}\n{ATTRIBUTION['cy']}\n"
    ).encode()


def changes(name: str, change: int, before: Snapshot | None) -> bytes:
    """How many rows of each table came, changed or went since the last snapshot."""
    since = before.change if before else 0
    found = Change.objects.filter(pk__gt=since, pk__lte=change).order_by()
    counts = found.values_list("table", "kind").annotate(Count("pk")).order_by("table")
    beginning = f"since {before.name}" if before else "from the beginning"
    lines = [f"# Changes {beginning} to {name}", ""]
    lines += ["| table | what happened | rows |", "|---|---|---|"]
    lines += [f"| {table} | {kind} | {count} |" for table, kind, count in counts]
    return "\n".join([*lines, ""]).encode()
