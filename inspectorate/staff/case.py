"""The case screen: one inspection with all that belongs to it, and what comes next."""

from typing import NamedTuple

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from inspectorate.frameworks.models import JudgementArea
from inspectorate.history.models import Entry
from inspectorate.inspections.models import Evidence, Inspection, Judgement
from inspectorate.inspections.models.access import reads_every_case
from inspectorate.lifecycle import Act, Reason
from inspectorate.lifecycle.admin import link_of
from inspectorate.reports.changed import changed_since
from inspectorate.reports.models import AccuracyCheck, Report
from inspectorate.reports.next_acts import NextAct, main_report, next_acts
from inspectorate.staff.history import CaseHistory
from inspectorate.staff.returned import told_of_report
from inspectorate.staff.steps import steps
from inspectorate.staff.waiting import TEXTS

SHOWN_ENTRIES = 10


class Button(NamedTuple):
    """Of an act: `barred` tells why the person is not the one to do it; what is
    `missing` has a link each to the row to mend, "" where there is none.
    """

    act: Act
    address: str
    barred: list[Reason]
    missing: list[tuple[Reason, str]]


def show(request: HttpRequest, reference: str, site: AdminSite) -> TemplateResponse:
    if not request.user.has_perm("inspections.view_inspection"):
        raise PermissionDenied
    cases = Inspection.objects.select_related("service", "framework", "follows")
    case = get_object_or_404(cases.prefetch_related("programme"), reference=reference)
    report = main_report(case)
    readable = Inspection.objects.drafts_readable_by(request.user)
    mine = is_mine(case, request.user)
    context = {
        **site.each_context(request),
        "title": case.reference,
        "case": case,
        "authorities": case.authorities.all(),
        "team": case.team.select_related("user"),
        "said": case.said,
        "steps": steps(case, report),
        "acts": [button(each) for each in next_acts(case, report, request.user)],
        "is_mine": mine,
        # Asks the admin class of evidence, which is stricter than permissions.
        "reads_evidence": site.get_model_admin(Evidence).may_read_case(request, case),
        "reads_assurance": mine or reads_every_case(request.user),
    }
    if readable.filter(pk=case.pk).exists():
        context |= draft(case, report) | read_by_others(report, request.user)
        context["findings"] = findings(case, request.user)
    if CaseHistory(case, request, site).is_readable():
        context["entries"] = entries(case, report)
    return TemplateResponse(request, "admin/case/page.html", context)


def is_mine(case: Inspection, user: models.Model) -> bool:
    return Inspection.objects.editable_by(user).filter(pk=case.pk).exists()


def button(found: NextAct) -> Button:
    meta = found.row._meta
    name = f"admin:{meta.app_label}_{meta.model_name}_act"
    return Button(
        found.act,
        reverse(name, args=[found.row.pk, found.act.verb]),
        found.barred,
        [(reason, link_of(reason)) for reason in found.missing],
    )


def draft(case: Inspection, report: Report | None) -> dict:
    """What only those are shown who may read the draft."""
    return {
        "can_read": True,
        "evidence": evidence(case),
        "judgements": judgements(case),
        "recommendations": case.recommendations.annotate(
            finding_count=models.Count("findings")
        ),
        "plans": case.action_plans.select_related("authority"),
        "report": report,
        "report_parts": report_parts(report),
        "changed_since": report and changed_since(report),
        "concerns": case.concern_decisions.select_related("episode__authority"),
        "open_warnings": len(report.open_warnings()) if report else 0,
        "versions": case.reports.exclude(kind__in=Report.MAIN),
    }


def findings(case: Inspection, user: models.Model) -> models.QuerySet:
    rows = case.findings.shown_to(user).select_related("theme", "previous")
    return rows.prefetch_related("evidence")


def read_by_others(report: Report | None, user: models.Model) -> dict:
    """What quality assurance said of the draft, and the authority of its facts."""
    if report is None:
        return {}
    checks = AccuracyCheck.objects.readable_by(user).filter(report=report)
    open_threads = report.comments.threads().open().count()
    return {
        "open_threads": open_threads,
        "returned": told_of_report(report, open_threads),
        "checks": checks.order_by("number").annotate(
            comment_count=models.Count("comments"),
            undecided=models.Count("comments", filter=models.Q(comments__decision="")),
        ),
    }


def evidence(case: Inspection) -> list[tuple[str, int]]:
    """How many items there are of each kind, the most frequent first."""
    kinds = dict(case.evidence.model.Kind.choices)
    counted = case.evidence.order_by().values_list("kind")
    counted = counted.annotate(count=models.Count("pk")).order_by("-count", "kind")
    return [(kinds[kind], count) for kind, count in counted]


def judgements(case: Inspection) -> list[tuple[JudgementArea, Judgement | None]]:
    """Each area of the framework with its judgement, None while it has none."""
    made = {each.area_id: each for each in case.judgements.select_related("point")}
    return [(area, made.get(area.pk)) for area in case.framework.areas.all()]


def report_parts(report: Report | None) -> list[tuple[str, int]]:
    if report is None:
        return []
    models.prefetch_related_objects([report], *TEXTS)
    return [
        (_("sections"), len(report.sections.all())),
        (_("paragraphs"), len(report.paragraphs.all())),
        (_("texts that lack a language"), len(report.missing_texts())),
        (_("translations that are out of date"), len(report.stale_texts())),
    ]


def entries(case: Inspection, report: Report | None) -> models.QuerySet:
    """The newest acts on the case and its report; those on its parts, of which there
    are many a day, stand in its history.
    """
    told = models.Q(subject_type=case._meta.label_lower, subject_id=str(case.pk))
    if report is not None:
        told |= models.Q(
            subject_type=report._meta.label_lower, subject_id=str(report.pk)
        )
    return Entry.objects.filter(told).order_by("-pk")[:SHOWN_ENTRIES]
