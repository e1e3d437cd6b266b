"""What the findings of a report say of how things have changed, theme by theme."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import get_language, gettext_lazy

from authorities.models import Authority
from inspectorate.fields import Wording
from inspectorate.frameworks.models import Theme
from inspectorate.inspections.models import Finding
from inspectorate.public.pictures.bars import Bar, Bars, Part
from inspectorate.public.published import place_of
from inspectorate.reports.models import Edition, PublishedFinding
from inspectorate.reports.models.published_rows import PublishedQuerySet

WITHOUT_THEME = gettext_lazy("Without a theme")
# What has to be better, whether or not the report compares it with before.
TO_IMPROVE = {
    Finding.Classification.AREA_FOR_IMPROVEMENT,
    Finding.Classification.PRIORITY_CONCERN,
    Finding.Classification.NON_COMPLIANCE,
}
# The changes in the order of their patterns; last what is not said to have changed,
# where a fault that may be new is told apart from all else.
CHANGES = [
    *Finding.Change.choices,
    ("to_improve", gettext_lazy("To improve, not compared")),
    ("", gettext_lazy("Other, not compared")),
]


class ThemeFindings(NamedTuple):
    """The findings on one theme of the stable vocabulary, or on one that stands for
    none of it; `name` None where they have no theme.
    """

    name: Wording | None
    findings: list[PublishedFinding]


class Changed(NamedTuple):
    """Of `findings` the report says of so many, `compared`, how they have changed."""

    edition: Edition
    picture: Bars
    findings: int
    compared: int


def newest_of(authority: Authority) -> Changed | None:
    """Of the newest report on it that tells of any change."""
    rows = PublishedFinding.objects.published().current()
    rows = themed(rows.filter(edition__authorities=authority))
    found = list(rows.select_related("edition__report").defer("edition__document"))
    telling = {row.edition for row in found if row.change}
    if not telling:
        return None
    newest = max(telling, key=place_of)
    its = [row for row in found if row.edition_id == newest.pk]
    compared = sum(1 for row in its if row.change)
    return Changed(newest, picture(by_theme(its)), len(its), compared)


def themed(rows: PublishedQuerySet) -> PublishedQuerySet:
    ordered = rows.order_by("edition", "position")
    return ordered.select_related("theme__stands_for")


def by_theme(findings: Iterable[PublishedFinding]) -> list[ThemeFindings]:
    """In the order of the themes; what has none is last."""
    found: dict[Theme | None, list[PublishedFinding]] = {}
    for finding in findings:
        theme = finding.theme and (finding.theme.stands_for or finding.theme)
        found.setdefault(theme, []).append(finding)
    ordered = sorted(found, key=lambda each: (each is None, (each and each.order) or 0))
    return [ThemeFindings(each and each.name, found[each]) for each in ordered]


def picture(themes: Iterable[ThemeFindings]) -> Bars:
    return Bars("changes", [bar(each) for each in themes])


def bar(theme: ThemeFindings) -> Bar:
    counts = Counter(part_of(finding) for finding in theme.findings)
    parts = [Part(label, counts[code], n) for n, (code, label) in enumerate(CHANGES)]
    label = theme.name.in_language(get_language()) if theme.name else WITHOUT_THEME
    return Bar(label, [part for part in parts if part.count])


def part_of(finding: PublishedFinding) -> str:
    if finding.change:
        return finding.change
    return "to_improve" if finding.classification in TO_IMPROVE else ""
