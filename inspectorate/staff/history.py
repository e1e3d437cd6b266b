"""What became of a case and of all that belongs to it, newest first."""

from collections.abc import Iterable
from typing import NamedTuple

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from inspectorate.history.changes import READ_ALL, told
from inspectorate.history.models import DELETED, Entry
from inspectorate.inspections.models import (
    Evidence,
    Finding,
    Inspection,
    Judgement,
    TeamMember,
)
from inspectorate.paging import BadCursor, paginate
from inspectorate.reports.models import (
    AccuracyCheck,
    AccuracyComment,
    ChecklistAnswer,
    Comment,
    Paragraph,
    PreReleaseReader,
    Report,
    Response,
    Section,
)
from recommendations.models import Recommendation, Revisit


class Part(NamedTuple):
    """A kind of row that belongs to a case: `way` leads from it to what `shown_as` is
    the kind of, by whose admin class it is seen, and that on to the case.
    """

    model: type[models.Model]
    shown_as: type[models.Model]
    way: str = ""


# What becomes of a file stands with its evidence, and of what is placed with its
# section.
OF_CASE = [Evidence, Finding, Judgement, Recommendation, Revisit, Report]
OF_REPORT = [Section, Paragraph, Comment, ChecklistAnswer, Response, AccuracyCheck]
PARTS = [
    Part(Inspection, Inspection),
    *(Part(model, model) for model in [*OF_CASE, *OF_REPORT]),
    Part(TeamMember, Inspection, "inspection"),
    Part(AccuracyComment, AccuracyCheck, "accuracy_check"),
    Part(PreReleaseReader, Report, "report"),
]
PER_PAGE = 25
# Far more than a case has; without a bound, one would name as many as it likes.
MOST = 5_000


class CaseHistory:
    """The history of one case as one person may read it."""

    def __init__(self, case: Inspection, request: HttpRequest, site: AdminSite) -> None:
        self.case, self.request, self.site = case, request, site

    def is_readable(self) -> bool:
        """Whoever reads what is published learns nothing of how it came about."""
        shown_by = self.site.get_model_admin(Inspection)
        workings = Inspection.objects.workings_readable_by(self.request.user)
        return (
            shown_by.has_view_permission(self.request, self.case)
            and shown_by.may_read_history(self.request, self.case)
            and workings.filter(pk=self.case.pk).exists()
        )

    def entries(self) -> models.QuerySet:
        """Of the case and of its parts that are shown to the person, also of those
        that have been deleted since.
        """
        shown = [part for part in PARTS if self.is_shown(part)]
        known: dict[str, set[str]] = {
            part.model._meta.label_lower: set() for part in shown
        }
        first, *others = [self.rows(part) for part in shown]
        for label, pk in first.union(*others)[:MOST]:
            known[label].add(pk)
        for label, pk in self.gone(known)[:MOST]:
            known[label].add(pk)
        about = models.Q()
        for label, pks in known.items():
            about |= models.Q(subject_type=label, subject_id__in=sorted(pks))
        return Entry.objects.filter(about)

    def is_shown(self, part: Part) -> bool:
        """All evidence of a case, or none: it says what it is of in its name."""
        shown_by = self.site.get_model_admin(part.shown_as)
        if part.shown_as is Evidence:
            return shown_by.may_read_case(self.request, self.case)
        return shown_by.has_view_permission(self.request)

    def rows(self, part: Part) -> models.QuerySet:
        """The kind and the number of each, as its entries have them."""
        shown_by = self.site.get_model_admin(part.shown_as)
        seen = shown_by.get_queryset(self.request).filter(**self.of_case(part.shown_as))
        if part.way:
            above = seen.order_by().values("pk")
            seen = part.model._base_manager.filter(**{f"{part.way}__in": above})
        named = seen.order_by().annotate(
            told_label=models.Value(part.model._meta.label_lower),
            told_pk=Cast("pk", models.CharField()),
        )
        return named.values_list("told_label", "told_pk")

    def of_case(self, model: type[models.Model]) -> dict[str, int]:
        if model is Inspection:
            return {"pk": self.case.pk}
        way = "inspection" if model in OF_CASE else "report__inspection"
        return {way: self.case.pk}

    def gone(self, known: dict[str, set[str]]) -> models.QuerySet:
        reports = [int(pk) for pk in known.get(Report._meta.label_lower, ())]
        deleted = Entry.objects.filter(act=DELETED).order_by()
        of_case = deleted.filter(
            subject_type__in=labels([*OF_CASE, TeamMember], known),
            before__inspection_id=self.case.pk,
        )
        of_reports = deleted.filter(
            subject_type__in=labels(OF_REPORT, known), before__report_id__in=reports
        )
        # Two questions, each of which the index of what is deleted answers.
        found = of_case.union(of_reports)
        return found.values_list("subject_type", "subject_id")


def labels(kinds: Iterable[type[models.Model]], known: Iterable[str]) -> list[str]:
    found = [model._meta.label_lower for model in kinds]
    return [label for label in found if label in known]


def show(request: HttpRequest, reference: str, site: AdminSite) -> HttpResponse:
    past = CaseHistory(
        get_object_or_404(Inspection, reference=reference), request, site
    )
    if not past.is_readable():
        raise PermissionDenied
    order, cursor = ["-pk"], request.GET.get("cursor")
    try:
        page = paginate(past.entries(), order=order, size=PER_PAGE, cursor=cursor)
    except BadCursor as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(request.path)
    context = {
        **site.each_context(request),
        "title": _("History of the case"),
        "subtitle": past.case.reference,
        "case": past.case,
        "page": page,
        "told": list(told(page.rows, "", request.user)),
        "reads_all": request.user.has_perm(READ_ALL),
    }
    return TemplateResponse(request, "admin/case/past.html", context)
