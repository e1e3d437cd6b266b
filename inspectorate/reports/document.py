"""The whole text of a report as canonical JSON: what an edition freezes and hashes.

Canonical means: keys sorted, no spaces, UTF-8, no numbers but integers; so equal
documents have equal bytes and equal digests, in any program. docs/edition-format.md
describes every key.
"""

import hashlib
import json

from django.db.models import Prefetch, prefetch_related_objects

from authorities.models import Authority
from inspectorate.fields import Wording
from inspectorate.frameworks.models import ScalePoint
from inspectorate.inspections.models import Finding, Inspection, Judgement
from inspectorate.reports import numbering
from inspectorate.reports.models import Paragraph, PublishedFinding, Report, Section
from inspectorate.reports.placing import places
from recommendations.models import Recommendation

FORMAT = "inspectorate-edition/1"


def canonical(document: dict) -> str:
    return json.dumps(
        document, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def gather(report: Report) -> None:
    """Read what a document is made of, as far as `report` does not hold it yet."""
    inspections = Inspection.objects.select_related("framework__body", "service")
    judgements = Judgement.objects.select_related("area", "point__scale")
    told = PublishedFinding.objects.published().order_by("edition__entered_at", "pk")
    prefetch_related_objects(
        [report],
        "paragraphs",
        Prefetch("sections", Section.objects.select_related("point__scale")),
        "sections__placements",
        Prefetch("inspection", inspections),
        "inspection__authorities",
        Prefetch("inspection__judgements", judgements),
        Prefetch("inspection__findings", Finding.objects.select_related("theme")),
        "inspection__findings__other_themes",
        "inspection__findings__previous__inspection__reports",
        Prefetch("inspection__findings__previous__published", told),
        "inspection__recommendations__themes",
    )


def slug_of(authority: Authority) -> str:
    return authority.slug


def document_of(report: Report, number: int) -> dict:
    """Return the document of a draft as edition `number`, every row in its order."""
    gather(report)
    inspection = report.inspection
    return {
        "format": FORMAT,
        "report": report.slug,
        "edition": number,
        "kind": report.kind,
        "title": both(report.title),
        "published_on": str(report.published_on or ""),
        "languages": languages_of(report),
        "correction": both(report.correction),
        "inspection": describe_inspection(inspection),
        "summary": both(report.summary),
        "stated_recommendation_count": report.stated_recommendation_count,
        "judgements": [
            describe_judgement(judgement)
            for judgement in report.stated(inspection.judgements)
        ],
        "sections": describe_sections(report),
        "findings": [
            describe_finding(finding)
            for finding in report.stated(inspection.findings)
            if finding.is_public
        ],
        "recommendations": [
            describe_recommendation(recommendation)
            for recommendation in report.stated(inspection.recommendations)
        ],
        "licence": report.licence,
        "recorded_from": report.recorded_from,
    }


def signed_digest(document: dict) -> str:
    """The digest of all that a draft says, whatever edition and date it will bear, and
    whatever it corrects.
    """
    same = {"edition": 0, "published_on": "", "correction": ""}
    return digest(canonical({**document, **same}))


def both(wording: Wording) -> dict[str, str]:
    return {"en": wording.en, "cy": wording.cy}


def languages_of(report: Report) -> list[str]:
    """The languages in which the title and every text that is stated stand."""
    stated = [wording for _what, wording in report.wordings() if wording]
    return [
        code
        for code in ("en", "cy")
        if getattr(report.title, code) and all(getattr(w, code) for w in stated)
    ]


def describe_inspection(inspection: Inspection) -> dict:
    framework, service = inspection.framework, inspection.service
    return {
        "reference": inspection.reference,
        "kind": inspection.kind,
        "authorities": [
            {
                "gss_code": authority.gss_code or "",
                "slug": authority.slug,
                "name": both(authority.name),
            }
            for authority in sorted(inspection.authorities.all(), key=slug_of)
        ],
        "service": {"code": service.code, "name": both(service.name)},
        "service_title": both(inspection.service_title),
        "framework": {"code": framework.code, "name": both(framework.name)},
        "body": {"code": framework.body.code, "name": both(framework.body.name)},
        "fieldwork_start": str(inspection.fieldwork_start or ""),
        "fieldwork_end": str(inspection.fieldwork_end or ""),
        "fieldwork_stated": both(inspection.fieldwork_stated),
        "note": both(inspection.note),
    }


def describe_point(point: ScalePoint | None) -> dict | None:
    if point is None:
        return None
    return {
        "scale": point.scale.code,
        "code": point.code,
        "label": both(point.label),
        "meaning": both(point.meaning),
        "polarity": point.polarity,
    }


def describe_judgement(judgement: Judgement) -> dict:
    return {
        "area": {"code": judgement.area.code, "name": both(judgement.area.name)},
        "is_overall": judgement.area.is_overall,
        "grade": describe_point(judgement.point),
        "wording": both(judgement.wording),
        "mapped_by": judgement.mapped_by,
        "mapping_note": both(judgement.mapping_note),
    }


def describe_sections(report: Report) -> list[dict]:
    paragraphs = list(report.paragraphs.all())
    anchors = numbering.anchors([paragraph.number for paragraph in paragraphs])
    within: dict[int, list[dict]] = {}
    for paragraph, anchor in zip(paragraphs, anchors, strict=True):
        described = describe_paragraph(paragraph, anchor)
        within.setdefault(paragraph.section_id, []).append(described)
    depths: dict[int | None, int] = {None: 0}
    placed = places(report)
    result = []
    for section in report.sections.all():
        depths[section.pk] = depths[section.parent_id] + 1
        described = describe_section(
            section, depths[section.pk], within.get(section.pk, [])
        )
        if section.pk in placed:
            described["placed"] = placed[section.pk]
        result.append(described)
    return result


def describe_section(section: Section, depth: int, paragraphs: list[dict]) -> dict:
    """`depth` is 1 for a section of the report, 2 for a section of that."""
    return {
        "number": section.number,
        "depth": depth,
        "heading": both(section.heading),
        "grade": describe_point(section.point),
        "paragraphs": paragraphs,
    }


def describe_paragraph(paragraph: Paragraph, anchor: str) -> dict:
    return {
        "stable_id": paragraph.stable_id,
        "number": paragraph.number,
        "anchor": anchor,
        "text": both(paragraph.text),
    }


def describe_finding(finding: Finding) -> dict:
    theme, previous = finding.theme, finding.previous
    known = known_words(previous) if previous else None
    compared_with = finding.compared_with or known or Wording("", "")
    return {
        "classification": finding.classification,
        "theme": theme and {"code": theme.code, "name": both(theme.name)},
        "other_themes": sorted(theme.code for theme in finding.other_themes.all()),
        "text": both(finding.text),
        "legal_reference": finding.legal_reference,
        "change": finding.change,
        "compared_with": both(compared_with),
        "compared_with_inspection": previous.inspection.reference if known else "",
    }


def known_words(finding: Finding) -> Wording | None:
    """The words of a finding that a later report may repeat; None while it may not.

    Those of the newest edition that has it, not those of a draft that corrects it;
    or of a finding on historical record on which nobody is drafting a report.
    """
    inspection, told = finding.inspection, list(finding.published.all())
    if told:
        return told[-1].text
    on_record = inspection.recorded_from and not inspection.reports.all()
    return finding.text if finding.is_public and on_record else None


def describe_recommendation(recommendation: Recommendation) -> dict:
    return {
        "number": recommendation.number,
        "reference": recommendation.reference,
        "text": both(recommendation.text),
        "themes": [theme.code for theme in recommendation.themes.all()],
        "priority": recommendation.priority,
        "owner_role": recommendation.owner_role,
        "timescale": recommendation.timescale,
        "due_on": str(recommendation.due_on or ""),
    }
