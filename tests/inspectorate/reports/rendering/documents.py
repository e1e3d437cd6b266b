"""What the forms of an edition are made of."""

import json

from inspectorate.reports.models import Edition
from inspectorate.reports.rendering.layout import Source
from tests.factories import (
    make_edition,
    make_finding,
    make_inspection,
    make_judgement,
    make_recommendation,
)


def make_source() -> Source:
    """Of an edition that has something of everything, in both languages."""
    inspection = make_inspection()
    make_judgement(inspection)
    make_finding(inspection)
    make_recommendation(inspection, timescale="12m")
    return source_of(make_edition(inspection))


def source_of(edition: Edition) -> Source:
    facts = (edition.sha256, edition.entered_at, edition.style)
    return Source(json.loads(edition.document), *facts)


def with_text(source: Source, en: str, cy: str = "") -> Source:
    """The same, with another first paragraph."""
    document = json.loads(json.dumps(source.document))
    document["sections"][0]["paragraphs"][0]["text"] = {"en": en, "cy": cy}
    return source._replace(document=document)
