"""The tables of the public record: what is in them, and what their columns promise."""

import re

import pytest
from django.conf import settings
from django.core.management import call_command

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
