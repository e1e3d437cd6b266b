import pytest
from django.apps import apps
from django.db import connection, models
from pytest_django import DjangoAssertNumQueries

from authorities.models import Authority
from inspectorate import searching
from inspectorate.inspections.models import Finding, Inspection
from inspectorate.searching import Holds, Table
from tests.factories import make_authority, make_finding

MODELS = [
    model for app in apps.get_app_configs() for model in searching.searched_models(app)
]


def find(model: type[models.Model], text: str) -> list[int]:
    return searching.find({"": Table(model, [])}, text)[""]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "know leaders",
        "LEADERS",
        "lead*",
        "arweinwyr",
        "ŵyr",
        "ŴYR",
        "children's",
        "case-file",
        "1.4",
        "know, leaders!",
    ],
)
def test_row_that_holds_every_word_is_found(text: str) -> None:
    told = "Leaders know the children's case-file 1.4."
    row = make_finding(text_en=told, text_cy="Mae arweinwyr ŵyr yn gwybod.")
    make_finding(text_en="Nothing else.", text_cy="Dim byd arall.")

    assert find(Finding, text) == [row.pk]
    assert list(Finding.objects.filter(Holds(Finding, text))) == [row]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["lead", "leaders weather", "", "  ", "*", "' OR 1 --"]
)
def test_row_that_lacks_a_word_is_not_found(text: str) -> None:
    make_finding(text_en="Leaders know their services.")

    assert find(Finding, text) == []


@pytest.mark.django_db
def test_several_tables_are_searched_in_one_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    conwy = make_authority("County of Conwy")
    make_authority("Conwy Castle")
    row = make_finding(text_en="The county of Conwy.")
    make_finding(text_en="The county.")
    tables = {
        "own": Table(Finding, ["text_en"]),
        "way": Table(Authority, ["name_en", "name_cy"]),
        "none": Table(Inspection, ["reference"]),
    }

    with django_assert_num_queries(1):
        found = searching.find(tables, "CONWY county")

    assert found == {"own": [row.pk], "way": [conwy.pk], "none": []}


@pytest.mark.django_db
def test_row_that_is_changed_or_deleted_is_found_by_what_it_holds_now() -> None:
    row = make_finding(text_en="Plans were late.", recorded_from="A source")

    Finding.objects.filter(pk=row.pk).update(text_en="Reviews were late.")
    assert (find(Finding, "plans"), find(Finding, "reviews")) == ([], [row.pk])

    row.delete()
    assert find(Finding, "reviews") == []


@pytest.mark.django_db
def test_index_that_lost_its_triggers_is_laid_and_filled_again() -> None:
    """As after a migration that alters the table on SQLite."""
    row = make_finding(text_en="Plans were late.")
    names = list(searching.triggers(Finding))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in names:
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute(f"DROP INDEX {searching.index_name(Finding)}")
    Finding.objects.filter(pk=row.pk).update(text_en="Reviews were late.")

    connection.check_constraints()  # no index is laid while some are put off
    searching.install_after_migrate(apps.get_app_config("inspections"))

    assert (find(Finding, "plans"), find(Finding, "reviews")) == ([], [row.pk])


@pytest.mark.django_db
def test_index_of_other_columns_than_are_searched_now_is_laid_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = make_finding(text_en="Plans were late.", text_cy="Roedd y cynlluniau'n hwyr.")
    connection.check_constraints()
    monkeypatch.setattr(Finding, "SEARCHED", ["text_cy"])

    for _time in range(2):
        searching.install_after_migrate(apps.get_app_config("inspections"))

    assert (find(Finding, "late"), find(Finding, "hwyr")) == ([], [row.pk])


@pytest.mark.django_db
def test_every_searched_table_has_its_index() -> None:
    """Also each that is added: without the index each search reads the whole table."""
    sql = {
        "sqlite": "SELECT name FROM sqlite_master",
        "postgresql": "SELECT indexname FROM pg_indexes",
    }
    with connection.cursor() as cursor:
        cursor.execute(sql[connection.vendor])
        laid = {row[0] for row in cursor.fetchall()}

    assert {searching.index_name(model) for model in MODELS} - laid == set()
