# ruff: noqa: E501 - an address stands in one line
"""The pages that bench/admin.py times, by name; imported when Django is set up."""

from copies import RARE
from record import ABSENT, COMMON, DRAFT

from inspectorate.inspections.models import Finding, Inspection
from inspectorate.reports.models import Paragraph, Report


def pages() -> dict[str, str]:
    case = Inspection.objects.order_by("pk")[DRAFT]
    reference = Inspection.objects.order_by("pk")[400].reference
    report = Report.objects.get(inspection=case)
    lists = {
        "findings": (
            "inspections_finding",
            [
                "classification__exact=non_compliance",
                "classification__exact=strength",
                "change__exact=resolved",
                "immediacy__exact=accelerated",
                "is_public__exact=0",
            ],
        ),
        "inspections": (
            "inspections_inspection",
            [
                "status__exact=planned",
                "status__exact=closed",
                "year=2019",
                "kind__exact=JOINT",
                f"framework__id__exact={case.framework_id}",
            ],
        ),
        "evidence": (
            "inspections_evidence",
            ["kind__exact=survey", "marking__exact=official"],
        ),
        "judgements": (
            "inspections_judgement",
            [
                "not_judged__exact=1",
                "not_judged__exact=0",
                f"inspection__framework__id__exact={case.framework_id}",
            ],
        ),
        "recommendations": (
            "recommendations_recommendation",
            [
                "standing=overdue",
                "standing=due_soon",
                "standing=awaiting",
                "lifecycle__exact=open",
                "priority__exact=1",
            ],
        ),
        "history": (
            "history_entry",
            [
                "kind=inspections.finding",
                "kind=concerns.board",
                "entered_at__gte=2019-01-01+00:00:00%2B00:00",
            ],
        ),
        "reports": (
            "reports_report",
            [
                "status__exact=drafting",
                "status__exact=published",
                f"inspection__framework__id__exact={case.framework_id}",
            ],
        ),
        "paragraphs": (
            "reports_paragraph",
            ["report__status__exact=drafting", "report__status__exact=published"],
        ),
    }
    found = {}
    for name, (label, filters) in lists.items():
        way = f"/admin/{label.replace('_', '/')}/"
        found[name] = way
        found |= {f"{name}, {each.split('+')[0]}": f"{way}?{each}" for each in filters}
        for search in (COMMON, RARE, ABSENT, reference):
            found[f"{name}, search {search}"] = f"{way}?q={search}"
        found[f"{name}, page 5"] = f"{way}?p=5"
    found |= {
        "form: inspection with a team of 26": f"/admin/inspections/inspection/{case.pk}/change/",
        "form: report with 26 sections": f"/admin/reports/report/{report.pk}/change/",
        "form: finding": f"/admin/inspections/finding/{Finding.objects.latest('pk').pk}/change/",
        "form: paragraph": f"/admin/reports/paragraph/{Paragraph.objects.latest('pk').pk}/change/",
        "choices: an inspection": f"/admin/autocomplete/?term={reference[:6]}&app_label=inspections&model_name=finding&field_name=inspection",
        "choices: a finding": "/admin/autocomplete/?term=child&app_label=recommendations&model_name=recommendation&field_name=findings",
    }
    return found
