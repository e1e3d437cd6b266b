"""Publishing: one act, one transaction, one edition that is never changed."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from inspectorate import lifecycle
from inspectorate.accounts.models import User
from inspectorate.fields import Wording
from inspectorate.history.models import System
from inspectorate.inspections.models import Finding, Inspection
from inspectorate.lifecycle import Refusal
from inspectorate.reports import readiness, register
from inspectorate.reports.document import (
    canonical,
    digest,
    document_of,
    gather,
    known_words,
    signed_digest,
    slug_of,
)
from inspectorate.reports.models import (
    Edition,
    EditionAuthority,
    PublishedFinding,
    PublishedJudgement,
    PublishedParagraph,
    PublishedRecommendation,
    Report,
)
from inspectorate.reports.models.course import person


@transaction.atomic
def publish(
    report: Report,
    *,
    by: User | System,
    at: datetime | None = None,
    batch: uuid.UUID | None = None,
) -> Edition:
    """Freeze a signed-off report as its next edition, and show it to the public.

    `at` is the moment it enters the record, now when None. The edition bears the
    date that stands on the report; one that has none, and every correction, bears
    that day; a historical report bears what its source says, be it nothing. Raises
    Refusal with every reason that stands against it.
    """
    at = at or timezone.now()
    # The stored report, read once: so document and rows agree, whoever edits meanwhile.
    draft = lifecycle.locked(Report).get(pk=report.pk)
    lifecycle.check_arrow(draft, Report.Status.PUBLISHED)
    gather(draft)
    draft.check_places()
    dated = draft.published_on and not draft.current_edition_id
    if not (dated or draft.recorded_from):
        draft.published_on = timezone.localdate(at)
    document = document_of(draft, number=draft.editions.count() + 1)
    if reasons := objections(draft, document, by):
        raise Refusal(*reasons)
    edition = freeze(draft, document, by=by, at=at)
    lifecycle.move(
        report,
        Report.Status.PUBLISHED,
        by=by,
        at=at,
        batch=batch,
        published_on=draft.published_on,
        current_edition=edition,
        published_by=person(by),
    )
    register.enter(edition)
    return edition


def objections(report: Report, document: dict, by: User | System) -> list[str]:
    """Every reason, a sentence each, why `by` cannot publish the report so."""
    reasons = []
    if not by.has_perm("reports.publish_report"):
        reasons.append(lifecycle.not_in_role("reports.publish_report"))
    if report.was_written_by(by):
        reasons.append(
            _(
                "You are the lead author of this report, or were: somebody else "
                "publishes it."
            )
        )
    reasons += report.bars_interest(by)
    if not report.inspection.publishes:
        reasons.append(_("This inspection is marked as one that publishes no report."))
    if report.inspection.status == Inspection.Status.CANCELLED:
        reasons.append(_("The inspection is cancelled: no report of it is published."))
    reasons += readiness.of_version(report)
    reasons += report.inspection.misjudged()
    reasons += [
        _(
            "The finding “%s” is compared with one that is not public: write what "
            "it is compared with."
        )
        % finding
        for finding in report.stated(report.inspection.findings)
        if finding.is_public and lacks_comparison(finding)
    ]
    reasons += incomplete_findings(report)
    if not report.recorded_from and report.signed_digest != signed_digest(document):
        reasons.append(
            _(
                "The text has changed since it was signed off: take it back to "
                "revision and sign it off again."
            )
        )
    return reasons + report.missing_texts()


def lacks_comparison(finding: Finding) -> bool:
    previous = finding.previous
    hidden = previous is not None and known_words(previous) is None
    return hidden and not finding.compared_with


def incomplete_findings(report: Report) -> list[str]:
    told = _("The finding “%(finding)s” is not complete: %(reason)s")
    return [
        told % {"finding": finding, "reason": reason}
        for finding in report.stated(report.inspection.findings)
        if finding.is_public
        for reason in finding.lacks_to_publish()
    ]


def freeze(
    report: Report, document: dict, *, by: User | System, at: datetime
) -> Edition:
    """Make the edition and its rows; the report's row is locked by now."""
    text = canonical(document)
    inspection, bears = report.inspection, report.published_on
    edition = Edition.objects.create(
        report_id=report.pk,
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
    freeze_paragraphs(edition, document)
    freeze_judgements(edition, report)
    freeze_findings(edition, report, document)
    freeze_recommendations(edition, report)
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


def freeze_findings(edition: Edition, report: Report, document: dict) -> None:
    findings = [f for f in report.stated(report.inspection.findings) if f.is_public]
    pairs = zip(findings, document["findings"], strict=True)
    PublishedFinding.objects.bulk_create(
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


def freeze_recommendations(edition: Edition, report: Report) -> None:
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
