"""A snapshot as programs of others read it: sha256sum, and Frictionless Data."""

import csv
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command
from frictionless import Package, Report, Resource
from pytest_django import Settings

from inspectorate.opendata.tables import TABLES
from tests.factories import make_edition, make_finding, make_inspection

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Where the snapshot of the sample is, with a text that is a formula."""
    own = settings.STORAGES["opendata"] | {"OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"opendata": own}
    case = make_inspection()
    make_finding(case, text_en='=1+1, "quoted"\nand on a second line')
    make_edition(case)
    call_command("load_sample", verbosity=0)
    call_command("snapshot_open_data", verbosity=0)
    (made,) = tmp_path.iterdir()
    return made


def sums_of(folder: Path) -> subprocess.CompletedProcess[str]:
    asked = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    return subprocess.run(
        asked, cwd=folder, capture_output=True, text=True, check=False
    )


def faults(report: Report) -> list[list]:
    found = report.flatten(["taskId", "rowNumber", "fieldNumber", "type", "note"])
    return [*found, *([error.note] for error in report.errors)]


def test_digests_hold_for_sha256sum_and_cover_every_file(folder: Path) -> None:
    told = sums_of(folder)

    assert (told.returncode, told.stderr) == (0, "")
    checked = {line.removesuffix(": OK") for line in told.stdout.splitlines()}
    assert checked | {"SHA256SUMS"} == {file.name for file in folder.iterdir()}


def test_byte_that_was_changed_is_found_by_sha256sum(folder: Path) -> None:
    file = folder / "findings.csv"
    file.write_bytes(file.read_bytes().replace(b"quoted", b"quotes"))

    told = sums_of(folder)

    assert told.returncode == 1
    assert "findings.csv: FAILED" in told.stdout


def test_every_table_is_what_the_package_describes(folder: Path) -> None:
    package = Package(folder / "datapackage.json")

    report = package.validate()

    assert faults(report) == []
    assert report.valid
    read = {task.name: task.stats.get("rows", 0) for task in report.tasks}
    assert read == {
        table.name.replace("_", "-"): len(list(table.rows()))
        for table in TABLES.values()
    }
    assert read["findings"] > 1


def test_table_that_is_not_what_the_package_describes_is_found(folder: Path) -> None:
    file = folder / "editions.csv"
    with file.open(encoding="utf-8-sig", newline="") as opened:
        head, *lines = csv.reader(opened)
    lines[0][head.index("is_current")] = "perhaps"
    lines[0][head.index("inspection_kind")] = "PICNIC"
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        csv.writer(opened).writerows([head, *lines])

    found = faults(Package(folder / "datapackage.json").validate())

    assert {fault[3] for fault in found} == {"type-error", "constraint-error"}


def test_row_that_leads_to_none_is_found(folder: Path) -> None:
    file = folder / "edition_authorities.csv"
    with file.open(encoding="utf-8-sig", newline="") as opened:
        head, *lines = csv.reader(opened)
    lines[0][head.index("authority")] = "atlantis"
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        csv.writer(opened).writerows([head, *lines])

    found = faults(Package(folder / "datapackage.json").validate())

    assert [fault[3] for fault in found] == ["foreign-key"]


def test_data_dictionary_is_a_table_too(folder: Path) -> None:
    report = Resource(path="dictionary.csv", basepath=str(folder)).validate()

    assert faults(report) == []
