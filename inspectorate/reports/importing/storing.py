"""Making the rows of one checked line, and publishing its report."""

import hashlib
import json
from collections import Counter

from django.db import models, transaction

from inspectorate.fields import PartialDate
from inspectorate.frameworks.models import Framework
from inspectorate.history.models import System
from inspectorate.inspections.models import Finding, Inspection, Judgement
from inspectorate.reports import publication
from inspectorate.reports.importing.form import Fault
from inspectorate.reports.importing.lookups import Lookups
from inspectorate.reports.importing.origins import DEFAULT_SERVICE, Origins
from inspectorate.reports.models import Paragraph, Report, Section
from recommendations.models import Recommendation

BY = System("import_reports")


class Importer:
    """Checks and stores lines, and counts in `made` the rows it made of each model."""

    def __init__(self) -> None:
        self.lookups = Lookups()
        self.made: Counter[type[models.Model]] = Counter()
        self.origins = Origins(self.lookups, self.made)

    def faults(self, document: dict) -> list[Fault]:
        return list(self.lookups.faults(document))

    @transaction.atomic
    def store(self, document: dict) -> str:
        """Make and publish a report, unless its inspection is recorded already.

        Returns a sentence where it is recorded otherwise than the line has it,
        which an import never changes; an empty one when all is well.
        """
        framework = self.origins.framework(document)
        known = self.recorded(document, framework)
        if known is not None:
            same = known.source_digest == digest_of(document)
            return "" if same else f"{known} is recorded with other text and stays so."
        inspection = self.inspection(document, framework)
        self.judgements(document, inspection)
        self.findings(document, inspection)
        self.recommendations(document, inspection)
        report = self.report(document, inspection)
        self.sections(document, report)
        publication.publish(report, by=BY)
        self.made[Report] += 1
        return ""

    def make(self, rows: list[models.Model]) -> None:
        if rows:
            type(rows[0]).objects.bulk_create(rows)
            self.made[type(rows[0])] += len(rows)

    def recorded(self, document: dict, framework: Framework) -> Inspection | None:
        key = key_of(document, framework)
        return Inspection.objects.filter(source_key=key).first()

    def inspection(self, document: dict, framework: Framework) -> Inspection:
        text = document["fieldwork_start"] or document["published_on"]
        inspection = Inspection.objects.open_case(
            self.origins.authority(document),
            by=BY,
            year=PartialDate.parse(text).year if text else None,
            kind=document.get("kind", Inspection.Kind.INSPECTION),
            service=self.origins.service(document),
            framework=framework,
            fieldwork_start=document["fieldwork_start"],
            fieldwork_end=document["fieldwork_end"],
            status=Inspection.Status.CLOSED,
            recorded_from=source_of(document),
            source_key=key_of(document, framework),
            source_digest=digest_of(document),
        )
        self.made[Inspection] += 1
        return inspection

    def judgements(self, document: dict, inspection: Inspection) -> None:
        areas = [
            (self.lookups.area(inspection.framework, told["area"]), told["grade"])
            for told in document["judgements"]
        ]
        self.make(
            [
                Judgement(
                    inspection=inspection,
                    area=area,
                    point=self.lookups.point(area.scale_id, grade),
                    recorded_from=inspection.recorded_from,
                )
                for area, grade in areas
            ]
        )

    def findings(self, document: dict, inspection: Inspection) -> None:
        self.make(
            [
                Finding(
                    inspection=inspection,
                    position=position,
                    classification=told["classification"],
                    theme=self.lookups.themes[told["theme"]],
                    text_en=told["text"],
                    text_cy=told.get("text_cy", ""),
                    recorded_from=inspection.recorded_from,
                )
                for position, told in enumerate(document.get("findings", []), start=1)
            ]
        )

    def recommendations(self, document: dict, inspection: Inspection) -> None:
        rows = [
            Recommendation(
                inspection=inspection,
                position=position,
                number=told["number"],
                reference=f"{inspection.reference}-R{position:02}",
                text_en=told["text"],
                text_cy=told.get("text_cy", ""),
                priority=told.get("priority", False),
                timescale=told.get("timescale", Recommendation.Timescale.NOT_STATED),
                due_on=told.get("due_on"),
                recorded_from=inspection.recorded_from,
            )
            for position, told in enumerate(document["recommendations"], start=1)
        ]
        self.make(rows)
        for row, told in zip(rows, document["recommendations"], strict=True):
            if told.get("themes"):
                row.themes.set(self.lookups.themes[code] for code in told["themes"])

    def report(self, document: dict, inspection: Inspection) -> Report:
        summary = [two_texts(item) for item in document.get("summary", [])]
        return Report.objects.create(
            inspection=inspection,
            slug=inspection.reference.lower(),
            title_en=document.get("title") or title_of(inspection),
            title_cy=document.get("title_cy", ""),
            summary_en="\n\n".join(en for en, _cy in summary),
            summary_cy="\n\n".join(cy for _en, cy in summary if cy),
            published_on=document["published_on"],
            stated_recommendation_count=document.get("stated_recommendation_count"),
            status=Report.Status.SIGN_OFF,
            recorded_from=inspection.recorded_from,
        )

    def sections(self, document: dict, report: Report) -> None:
        told = document["sections"]
        sections = [
            Section(
                report=report,
                position=position,
                heading_en=section["heading"],
                heading_cy=section.get("heading_cy", ""),
                point=self.heading_grade(report, section),
            )
            for position, section in enumerate(told, start=1)
        ]
        self.make(sections)
        pairs = [
            (section, paragraph)
            for section, described in zip(sections, told, strict=True)
            for paragraph in described["paragraphs"]
        ]
        self.make(
            [
                Paragraph(
                    report=report,
                    section=section,
                    position=position,
                    number=paragraph["number"],
                    text_en=paragraph["text"],
                    text_cy=paragraph.get("text_cy", ""),
                    recorded_from=report.recorded_from,
                )
                for position, (section, paragraph) in enumerate(pairs, start=1)
            ]
        )

    def heading_grade(self, report: Report, section: dict) -> models.Model | None:
        if "grade" not in section:
            return None
        scale_id = self.lookups.scale_id(report.inspection.framework)
        return self.lookups.point(scale_id, section["grade"])


def source_of(document: dict) -> str:
    parts = [document["source"], document.get("licence", "")]
    return ", ".join(part for part in parts if part)[:200]


def key_of(document: dict, framework: Framework) -> str:
    """The natural key: which inspection of whom, by which framework, and when."""
    return "/".join(
        [
            document["source"],
            framework.code,
            document["authority"]["gss_code"],
            document.get("service", DEFAULT_SERVICE),
            document.get("kind", Inspection.Kind.INSPECTION),
            document["fieldwork_start"] or document["published_on"],
        ]
    )


def digest_of(document: dict) -> str:
    text = json.dumps(document, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def title_of(inspection: Inspection) -> str:
    """A descriptive title for a report whose file gives none."""
    kind = Inspection.Kind(inspection.kind).label
    service = inspection.service.name_en.lower()
    year = inspection.reference.rsplit("-", 2)[1]
    return f"{kind} of {service}, {year}"


def two_texts(item: str | dict) -> tuple[str, str]:
    if isinstance(item, str):
        return item, ""
    return item["text"], item.get("text_cy", "")
