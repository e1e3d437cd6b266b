"""Whether what is shown is what was published: the chain, and every edition's rows.

Triggers refuse changes; who owns the tables can take them away. This finds it.
"""

import json
from collections.abc import Iterator

from django.db import models

from inspectorate.reports import register
from inspectorate.reports.models import Edition


def faults() -> Iterator[str]:
    """Yield a sentence for each thing that is not as it was published."""
    yield from register.faults()
    editions = Edition.objects.published().select_related("register_entry")
    for edition in editions.iterator(chunk_size=20):
        document = json.loads(edition.document)
        for what, shown, published in compared(edition, document):
            if shown != published:
                yield f"Entry {edition.register_entry.sequence}: {what} differ."


def compared(edition: Edition, document: dict) -> Iterator[tuple[str, list, list]]:
    """Pair what the database shows of an edition with what its document says."""
    yield "the edition's own columns", columns(edition), told_columns(document)
    yield (
        "the paragraphs",
        rows(edition.paragraphs, "stable_id", "number", "anchor", "text_en", "text_cy"),
        [
            (p["stable_id"], p["number"], p["anchor"], *told(p["text"]))
            for section in document["sections"]
            for p in section["paragraphs"]
        ],
    )
    yield (
        "the recommendations",
        rows(edition.recommendations, "number", "reference", "text_en", "text_cy"),
        [
            (r["number"], r["reference"], *told(r["text"]))
            for r in document["recommendations"]
        ],
    )
    yield (
        "the findings",
        rows(edition.findings, "classification", "change", "text_en", "text_cy"),
        [
            (f["classification"], f["change"], *told(f["text"]))
            for f in document["findings"]
        ],
    )
    yield (
        "the judgements",
        rows(edition.judgements, "area__code", "point__code", "wording_en"),
        [
            (
                j["area"]["code"],
                j["grade"] and j["grade"]["code"],
                j["wording"]["en"],
            )
            for j in document["judgements"]
        ],
    )


def rows(related: models.Manager, *names: str) -> list[tuple]:
    return list(related.order_by("position").values_list(*names))


def told(text: dict[str, str]) -> tuple[str, str]:
    return text["en"], text["cy"]


def columns(edition: Edition) -> list:
    return [
        edition.number,
        *edition.title,
        str(edition.published_on or ""),
        edition.inspection_reference,
        edition.language_codes,
    ]


def told_columns(document: dict) -> list:
    return [
        document["edition"],
        *told(document["title"]),
        document["published_on"],
        document["inspection"]["reference"],
        document["languages"],
    ]
