"""What the database holds of who reads a report early, whoever writes it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from inspectorate.reports.models import PreReleaseAccess, PreReleaseReader, Report
from tests.early_readers import make_pre_release_access, make_pre_release_reader
from tests.factories import NOON, SYSTEM, make_report

pytestmark = pytest.mark.django_db
FINAL = [Report.Status.SIGN_OFF, Report.Status.SCHEDULED]
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("status", [s for s in Report.Status if s not in FINAL])
def test_text_that_is_not_final_has_no_reader(status: str) -> None:
    report = make_report(status=status)

    with pytest.raises(IntegrityError, match="Only a final text"), transaction.atomic():
        make_pre_release_reader(report)


def test_no_new_link_is_given_once_the_text_is_final_no_longer() -> None:
    make_pre_release_reader()
    Report.objects.update(status="revision")
    readers = PreReleaseReader.objects

    with pytest.raises(IntegrityError, match="Only a final text"), transaction.atomic():
        readers.update(named_at=NOON + SECOND)
    assert readers.update(closed_at=NOON) == 1


@pytest.mark.parametrize("column", ["report", "email"])
def test_reader_stays_who_they_are(column: str) -> None:
    make_pre_release_reader()
    other = {"report": make_report(signed=True), "email": "other@gov.example"}

    with pytest.raises(IntegrityError, match="name another one"), transaction.atomic():
        PreReleaseReader.objects.update(**{column: other[column]})


@pytest.mark.parametrize(
    "seconds", [-1, 60], ids=["before the window opens", "when it ends"]
)
def test_nothing_is_read_outside_the_window(seconds: int) -> None:
    reader = make_pre_release_reader(closes_at=NOON + 60 * SECOND)

    with pytest.raises(IntegrityError, match="is not open"), transaction.atomic():
        make_pre_release_access(reader, at=NOON + seconds * SECOND)

    make_pre_release_access(reader, at=NOON)
    make_pre_release_access(reader, at=NOON + 59 * SECOND)


def test_nothing_is_read_by_who_was_closed() -> None:
    reader = make_pre_release_reader()
    reader.close(by=SYSTEM, at=NOON)

    with pytest.raises(IntegrityError, match="is not open"), transaction.atomic():
        make_pre_release_access(reader)


def test_nothing_is_read_of_a_text_that_is_not_final_or_out_already() -> None:
    reader = make_pre_release_reader()
    Report.objects.update(status="revision")
    with pytest.raises(IntegrityError, match="is not open"), transaction.atomic():
        make_pre_release_access(reader)
    Report.objects.update(status="sign_off")
    Report.objects.get().publish(by=SYSTEM, at=NOON)
    Report.objects.update(status="sign_off")

    with pytest.raises(IntegrityError, match="is not open"), transaction.atomic():
        make_pre_release_access(reader)


@pytest.mark.parametrize("act", ["update", "delete"])
def test_record_of_readings_is_only_added_to(act: str) -> None:
    make_pre_release_access()
    rows = PreReleaseAccess.objects.all()

    with pytest.raises(IntegrityError, match="are permanent"), transaction.atomic():
        rows.update(name="Nobody") if act == "update" else rows._raw_delete(rows.db)


def test_reader_is_never_taken_away() -> None:
    make_pre_release_reader()
    rows = PreReleaseReader.objects.all()

    with pytest.raises(IntegrityError, match="are permanent"), transaction.atomic():
        rows._raw_delete(rows.db)
