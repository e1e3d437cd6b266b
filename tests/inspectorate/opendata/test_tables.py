"""The tables of the public record: what is in them, and what their columns promise."""

import re

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import translation

from inspectorate.opendata.column import cell
from inspectorate.opendata.tables import TABLES

PAGE = (settings.BASE_DIR / "docs" / "open-data.md").read_text(encoding="utf-8")


def promised() -> dict[str, list[str]]:
    """The columns of each table by the page, with the asterisk of its key."""
    told = re.findall(r"^### `(\w+)`\n\n.+\n\n(.+)$", PAGE, flags=re.MULTILINE)
    return {table: columns.replace("`", "").split(", ") for table, columns in told}


def test_columns_are_those_that_the_page_promises() -> None:
    assert promised() == {
        table.name: [f"{name}*" if name in table.key else name for name in table.names]
        for table in TABLES.values()
    }


@pytest.mark.parametrize("name", TABLES)
def test_every_column_has_a_kind_and_says_what_it_means(name: str) -> None:
    for column in TABLES[name].columns:
        assert column.kind
        assert column.told, column.name


def meanings(language: str) -> dict[tuple[str, str], str]:
    with translation.override(language):
        return {
            (table.name, column.name): column.told
            for table in TABLES.values()
            for column in table.columns
        }


def test_column_is_told_by_what_it_leads_to() -> None:
    told = meanings("en")

    assert told["judgements", "scale"] == "Scale"
    assert told["concern_decisions", "service"] == "Service"
    assert told["board_focus_areas", "service"] == "Service"
    assert told["published_recommendation_themes", "edition"] == "Edition"
    assert told["concern_decision_grounds", "wording_cy"] == "Ground (Welsh)"
    assert told["plan_lines", "plan_version"] == "Version"
    assert "null" in told["themes", "framework"]
    assert told["findings", "theme_framework"].startswith("Missing for the stable")


@pytest.mark.parametrize("name", TABLES)
def test_no_column_is_told_by_the_name_of_another_thing(name: str) -> None:
    for column in TABLES[name].columns:
        passed = column.fields[: -2 if column.field.name == "code" else -1]
        others = {str(getattr(field, "verbose_name", "")) for field in passed}
        own = {str(column.field.verbose_name), column.name}
        assert column.told.lower() not in others - own, column.name


def test_every_meaning_is_told_in_welsh_too() -> None:
    english, welsh = meanings("en"), meanings("cy")

    same = {column for column in english if english[column] == welsh[column]}
    assert same == {("editions", "sha256")}


@pytest.mark.slow
@pytest.mark.django_db
def test_rows_are_told_apart_by_their_keys_in_their_order() -> None:
    call_command("load_sample", verbosity=0)

    for table in TABLES.values():
        rows = list(table.rows())
        keys = [row.key for row in rows]
        assert len(set(keys)) == len(keys), table.name
        if rows:
            assert table.at(keys[:1]) == {keys[0]: rows[0]}
            assert len(table.line(rows[0])) > len(table.names)


@pytest.mark.slow
@pytest.mark.django_db
def test_cells_are_as_files_have_them() -> None:
    call_command("load_sample", verbosity=0)

    for table in TABLES.values():
        for row in table.rows():
            assert tuple(map(cell, row.cells)) == row.cells, table.name
