"""Whether what is shown is what was published: the chain, every edition's rows, the
files of its forms, and which edition is shown as current.

Triggers refuse changes; who owns the tables can take them away. This finds it.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date

from django.core.files.storage import storages
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from inspectorate.fields import PartialDate
from inspectorate.reports import chain, forming
from inspectorate.reports.models import (
    Edition,
    EditionForm,
    PublishedRecommendationTheme,
    Report,
)


def faults(chains: Iterable[chain.Links] | None = None) -> Iterator[str]:
    """Yield a sentence for each thing that is not as it was published."""
    yield from chain.faults(chains)
    editions = Edition.objects.ever_published().select_related(
        "register_entry", "service", "framework"
    )
    for edition in editions.iterator(chunk_size=20):
        for fault in faults_of(edition):
            yield f"Entry {edition.register_entry.sequence}: {fault}"
    yield from faults_of_current()
    yield from faults_of_files()


def faults_of(edition: Edition) -> Iterator[str]:
    try:
        for what, shown, published in compared(edition, json.loads(edition.document)):
            if shown != published:
                yield f"{what} differ."
    # Whoever altered it may write anything there.
    except (AttributeError, KeyError, TypeError, ValueError):
        yield "the document cannot be read."


def faults_of_current() -> Iterator[str]:
    """Name each report whose current edition is not the newest that can be read."""
    readable = Edition.objects.published().filter(report=OuterRef("pk"))
    newest = Subquery(readable.order_by("-number").values("pk")[:1])
    # None is 0 here: SQL would say of None neither that it differs nor that it does not
    reports = Report.objects.annotate(
        shown=Coalesce("current_edition_id", 0), newest=Coalesce(newest, 0)
    )
    for report in reports.exclude(shown=F("newest")).order_by("pk"):
        yield (
            f"The current edition of {report.slug} is {edition_named(report.shown)}, "
            f"and the newest that can be read is {edition_named(report.newest)}."
        )


def edition_named(pk: int) -> str:
    edition = Edition.objects.filter(pk=pk).select_related("report").first()
    return f"{edition.report.slug}/{edition.number}" if edition else "none"


def faults_of_files() -> Iterator[str]:
    """Name each file of an edition, published or issued, that is lost or altered."""
    storage = storages["editions"]
    for form in EditionForm.objects.order_by("pk").iterator(chunk_size=100):
        try:
            found = forming.digest_of(storage, form.stored_as)
        except OSError:
            yield f"The file {form.name} is missing."
            continue
        if found != form.sha256:
            yield f"The file {form.name} has been altered."


def compared(edition: Edition, document: dict) -> Iterator[tuple[str, list, list]]:
    """Pair what the database shows of an edition with what its document says."""
    yield "the edition's own columns", columns(edition), told_columns(document)
    for name, (shown, told_rows) in ROWS.items():
        rows = getattr(edition, name).order_by("position").values_list(*shown)
        yield f"the {name}", list(rows), list(told_rows(document))
    yield "the themes", themes(edition), told_themes(document)


# What editions of before that had corrections do not tell.
NOTHING = {"en": "", "cy": ""}


def both(name: str) -> tuple[str, str]:
    return f"{name}_en", f"{name}_cy"


def told(text: dict[str, str]) -> tuple[str, str]:
    return text["en"], text["cy"]


def told_paragraphs(document: dict) -> Iterator[tuple]:
    for section in document["sections"]:
        for paragraph in section["paragraphs"]:
            yield (
                *(paragraph["stable_id"], paragraph["number"], paragraph["anchor"]),
                section["number"],
                *told(section["heading"]),
                *told(paragraph["text"]),
            )


def told_recommendations(document: dict) -> Iterator[tuple]:
    for item in document["recommendations"]:
        yield (
            *(item["number"], item["reference"], item["priority"], item["timescale"]),
            date.fromisoformat(item["due_on"]) if item["due_on"] else None,
            *told(item["text"]),
        )


def told_findings(document: dict) -> Iterator[tuple]:
    for item in document["findings"]:
        yield (
            item["classification"],
            item["theme"] and item["theme"]["code"],
            item["change"],
            *told(item["text"]),
            *told(item["compared_with"]),
        )


def told_grade(grade: dict | None) -> tuple:
    if grade is None:
        return None, None, None, None
    return grade["scale"], grade["code"], *told(grade["label"])


def told_judgements(document: dict) -> Iterator[tuple]:
    for item in document["judgements"]:
        yield (
            item["area"]["code"],
            *told_grade(item["grade"]),
            *told(item["wording"]),
            item["mapped_by"],
            *told(item["mapping_note"]),
        )


def themes(edition: Edition) -> list[tuple[int, str]]:
    links = PublishedRecommendationTheme.objects.filter(published__edition=edition)
    return sorted(links.values_list("published__position", "theme__code"))


def told_themes(document: dict) -> list[tuple[int, str]]:
    return sorted(
        (place, code)
        for place, item in enumerate(document["recommendations"], start=1)
        for code in item["themes"]
    )


# The rows of an edition: their columns, and what the document says of them in order.
ROWS = {
    "paragraphs": (
        (
            *("stable_id", "number", "anchor", "section_number"),
            *(*both("heading"), *both("text")),
        ),
        told_paragraphs,
    ),
    "recommendations": (
        (
            *("number", "reference", "priority", "timescale", "due_on"),
            *both("text"),
        ),
        told_recommendations,
    ),
    "findings": (
        (
            *("classification", "theme__code", "change"),
            *(*both("text"), *both("compared_with")),
        ),
        told_findings,
    ),
    "judgements": (
        (
            *("area__code", "point__scale__code", "point__code"),
            *(*both("point__label"), *both("wording")),
            *("mapped_by", *both("mapping_note")),
        ),
        told_judgements,
    ),
}


def columns(edition: Edition) -> list:
    authorities = edition.edition_authorities.order_by("pk")
    return [
        edition.number,
        *edition.title,
        str(edition.published_on or ""),
        edition.sorted_on,
        edition.inspection_reference,
        edition.inspection_kind,
        list(authorities.values_list("authority__slug", flat=True)),
        edition.service.code,
        edition.framework.code,
        str(edition.fieldwork_start or ""),
        str(edition.fieldwork_end or ""),
        edition.stated_recommendation_count,
        edition.language_codes,
        *edition.correction,
        edition.licence,
        edition.recorded_from,
    ]


def told_columns(document: dict) -> list:
    inspection, bears = document["inspection"], document["published_on"]
    return [
        document["edition"],
        *told(document["title"]),
        bears,
        (bears and PartialDate.parse(bears).earliest) or Edition.UNDATED,
        inspection["reference"],
        inspection["kind"],
        [authority["slug"] for authority in inspection["authorities"]],
        inspection["service"]["code"],
        inspection["framework"]["code"],
        inspection["fieldwork_start"],
        inspection["fieldwork_end"],
        document["stated_recommendation_count"],
        document["languages"],
        *told(document.get("correction", NOTHING)),
        document["licence"],
        document["recorded_from"],
    ]
