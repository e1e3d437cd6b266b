"""The page that shows what differs between two editions of a report."""

import json
from typing import NamedTuple

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from inspectorate.public.withdrawals import MayBeWithdrawn
from inspectorate.reports.comparison import Comparison, compare
from inspectorate.reports.difference import Part
from inspectorate.reports.models import Edition
from inspectorate.reports.models.edition import EditionQuerySet

# What the parts of a comparison are called, in its order.
PARTS = {
    "title": _("Title"),
    "front": _("Details of the inspection and the report"),
    "summary": _("Summary"),
    "judgements": _("Judgements"),
    "findings": _("Findings"),
    "recommendations": _("Recommendations"),
    "text": _("Text of the report"),
}


class ShownPart(NamedTuple):
    name: str
    heading: str
    part: Part


class ComparisonPage(MayBeWithdrawn, TemplateView):
    """Of an earlier edition and a later one, both as they are stored."""

    template_name = "public/comparison_page.html"

    def get_context_data(self, **kwargs: object) -> dict:
        old, new = self.editions()
        before, after = (json.loads(each.document) for each in (old, new))
        comparison = compare(before, after)
        between = new.report.editions.published().filter(
            number__gt=old.number, number__lte=new.number
        )
        return super().get_context_data(
            earlier=old,
            later=new,
            authorities=after["inspection"]["authorities"],
            count=comparison.count,
            parts=shown(comparison),
            corrections=between.defer("document").order_by("number"),
            **kwargs,
        )

    def editions(self) -> list[Edition]:
        published = Edition.objects.published().filter(
            self.either(), report__slug=self.kwargs["slug"]
        )
        found = list(published.select_related("report").order_by("number"))
        numbers = [self.kwargs["old"], self.kwargs["new"]]
        if [edition.number for edition in found] != numbers:
            raise Http404
        return found

    def withdrawn(self) -> EditionQuerySet:
        return super().withdrawn().filter(self.either())

    def either(self) -> Q:
        return Q(number=self.kwargs["old"]) | Q(number=self.kwargs["new"])


def shown(comparison: Comparison) -> list[ShownPart]:
    """The parts in which something changed, and how much of the text did not."""
    return [
        ShownPart(name, PARTS[name], part)
        for name, part in comparison._asdict().items()
        if part.changes or (name == "text" and part.unchanged)
    ]
