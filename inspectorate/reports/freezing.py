"""Freezing a draft: the edition and the rows of it that are listed and searched."""

from datetime import datetime

from inspectorate.accounts.models import User
from inspectorate.fields import Wording
from inspectorate.history.models import System
from inspectorate.reports.document import canonical, digest, slug_of
from inspectorate.reports.models import (
    Chain,
    Edition,
    EditionAuthority,
    PublishedFinding,
    PublishedJudgement,
    PublishedParagraph,
    PublishedRecommendation,
    Report,
)
from inspectorate.reports.search import index
from recommendations.models import Recommendation


def freeze(
    report: Report, document: dict, chain: str, *, by: User | System, at: datetime
) -> Edition:
    """Make the edition, and where the public may read it, its rows.

    The report's row is locked by now.
    """
    text = canonical(document)
    inspection, bears = report.inspection, report.published_on
    edition = Edition.objects.create(
        report_id=report.pk,
        chain=chain,
        number=document["edition"],
        title_en=report.title_en,
        title_cy=report.title_cy,
        inspection_reference=inspection.reference,
        inspection_kind=inspection.kind,
        service=inspection.service,
        framework=inspection.framework,
        fieldwork_start=inspection.fieldwork_start,
        fieldwork_end=inspection.fieldwork_end,
        published_on=bears,
        sorted_on=(bears and bears.earliest) or Edition.UNDATED,
        entered_at=at,
        languages=" ".join(document["languages"]),
        stated_recommendation_count=report.stated_recommendation_count,
        **columns("correction", report.correction),
        document=text,
        sha256=digest(text),
        published_by=str(by),
        licence=report.licence,
        recorded_from=report.recorded_from,
    )
    EditionAuthority.objects.bulk_create(
        EditionAuthority(edition=edition, authority=authority)
        for authority in sorted(inspection.authorities.all(), key=slug_of)
    )
    if chain == Chain.PUBLIC:
        freeze_paragraphs(edition, document)
        freeze_judgements(edition, report)
        findings = freeze_findings(edition, report, document)
        recommendations = freeze_recommendations(edition, report)
        freeze_what_they_rest_on(recommendations, findings)
        index.write(edition, document)
    return edition


def columns(name: str, wording: Wording | dict[str, str]) -> dict[str, str]:
    """The two columns of a text in both languages."""
    told = wording if isinstance(wording, dict) else wording._asdict()
    return {f"{name}_en": told["en"], f"{name}_cy": told["cy"]}


def freeze_paragraphs(edition: Edition, document: dict) -> None:
    told = [
        (section, paragraph)
        for section in document["sections"]
        for paragraph in section["paragraphs"]
    ]
    PublishedParagraph.objects.bulk_create(
        PublishedParagraph(
            edition=edition,
            position=position,
            stable_id=paragraph["stable_id"],
            number=paragraph["number"],
            anchor=paragraph["anchor"],
            section_number=section["number"],
            **columns("heading", section["heading"]),
            **columns("text", paragraph["text"]),
        )
        for position, (section, paragraph) in enumerate(told, start=1)
    )


def freeze_judgements(edition: Edition, report: Report) -> None:
    judgements = report.stated(report.inspection.judgements)
    PublishedJudgement.objects.bulk_create(
        PublishedJudgement(
            edition=edition,
            position=position,
            area_id=judgement.area_id,
            point_id=judgement.point_id,
            mapped_by=judgement.mapped_by,
            **columns("wording", judgement.wording),
            **columns("mapping_note", judgement.mapping_note),
        )
        for position, judgement in enumerate(judgements, start=1)
    )


def freeze_findings(
    edition: Edition, report: Report, document: dict
) -> list[PublishedFinding]:
    findings = [f for f in report.stated(report.inspection.findings) if f.is_public]
    pairs = zip(findings, document["findings"], strict=True)
    return PublishedFinding.objects.bulk_create(
        PublishedFinding(
            edition=edition,
            position=position,
            finding=finding,
            classification=finding.classification,
            theme_id=finding.theme_id,
            change=finding.change,
            **columns("text", finding.text),
            **columns("compared_with", described["compared_with"]),
        )
        for position, (finding, described) in enumerate(pairs, start=1)
    )


def freeze_recommendations(
    edition: Edition, report: Report
) -> list[PublishedRecommendation]:
    recommendations = report.stated(report.inspection.recommendations)
    rows = PublishedRecommendation.objects.bulk_create(
        PublishedRecommendation(
            edition=edition,
            position=position,
            recommendation=recommendation,
            number=recommendation.number,
            reference=recommendation.reference,
            priority=recommendation.priority,
            timescale=recommendation.timescale,
            due_on=recommendation.due_on,
            repeat_of_id=recommendation.repeat_of_id,
            **columns("text", recommendation.text),
        )
        for position, recommendation in enumerate(recommendations, start=1)
    )
    links = PublishedRecommendation.themes.through
    links.objects.bulk_create(
        links(published=row, theme=theme)
        for row in rows
        for theme in row.recommendation.themes.all()
    )
    return rows


def freeze_what_they_rest_on(
    recommendations: list[PublishedRecommendation], findings: list[PublishedFinding]
) -> None:
    """Of the findings, those that this edition tells; others are not public."""
    asked = {row.recommendation_id: row for row in recommendations}
    told = {row.finding_id: row for row in findings}
    pairs = Recommendation.findings.through.objects.filter(
        recommendation__in=asked, finding__in=told
    ).order_by("pk")
    links = PublishedRecommendation.findings.through
    links.objects.bulk_create(
        links(published=asked[pair.recommendation_id], finding=told[pair.finding_id])
        for pair in (pairs if asked and told else [])
    )
