"""Publication by several processes at once, and by one that is killed in between."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from inspectorate.lifecycle import move
from inspectorate.reports import chain, verification
from inspectorate.reports.models import Edition, RegisterEntry, Report
from inspectorate.reports.publication import publish
from tests.factories import SYSTEM, make_report

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).parents[3]
PROCESSES, ATTEMPTS, REPORTS = 8, 25, 12


def start(*told: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.inspectorate.reports.publishing_process", *told],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "inspectorate.settings",
            "DATABASE_URL": address(),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def address() -> str:
    """That of the database of the tests, for another process."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    who = f"{quote(told['USER'])}:{quote(told['PASSWORD'])}"
    return f"postgres://{who}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


def correct(report: Report) -> None:
    why = {"correction_en": "Mended.", "correction_cy": "Wedi'i drwsio."}
    move(report, Report.Status.REVISION, by=SYSTEM, **why)
    move(report, Report.Status.AWAITING_SIGN_OFF, by=SYSTEM)
    report.sign_off(by=SYSTEM)


def test_two_hundred_attempts_make_each_edition_once_and_no_gap() -> None:
    for place in range(REPORTS):
        report = make_report(published=place % 3 == 0, signed=True)
        if report.current_edition:
            correct(report)
    known = Edition.objects.count()

    started = [start("race", str(seed), str(ATTEMPTS)) for seed in range(PROCESSES)]
    ended = [(process, *process.communicate(timeout=300)) for process in started]

    assert [error for process, _out, error in ended if process.returncode] == []
    told = [tuple(map(int, out.split())) for _process, out, _error in ended]
    published = Report.objects.filter(status="published").count()
    assert sum(made for made, _refused in told) == published
    assert sum(map(sum, told)) == PROCESSES * ATTEMPTS
    # Of 200 tries at 12 reports none is left out but by a chance of one in a million.
    assert published == REPORTS
    assert Edition.objects.count() == known + REPORTS
    for report in Report.objects.all():
        numbers = [each.number for each in report.editions.order_by("number")]
        assert numbers == list(range(1, len(numbers) + 1))
    entries = RegisterEntry.objects.filter(chain="public").order_by("sequence")
    sequences = list(entries.values_list("sequence", flat=True))
    assert sequences == list(range(1, known + REPORTS + 1))
    assert list(chain.faults()) == list(verification.faults()) == []


@pytest.mark.parametrize(
    "words",
    [
        'INSERT INTO "reports_edition"',
        'INSERT INTO "reports_publishedparagraph"',
        'UPDATE "reports_report"',
        'INSERT INTO "history_entry"',
        'INSERT INTO "reports_registerentry"',
        'UPDATE "reports_registerhead"',
    ],
)
def test_process_killed_in_between_leaves_nothing_and_a_retry_passes(
    words: str,
) -> None:
    first = make_report(published=True).current_edition
    report = make_report(signed=True)

    killed = start("die", words)
    _out, error = killed.communicate(timeout=120)

    assert killed.returncode == -signal.SIGKILL, error
    assert list(Edition.objects.all()) == [first]
    assert RegisterEntry.objects.count() == 1
    stored = Report.objects.get(pk=report.pk)
    assert (stored.status, stored.published_by) == ("sign_off", None)
    edition = publish(stored, by=SYSTEM)
    assert (edition.number, edition.register_entry.sequence) == (1, 2)
    assert list(chain.faults()) == list(verification.faults()) == []
