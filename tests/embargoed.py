"""Reports that are final and not for the public, each with canaries in its texts."""

from datetime import timedelta

from django.utils import timezone

from authorities.models import Authority, Service
from inspectorate.frameworks.models import Framework, Theme
from inspectorate.inspections.models import Inspection
from inspectorate.reports import publication
from inspectorate.reports.models import Edition, Report
from tests.early_readers import make_pre_release_reader
from tests.factories import (
    NOON,
    SYSTEM,
    make_finding,
    make_inspection,
    make_judgement,
    make_recommendation,
    make_report,
    make_response,
)
from tests.planted import CANARY

TEXTS = {"text_en": CANARY, "text_cy": CANARY}
# The beginning of the links of their readers.
TOKEN = f"{CANARY}-link"


def signed_off(edition: Edition, **fields: object) -> Report:
    """Of a new case beside the published one, of the same authority."""
    published = Inspection.objects.get(reference=edition.inspection_reference)
    return make_embargoed(
        published.authorities.get(),
        service=published.service,
        framework=published.framework,
        follows=published,
        theme=Theme.objects.vocabulary().first(),
        **fields,
    )


def make_embargoed(
    authority: Authority, *, theme: Theme, published_on: str = "", **case: object
) -> Report:
    number = Inspection.objects.count()
    case.setdefault("reference", f"{CANARY}-{number}")
    inspection = make_inspection(authority, **case)
    make_finding(inspection, theme=theme, **TEXTS)
    make_judgement(inspection)
    make_recommendation(
        inspection, reference=f"{CANARY}-{number}-R1", **TEXTS
    ).themes.add(theme)
    report = make_report(
        inspection,
        signed=True,
        slug=f"{CANARY}-{number}",
        title_en=CANARY,
        title_cy=CANARY,
        published_on=published_on or None,
        paragraphs=[CANARY],
    )
    make_response(report, text=CANARY, name=CANARY)
    return report


def scheduled(edition: Edition) -> Report:
    return schedule(signed_off(edition))


def schedule(report: Report) -> Report:
    moment = timezone.now() + timedelta(days=1)
    report.schedule(by=SYSTEM, scheduled_for=moment)
    return Report.objects.get(pk=report.pk)


def read_early(edition: Edition) -> Report:
    return have_read(scheduled(edition))


def have_read(report: Report) -> Report:
    """By somebody who has read it, and by one whose link is not sent yet."""
    now, link = timezone.now(), f"{TOKEN}-{report.pk}"
    told = {"name": CANARY, "role": CANARY, "named_at": now}
    make_pre_release_reader(report, token=link, **told).read(language="en", at=now)
    make_pre_release_reader(report, named_at=now)
    return report


def held_up(edition: Edition) -> Report:
    """Past its moment, and not published."""
    report = scheduled(edition)
    Report.objects.filter(pk=report.pk).update(scheduled_for=NOON, hold_up=CANARY)
    return Report.objects.get(pk=report.pk)


def issued(edition: Edition) -> Report:
    report = signed_off(edition)
    publication.issue(report, by=SYSTEM, reason=CANARY, at=NOON)
    return report


def corrected(edition: Edition) -> Report:
    """The published report itself, whose further edition is scheduled and read."""
    report = Report.objects.get(pk=edition.report_id)
    report.return_to_revision(by=SYSTEM, reason=CANARY)
    told = {"title_en": CANARY, "title_cy": CANARY, "summary_en": CANARY}
    correction = {"correction_en": CANARY, "correction_cy": CANARY}
    decided = {"no_concern_at": NOON, "no_concern_reason": CANARY}
    waits = {"status": Report.Status.AWAITING_SIGN_OFF, "summary_cy": CANARY}
    waits |= told | correction | decided
    Report.objects.filter(pk=report.pk).update(**waits)
    report.paragraphs.update(**TEXTS)
    report.inspection.findings.update(**TEXTS)
    report.inspection.recommendations.update(**TEXTS)
    report = Report.objects.get(pk=report.pk)
    report.sign_off(by=SYSTEM)
    return have_read(schedule(report))


# Those with an address of their own that answers as if they were not there.
HIDDEN = {
    "signed off": signed_off,
    "scheduled": scheduled,
    "scheduled, with readers": read_early,
    "held up": held_up,
    "issued": issued,
}


def embargo_all(edition: Edition) -> None:
    for plant in HIDDEN.values():
        plant(edition)
    corrected(edition)


def plant_embargoed_with(values: dict[str, str]) -> None:
    """A scheduled report, read early, that is found by none of the values, though it
    has them all.
    """
    report = make_embargoed(
        Authority.objects.get(slug=values["authority"]),
        service=Service.objects.get(code=values["service"]),
        framework=Framework.objects.get(code=values["framework"]),
        theme=Theme.objects.get(code=values["theme"]),
        published_on=values["year"],
    )
    have_read(schedule(report))
