"""What the report of a case has to say when the case is to be closed or cancelled."""

from datetime import date

from django.utils.translation import gettext as _

from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Reason
from inspectorate.reports.models import Report

OUT = {"kind__in": Report.MAIN, "status__in": Report.ENDED}


def lacks_to_close(case: Inspection, on: date) -> list[Reason]:
    if not case.publishes or case.reports.filter(**OUT).exists():
        return []
    told = _(
        "Its report is not published: publish or issue it, or untick “publishes a "
        "report” where none is to be."
    )
    return [Reason(told, case.reports.filter(kind__in=Report.MAIN).first() or case)]


def lacks_to_cancel(case: Inspection, on: date) -> list[Reason]:
    out = case.reports.filter(editions__isnull=False).first()
    if out is None:
        return []
    told = _(
        "A report of it is published or issued, so it took place: close it instead."
    )
    return [Reason(told, out)]
