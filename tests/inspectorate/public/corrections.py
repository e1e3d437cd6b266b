"""A published report that is published once more."""

from inspectorate.reports import publication
from inspectorate.reports.models import Edition, Report
from tests.factories import NOON, SYSTEM


def correct(report: Report, why: str = "It was wrong.", **changes: str) -> Edition:
    """Publish its next edition, with its draft as it is by now."""
    report.refresh_from_db()
    report.status = Report.Status.AWAITING_SIGN_OFF
    report.correction_en, report.correction_cy = why, "Roedd yn anghywir."
    for name, value in changes.items():
        setattr(report, name, value)
    report.save()
    report.sign_off(by=SYSTEM, at=NOON)
    return publication.publish(report, by=SYSTEM, at=NOON)
