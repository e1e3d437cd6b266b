"""A published report that is published once more."""

from inspectorate.reports import publication
from inspectorate.reports.models import Edition, FormerSource, Report
from tests.factories import NOON, SYSTEM


def correct(report: Report, why: str = "It was wrong.", **changes: str) -> Edition:
    """Publish its next edition, with its draft as it is by now; where one language
    alone has changed, somebody has said that the other is still right.
    """
    report.refresh_from_db()
    report.status = Report.Status.AWAITING_SIGN_OFF
    report.correction_en, report.correction_cy = why, "Roedd yn anghywir."
    for name, value in changes.items():
        setattr(report, name, value)
    report.save()
    FormerSource.objects.all().delete()
    report.sign_off(by=SYSTEM, at=NOON)
    return publication.publish(report, by=SYSTEM, at=NOON)
