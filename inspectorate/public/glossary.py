"""The glossary: every word of these pages that a reader may not know."""

from typing import NamedTuple

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from inspectorate.frameworks.models import Scale, ScalePoint
from inspectorate.public.meanings import VOCABULARIES, anchor
from inspectorate.public.meanings.terms import TERMS
from inspectorate.reports.models import PublishedJudgement


class Entry(NamedTuple):
    anchor: str
    word: Promise
    meaning: Promise


class Group(NamedTuple):
    heading: Promise
    entries: list[Entry]


class Part(NamedTuple):
    anchor: str
    heading: Promise
    groups: list[Group]


def group(name: str) -> Group:
    words = VOCABULARIES[name]
    entries = [
        Entry(anchor(name, value), value.label, words.meanings[value])
        for value in words.choices
    ]
    return Group(words.heading, entries)


PARTS = [
    Part(
        "recommendations",
        _("Recommendations"),
        [
            group(name)
            for name in (
                "acceptance",
                "progress",
                "verification",
                "lifecycle",
                "closed",
            )
        ],
    ),
    Part(
        "concerns",
        _("Concerns, ministers and boards"),
        [
            group(name)
            for name in (
                *("level", "act", "stage", "step", "duty", "board", "board-act"),
            )
        ],
    ),
    Part(
        "findings",
        _("Findings and inspections"),
        [group(name) for name in ("finding", "change", "inspection")],
    ),
    Part(
        "measures",
        _("Measures and their figures"),
        [group(name) for name in ("reading", "direction")],
    ),
]


class Glossary(TemplateView):
    template_name = "public/glossary_page.html"

    def get_context_data(self, **kwargs: object) -> dict:
        terms = [Entry(key, *told) for key, told in TERMS.items()]
        return super().get_context_data(
            parts=PARTS, terms=terms, scales=scales(), **kwargs
        )


def scales() -> list[Scale]:
    """Those by which something that is published was judged, each with all of its
    grades, the best first: a grade is only understood beside the others.
    """
    given = PublishedJudgement.objects.published().current().exclude(point=None)
    points = Prefetch("points", ScalePoint.objects.order_by("order"))
    found = Scale.objects.filter(points__in=given.values("point")).distinct()
    return list(found.order_by("code").prefetch_related(points))
