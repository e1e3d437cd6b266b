"""An extract of a table, whichever database writes it."""

import codecs

import pytest
from django.db.models import QuerySet

from inspectorate.opendata.extract import as_csv, at_one_moment, guarded, seen
from inspectorate.opendata.files import as_csv as file_of
from inspectorate.opendata.tables import TABLES
from inspectorate.spreadsheets.writing import harmless
from tests.factories import make_service

pytestmark = pytest.mark.django_db

SERVICES = TABLES["services"]


def extract(rows: QuerySet) -> bytes:
    return b"".join(at_one_moment(as_csv(rows, SERVICES.columns, "")))


def test_rows_that_a_query_leaves_are_those_of_the_file_of_the_table() -> None:
    make_service("=Sum", code="sum")
    rows = SERVICES.public().filter(code="sum")

    assert extract(rows) == b"".join(file_of(SERVICES, SERVICES.read(rows)))


@pytest.mark.parametrize("found", [{"code": "none"}, {"pk__in": []}])
def test_query_that_finds_nothing_leaves_the_names_of_the_columns(found: dict) -> None:
    head = ",".join(SERVICES.names).encode()

    assert (
        extract(SERVICES.public().filter(**found)) == codecs.BOM_UTF8 + head + b"\r\n"
    )


@pytest.mark.parametrize(
    "text", ["", "a", "=1", " =1", "\t1", "ŵ", "-", "＝1", "(1)", "\x1c=1", "1\ufffe"]
)
def test_cell_is_written_as_every_other_file_writes_it(text: str) -> None:
    assert seen(guarded(text).encode()).decode().lstrip("'") == harmless(text).lstrip(
        "'"
    )
    assert (guarded(text)[:1] == "'") >= (harmless(text)[:1] == "'")
