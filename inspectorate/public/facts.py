"""What a document says beside its texts, in words: labels, and values as shown."""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspectorate.fields import Wording
from inspectorate.inspections.models import Finding, Inspection
from inspectorate.public.templatetags.languages import stated
from inspectorate.reports.difference import Fact
from inspectorate.reports.models import Report
from inspectorate.reports.reading import label_of
from recommendations.models import Recommendation

LABELS = {
    "kind": gettext_lazy("Kind of report"),
    "languages": gettext_lazy("Languages of the report"),
    "stated_recommendation_count": gettext_lazy("Recommendations it says it makes"),
    "licence": gettext_lazy("Licence"),
    "recorded_from": gettext_lazy("Source"),
    "inspection_reference": gettext_lazy("Inspection"),
    "inspection_kind": gettext_lazy("Kind of inspection"),
    "inspection_authorities": gettext_lazy("Authorities"),
    "inspection_service": gettext_lazy("Service"),
    "inspection_service_title": gettext_lazy("Service, as the report calls it"),
    "inspection_framework": gettext_lazy("Framework"),
    "inspection_body": gettext_lazy("Inspecting body"),
    "inspection_fieldwork_start": gettext_lazy("Fieldwork from"),
    "inspection_fieldwork_end": gettext_lazy("Fieldwork to"),
    "inspection_fieldwork_stated": gettext_lazy("Fieldwork, as the source states it"),
    "inspection_note": gettext_lazy("Note on the record"),
    "grade": gettext_lazy("Grade"),
    "grade_meaning": gettext_lazy("What the grade means"),
    "mapped_by": gettext_lazy("Who read the wording as this grade"),
    "mapping_note": gettext_lazy("Note on the grade"),
    "classification": gettext_lazy("Kind of finding"),
    "theme": gettext_lazy("Theme"),
    "other_themes": gettext_lazy("Other themes"),
    "legal_reference": gettext_lazy("Duty that is not met"),
    "change": gettext_lazy("Change since the inspection before"),
    "compared_with": gettext_lazy("Compared with"),
    "compared_with_inspection": gettext_lazy("Compared with the inspection"),
    "due_on": gettext_lazy("Due"),
    "timescale": gettext_lazy("Timescale"),
    "priority": gettext_lazy("Priority"),
    "owner_role": gettext_lazy("Who is to act"),
    "themes": gettext_lazy("Themes"),
}


class ShownFact(NamedTuple):
    label: str
    old: Wording
    new: Wording


def in_words(fact: Fact) -> ShownFact:
    words = (worded(fact.name, value) for value in (fact.old, fact.new))
    return ShownFact(LABELS[fact.name], *words)


def worded(name: str, value: object) -> Wording:
    """The value for a reader; a text in two languages stays one."""
    if name in VALUES:
        value = VALUES[name](value)
    if isinstance(value, dict):
        value = Wording(**value)
    if isinstance(value, list):
        value = ", ".join(value)
    if isinstance(value, Wording) and value:
        return value
    is_empty = value in (None, "") or isinstance(value, Wording)
    text = _("not stated") if is_empty else str(value)
    return Wording(text, text)


def label(choices: type[TextChoices]) -> Callable[[str], str]:
    return lambda value: label_of(choices, value)


def named(value: dict | None) -> dict | None:
    return value and value["name"]


def names(authorities: list[dict]) -> Wording:
    told = [Wording(**each["name"]) for each in authorities]
    en, cy = (
        ", ".join(each.in_language(code).text for each in told) for code in ("en", "cy")
    )
    return Wording(en, cy)


def language_names(codes: list[str]) -> list[str]:
    return [_("Welsh") if code == "cy" else _("English") for code in codes]


VALUES: dict[str, Callable] = {
    "kind": label(Report.Kind),
    "inspection_kind": label(Inspection.Kind),
    "classification": label(Finding.Classification),
    "change": label(Finding.Change),
    "timescale": label(Recommendation.Timescale),
    "owner_role": label(Recommendation.OwnerRole),
    "languages": language_names,
    "inspection_authorities": names,
    "inspection_service": named,
    "inspection_framework": named,
    "inspection_body": named,
    "theme": named,
    "inspection_fieldwork_start": stated,
    "inspection_fieldwork_end": stated,
    "due_on": stated,
    "grade": lambda value: value or _("Not judged"),
    "priority": lambda value: _("Yes") if value else _("No"),
}
