from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import Settings

from inspectorate.concerns.models import BoardDecision, Episode
from inspectorate.guards import guards_of
from inspectorate.history import append_only
from inspectorate.history.append_only import AppendOnly, Kept
from inspectorate.inspections.models import Inspection
from inspectorate.reports.models import RegisterEntry
from inspectorate.searching import index_name, searched_models
from tests.early_readers import make_pre_release_access, make_pre_release_reader
from tests.factories import (
    SYSTEM,
    issue_token,
    make_accuracy_comment,
    make_announced,
    make_board,
    make_checklist_answer,
    make_clearance,
    make_comment,
    make_decision,
    make_delivery,
    make_edition,
    make_edition_form,
    make_episode,
    make_evidence_file,
    make_finding,
    make_inspection,
    make_intervention,
    make_judgement,
    make_plan_line,
    make_reading,
    make_recommendation,
    make_signing_key,
    make_step,
    make_theme,
    make_withdrawal,
    revise,
)
from tests.link_officers import (
    make_accuracy_answer,
    make_comment_file,
    make_link_officer,
    make_progress_file,
    make_sent_draft,
)
from tests.open_data import make_change, make_snapshot_file

KEPT = [model for model in apps.get_models() if issubclass(model, Kept)]
MODELS = [model for model in KEPT if issubclass(model, AppendOnly)]
# Of these something may change, which guards hold.
MOVING = [model for model in KEPT if model not in MODELS]

on_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite has no such statement."
)


def make_row_of_each() -> None:
    inspection = make_inspection()
    make_evidence_file()
    make_plan_line()
    told = {"acceptance": "accepted", "progress": "paused", "verification": "limited"}
    gone = {"lifecycle": "closed", "closed_reason": "issued_in_error"}
    make_recommendation(**told, **gone)
    make_finding(inspection)
    make_judgement(inspection)
    asked = make_recommendation(inspection)
    asked.themes.add(make_theme())
    asked.findings.add(inspection.findings.get())
    make_announced()
    edition = make_edition(inspection)
    formed = {"sequence": 99, "kind": "forms", "formed": edition, "content": "{}"}
    RegisterEntry.objects.create(chain="public", **formed)
    make_edition_form(edition)
    make_withdrawal(edition)
    make_signing_key()
    make_accuracy_comment()
    make_link_officer(token="the-link")
    officer = make_link_officer()
    make_accuracy_answer(make_sent_draft(officer.authority), officer)
    make_comment_file()
    make_checklist_answer()
    make_clearance()
    make_comment()
    revise(make_reading())
    make_pre_release_access(make_pre_release_reader(token="the-link"))
    episode = make_episode()
    episode.announce(make_decision(episode, "retain"), by=SYSTEM)
    raised = make_episode(placed=False)
    make_decision(raised, "raise", findings=[make_finding(inspection_of(raised))])
    step = make_step(make_intervention(warned=False), statement_url="")
    step.intervention.publish_statement(step, "https://gov.wales/1", by=SYSTEM)
    step.intervention.record_duty(step, "laid", date(2017, 11, 7), by=SYSTEM)
    board = make_board()
    decision = board.decisions.create(
        sequence=1, act=BoardDecision.Act.REFOCUS, decided_on="2010"
    )
    decision.focus_areas.create(position=1, name_en="Culture")
    board.announce(decision, by=SYSTEM)
    make_delivery().throw_away(by=SYSTEM, reason="Of another year.")
    make_progress_file()
    make_change()
    make_snapshot_file()
    issue_token()
    with connection.cursor() as cursor:
        # PostgreSQL truncates no table that has checks to come.
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def inspection_of(episode: Episode) -> Inspection:
    return make_inspection(episode.authority)


def stored(model: type[Kept]) -> list[dict]:
    return list(model._base_manager.order_by("pk").values())


def outcome(act: Callable[[], object]) -> str:
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return "refused"
    return "done"


@contextmanager
def undone() -> Iterator[None]:
    """What is done in it is taken back, lest one table's fault be laid to the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def unique_keys(model: type[Kept]) -> list[list[str]]:
    """As the database knows them, the primary key among them."""
    with connection.cursor() as cursor:
        told = connection.introspection.get_constraints(cursor, model._meta.db_table)
    keys = [r["columns"] for r in told.values() if r["unique"] or r["primary_key"]]
    return [list(key) for key in dict.fromkeys(map(tuple, keys))]


def copy_of_row(model: type[Kept], key: list[str]) -> str:
    """SQL after INSERT INTO: the first row that has `key` again, and of what is unique
    only that.
    """
    others = {column for other in unique_keys(model) for column in other} - {*key}
    told = []
    for field in model._meta.concrete_fields:
        same = f'"{field.column}"'
        # As long as before, for a column may be full.
        is_words = isinstance(field, models.CharField)
        changed = f"SUBSTR({same} || 'x', 2)" if is_words else f"{same} + 1000"
        # What is chosen from a list stays: the rest of its key changes.
        is_changed = field.column in others and not field.choices
        told.append(changed if is_changed else same)
    columns = ", ".join(f'"{f.column}"' for f in model._meta.concrete_fields)
    key_is_there = " AND ".join(f'"{column}" IS NOT NULL' for column in key)
    table, own = model._meta.db_table, model._meta.pk.column
    return (
        f'"{table}" ({columns}) SELECT {", ".join(told)} FROM "{table}" '
        f'WHERE {own} = (SELECT MIN({own}) FROM "{table}" WHERE {key_is_there})'
    )


def statements(model: type[Kept]) -> dict[str, str]:
    """Every way in SQL to change a row that is there."""
    table, column = model._meta.db_table, model._meta.concrete_fields[1].column
    return {
        "update": f'UPDATE "{table}" SET "{column}" = "{column}"',
        "delete": f'DELETE FROM "{table}"',
        **{
            f"insert or update by {key}": f"INSERT INTO {copy_of_row(model, key)} "
            f"ON CONFLICT ({', '.join(key)}) "
            f'DO UPDATE SET "{column}" = excluded."{column}"'
            for key in unique_keys(model)
        },
        **of_vendor[connection.vendor](model, table, column),
    }


def of_sqlite(model: type[Kept], table: str, column: str) -> dict[str, str]:
    return {
        "update or replace": f'UPDATE OR REPLACE "{table}" SET "{column}" = "{column}"',
        **{
            f"replace by {key}": f"REPLACE INTO {copy_of_row(model, key)}"
            for key in unique_keys(model)
        },
    }


def of_postgresql(model: type[Kept], table: str, column: str) -> dict[str, str]:
    own = model._meta.pk.column
    merge = f'MERGE INTO "{table}" old USING "{table}" new ON old.{own} = new.{own}'
    told = {
        "truncate with what refers to it": f'TRUNCATE "{table}" CASCADE',
        "merge": f'{merge} WHEN MATCHED THEN UPDATE SET "{column}" = new."{column}"',
        "merge away": f"{merge} WHEN MATCHED THEN DELETE",
    }
    # A table that others refer to is never truncated alone, triggers or not.
    if not model._meta.related_objects:
        told["truncate"] = f'TRUNCATE "{table}"'
    return told


of_vendor = {"sqlite": of_sqlite, "postgresql": of_postgresql}


@pytest.fixture
def connection_of_other_programs() -> Iterator[None]:
    """As SQLite comes: REPLACE fires no delete trigger."""
    if connection.vendor == "sqlite":
        execute("PRAGMA recursive_triggers = OFF")
    yield
    if connection.vendor == "sqlite":
        execute("PRAGMA recursive_triggers = ON")


@pytest.mark.slow
@pytest.mark.django_db
def test_row_once_written_refuses_every_statement_that_changes_it(
    connection_of_other_programs: None, subtests: pytest.Subtests
) -> None:
    make_row_of_each()
    for model in MODELS:
        with subtests.test(model=model.__name__), undone():
            before = stored(model)

            tried = {
                name: outcome(lambda sql=sql: execute(sql))
                for name, sql in statements(model).items()
            }

            assert tried == dict.fromkeys(tried, "refused")
            assert stored(model) == before != []


@on_postgresql
@pytest.mark.django_db
@pytest.mark.parametrize("table", ["authorities_authority", "reports_report"])
def test_truncating_what_editions_refer_to_is_refused(table: str) -> None:
    make_row_of_each()

    assert outcome(lambda: execute(f'TRUNCATE "{table}" CASCADE')) == "refused"


@pytest.mark.slow
@pytest.mark.django_db
def test_row_once_written_refuses_change_by_the_orm(subtests: pytest.Subtests) -> None:
    make_row_of_each()
    for model in MODELS:
        with subtests.test(model=model.__name__), undone():
            before = stored(model)

            tried = tried_by_the_orm(model)

            assert tried == dict.fromkeys(tried, "refused")
            assert stored(model) == before != []


def tried_by_the_orm(model: type[Kept]) -> dict[str, str]:
    """What comes of every way that the ORM has to change a row that is there."""
    rows = model._base_manager.all()
    row = rows.first()
    field = model._meta.concrete_fields[1]
    return {
        "save": outcome(row.save),
        "delete": outcome(row.delete),
        "update": outcome(lambda: rows.update(**{field.name: models.F(field.name)})),
        "delete all": outcome(lambda: rows._raw_delete(using="default")),
        "bulk_update": outcome(lambda: rows.bulk_update([row], [field.name])),
        "bulk_create": outcome(
            lambda: rows.bulk_create(
                [row],
                update_conflicts=True,
                unique_fields=[model._meta.pk.name],
                update_fields=[field.name],
            )
        ),
    }


@pytest.mark.django_db
def test_refusal_tells_the_cure() -> None:
    make_episode()

    with pytest.raises(IntegrityError, match="Rows of concerns_decision are permanent"):
        execute("DELETE FROM concerns_decision")


@pytest.mark.slow
@pytest.mark.django_db
def test_row_that_may_change_is_never_taken_away(
    connection_of_other_programs: None, subtests: pytest.Subtests
) -> None:
    make_row_of_each()
    ways = ("delete", "replace by", "truncate", "merge away")
    for model in MOVING:
        with subtests.test(model=model.__name__), undone():
            before = stored(model)

            tried = {
                name: outcome(lambda sql=sql: execute(sql))
                for name, sql in statements(model).items()
                if name.startswith(ways)
            }
            tried["orm"] = outcome(model._base_manager.first().delete)

            assert tried == dict.fromkeys(tried, "refused")
            assert stored(model) == before != []


@pytest.mark.django_db
def test_row_that_may_change_takes_no_other_away(
    connection_of_other_programs: None,
) -> None:
    """SQLite's UPDATE OR REPLACE removes the row it collides with."""
    answer = make_checklist_answer()
    other = answer.report.answer(answer.report.checklist()[1], "yes", by=SYSTEM)
    replacing = "OR REPLACE " if connection.vendor == "sqlite" else ""

    told = outcome(
        lambda: execute(
            f"UPDATE {replacing}reports_checklistanswer SET item_id = {answer.item_id} "
            f"WHERE id = {other.pk}"
        )
    )

    assert told == "refused"
    assert len(stored(type(answer))) == 2


@pytest.mark.django_db
def test_uniqueness_of_a_permanent_row_has_no_conditions(
    subtests: pytest.Subtests,
) -> None:
    """Only plain columns can be watched for SQLite's REPLACE."""
    for model in KEPT:
        with subtests.test(model=model.__name__):
            known = sorted(append_only.unique_columns(model))

            assert sorted(unique_keys(model)) == known


def triggers() -> dict[str, list[str]]:
    """The names of the triggers that people made, by append-only table.

    Without those of guards and of searching, which have their own tests.
    """
    laid = apps.get_app_configs()
    guards = {guard.name for app in laid for guard in guards_of(app)}
    guards |= {index_name(model) for app in laid for model in searched_models(app)}
    sql = {
        "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT relname, tgname FROM pg_trigger "
        "JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal",
    }
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql[connection.vendor])
        for table, name in cursor.fetchall():
            if not {name, name.rpartition("_")[0]} & guards:
                found.setdefault(table, []).append(name)
    tables = [model._meta.db_table for model in KEPT]
    return {table: sorted(found.get(table, [])) for table in tables}


def expected_triggers() -> dict[str, list[str]]:
    return {
        model._meta.db_table: sorted(
            append_only.trigger_names(model, connection.vendor)
        )
        for model in KEPT
    }


@pytest.mark.django_db
def test_every_append_only_table_has_its_triggers() -> None:
    assert triggers() == expected_triggers()


@pytest.mark.django_db
def test_triggers_laid_twice_stand_once() -> None:
    for model in KEPT:
        append_only.install(model, connection)

    assert triggers() == expected_triggers()


APPS = sorted({model._meta.app_label for model in KEPT})

CHANGE = """
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [({label!r}, {last!r})]
    operations = [
        migrations.AddField(name, "remark", models.TextField(default="none"))
        for name in {names!r}
    ]
"""


def write_migrations(label: str, folder: Path) -> str:
    """Write an app's migrations and one more, which rebuilds its append-only tables.

    Returns the name of the last one before it.
    """
    package = f"{apps.get_app_config(label).name}.migrations"
    own = folder / f"changed_{label}"
    own.mkdir()
    (own / "__init__.py").touch()
    source = Path(str(import_module(package).__file__)).parent
    names = sorted(path.stem for path in source.glob("[0-9]*.py"))
    for name in names:
        (own / f"{name}.py").write_text(
            "from importlib import import_module\n"
            f"Migration = import_module({f'{package}.{name}'!r}).Migration\n"
        )
    models_of_app = [m.__name__ for m in KEPT if m._meta.app_label == label]
    (own / "9999_remark.py").write_text(
        CHANGE.format(label=label, last=names[-1], names=models_of_app)
    )
    return names[-1]


@pytest.fixture
def changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> Iterator[dict[str, str]]:
    """Migrations that alter every append-only table; by app, the one before them."""
    monkeypatch.syspath_prepend(tmp_path)
    last = {label: write_migrations(label, tmp_path) for label in APPS}
    settings.MIGRATION_MODULES = {label: f"changed_{label}" for label in APPS}
    yield last
    # A test that failed half-way must not leave its columns to the others.
    for label, name in MigrationRecorder(connection).applied_migrations():
        if name == "9999_remark":
            call_command("migrate", label, last[label], verbosity=0)


def columns(model: type[Kept]) -> list[str]:
    with connection.cursor() as cursor:
        table = model._meta.db_table
        told = connection.introspection.get_table_description(cursor, table)
    return [column.name for column in told]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_triggers_stand_after_a_migration_that_alters_their_tables_and_back(
    changes: dict[str, str],
) -> None:
    make_row_of_each()
    before = {model: stored(model) for model in KEPT}

    call_command("migrate", verbosity=0)

    assert all("remark" in columns(model) for model in KEPT)
    assert triggers() == expected_triggers()
    assert {model: stored(model) for model in KEPT} == before
    for model in KEPT:
        assert outcome(lambda m=model: execute(f"DELETE FROM {m._meta.db_table}")) == (
            "refused"
        )

    for label, last in changes.items():
        call_command("migrate", label, last, verbosity=0)

    assert not any("remark" in columns(model) for model in KEPT)
    assert triggers() == expected_triggers()
    assert {model: stored(model) for model in KEPT} == before
