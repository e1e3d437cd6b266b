"""All tables as files of one moment."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from pytest_django import Settings

from inspectorate.opendata import snapshots
from inspectorate.opendata.models import Snapshot
from inspectorate.opendata.package import ATTRIBUTION
from inspectorate.opendata.snapshots import make
from inspectorate.opendata.tables import TABLES
from tests.factories import NOON, make_authority, make_edition

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> Iterator[None]:
    own = settings.STORAGES["opendata"] | {"OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"opendata": own}
    return


def read(snapshot: Snapshot, name: str) -> bytes:
    with storages["opendata"].open(snapshot.files.get(name=name).stored_as) as file:
        return file.read()


def test_snapshot_has_every_table_and_its_digests_hold() -> None:
    make_edition(title_en="=1+1")
    snapshot = make(NOON)

    names = {file.name for file in snapshot.files.all()}
    assert {f"{table}.{form}" for table in TABLES for form in ("csv", "jsonl")} < names
    sums = read(snapshot, "SHA256SUMS").decode().splitlines()
    assert len(sums) == len(names) - 1
    for line in sums:
        digest, name = line.split("  ")
        assert hashlib.sha256(read(snapshot, name)).hexdigest() == digest


def test_csv_and_lines_tell_the_same_and_no_formula() -> None:
    make_edition(title_en="=1+1")
    snapshot = make(NOON)

    rows = list(
        csv.DictReader(io.StringIO(read(snapshot, "editions.csv").decode("utf-8-sig")))
    )
    (line,) = read(snapshot, "editions.jsonl").decode().splitlines()
    told = json.loads(line)

    assert list(rows[0]) == list(told)
    assert (rows[0]["title_en"], told["title_en"]) == ("'=1+1", "=1+1")
    assert (rows[0]["is_current"], told["is_current"]) == ("true", True)


def test_package_describes_each_column_of_each_table() -> None:
    package = json.loads(read(make(NOON), "datapackage.json"))

    described = {
        each["path"]: [field["name"] for field in each["schema"]["fields"]]
        for each in package["resources"]
    }
    assert described == {f"{name}.csv": table.names for name, table in TABLES.items()}
    fields = [f for each in package["resources"] for f in each["schema"]["fields"]]
    assert [field["name"] for field in fields if not field["description"]] == []


def test_package_names_keys_and_where_they_lead() -> None:
    package = json.loads(read(make(NOON), "datapackage.json"))

    schemas = {each["name"]: each["schema"] for each in package["resources"]}
    assert {
        name.replace("-", "_"): schemas[name]["primaryKey"] for name in schemas
    } == {table.name: list(table.key) for table in TABLES.values()}
    assert led_to(schemas["findings"]) == {
        ("theme_framework", "theme"): ("themes", "framework", "code"),
        ("theme_framework",): ("frameworks", "code"),
        ("report", "edition"): ("editions", "report", "edition"),
    }
    assert led_to(schemas["bodies"]) == {("predecessor",): ("", "code")}
    assert led_to(schemas["measure-equivalences"])["earlier_set", "earlier"] == (
        *("measures", "measure_set", "code"),
    )


def led_to(schema: dict) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {
        tuple(key["fields"]): (
            key["reference"]["resource"],
            *key["reference"]["fields"],
        )
        for key in schema["foreignKeys"]
    }


def test_dictionary_tells_where_a_column_leads_though_a_part_may_be_missing() -> None:
    text = read(make(NOON), "dictionary.csv").decode()

    rows = csv.DictReader(io.StringIO(text))
    leads = {(row["table"], row["column"]): row["refers_to"] for row in rows}
    assert leads["answers", "recommendation"] == "recommendations.recommendation"
    assert leads["judgements", "scale"] == "grades.scale; scales.code"
    assert leads["judgements", "grade"] == "grades.code"
    assert leads["concern_decisions", "corrects"] == "concern_decisions.entered_at"
    # That an inspection is known does not make it one that took place.
    assert leads["concern_decisions", "inspection"] == ""


def test_licence_has_the_words_to_print_in_both_languages() -> None:
    told = read(make(NOON), "LICENCE.txt").decode()

    assert set(ATTRIBUTION.values()) < set(told.splitlines())


def test_none_is_made_where_nothing_has_changed() -> None:
    assert make(NOON)
    assert make(NOON) is None
    make_authority(slug="arfon")
    assert make(NOON.replace(hour=13))
    assert Snapshot.objects.count() == 2


def test_record_that_never_settles_is_told_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    numbers = iter(range(100))
    monkeypatch.setattr(snapshots, "last_change", lambda: next(numbers))

    with pytest.raises(CommandError, match="being changed"):
        call_command("snapshot_open_data")

    assert not Snapshot.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
