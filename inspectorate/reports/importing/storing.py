"""Making the rows of one checked line, and publishing its report."""

import uuid
from collections import Counter
from datetime import date

from django.db import DataError, IntegrityError, models, transaction

from inspectorate.frameworks.models import Framework
from inspectorate.history.models import CREATED, System, record, snapshot
from inspectorate.inspections.models import Finding, Inspection, Judgement
from inspectorate.lifecycle import Refusal
from inspectorate.reports import publication
from inspectorate.reports.importing import form
from inspectorate.reports.importing.form import Fault
from inspectorate.reports.importing.lines import Line
from inspectorate.reports.importing.lookups import Lookups
from inspectorate.reports.importing.origins import Origins
from inspectorate.reports.importing.recorded import (
    Checked,
    Recorded,
    digest_of,
    key_of,
)
from inspectorate.reports.importing.wording import (
    refused,
    source_of,
    title_of,
    two_texts,
    wording_of,
    year_of,
)
from inspectorate.reports.models import Paragraph, Report, Section
from recommendations.models import Recommendation

BY = System("import_reports")


class Importer:
    """Checks and stores lines, and counts in `made` the rows it made of each model.

    All entries of the history that one importer makes share its `batch`.
    """

    def __init__(self, today: date) -> None:
        self.today = today
        self.batch = uuid.uuid4()
        self.made: Counter[type[models.Model]] = Counter()
        self.other_text = 0
        self.recorded = Recorded()
        self.look_up()

    def look_up(self) -> None:
        self.lookups = Lookups()
        self.origins = Origins(self.lookups, self.made)

    def check(self, line: Line) -> Checked:
        """Say all that is wrong with a line; one that is recorded just so is right."""
        document = line.document
        try:
            digest = digest_of(document)
            known = self.recorded.knows(digest)
            faults = [] if known else self.faults(document)
        except RecursionError:
            return Checked([("", "The line is nested too deeply; flatten it.")])
        if faults:
            return Checked(faults)
        key = key_of(document, self.lookups.framework(document))
        faults, remark = self.recorded.meet(line, key, digest)
        return Checked(faults, remark, done=known or bool(remark))

    def faults(self, document: dict) -> list[Fault]:
        faults, sound = form.check(document, self.today)
        return [*faults, *self.lookups.faults(sound)]

    def store(self, line: Line) -> tuple[list[Fault], str]:
        """Make and publish a report, unless its inspection is recorded already.

        Returns what the rules or the database refuse, after undoing the line; and
        a sentence where it is recorded otherwise than the line has it, which an
        import never changes.
        """
        document = line.document
        framework = self.lookups.framework(document)
        # Looked for before anything is made or grows.
        if known := self.recorded.inspection(document, framework):
            self.other_text += 1
            return [], f"{known} is recorded with other text and stays so."
        made = self.made.copy()
        try:
            with transaction.atomic():
                self.publish(document)
        except (Refusal, DataError, IntegrityError) as error:
            self.made = made
            self.look_up()  # What the line had made is gone again.
            return [("", refused(error))], ""
        self.remember(line)
        return [], ""

    def remember(self, line: Line) -> None:
        """Note what is stored; also by the framework that it may have made."""
        digest = digest_of(line.document)
        framework = self.lookups.framework(line.document)
        self.recorded.add(digest)
        self.recorded.meet(line, key_of(line.document, framework), digest)

    def publish(self, document: dict) -> None:
        inspection = self.inspection(document, self.origins.framework(document))
        self.judgements(document, inspection)
        self.findings(document, inspection)
        self.recommendations(document, inspection)
        report = self.report(document, inspection)
        self.sections(document, report)
        record(report, CREATED, by=BY, after=snapshot(report), batch=self.batch)
        publication.publish(report, by=BY, batch=self.batch)
        self.made[Report] += 1

    def make(self, rows: list[models.Model]) -> None:
        if rows:
            type(rows[0]).objects.bulk_create(rows)
            self.made[type(rows[0])] += len(rows)

    def inspection(self, document: dict, framework: Framework) -> Inspection:
        inspection = Inspection.objects.open_case(
            self.origins.authority(document),
            by=BY,
            batch=self.batch,
            year=year_of(document),
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
        told = document["judgements"]
        self.make([self.judgement(inspection, **judgement) for judgement in told])

    def judgement(self, inspection: Inspection, *, area: str, grade: str) -> Judgement:
        judged = self.lookups.area(inspection.framework, area)
        point = self.lookups.point(judged.scale_id, grade)
        return Judgement(
            inspection=inspection,
            area=judged,
            point=point,
            wording_en=wording_of(grade, point),
            recorded_from=inspection.recorded_from,
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
            title_en=document.get("title") or title_of(inspection, year_of(document)),
            title_cy=document.get("title_cy", ""),
            summary_en="\n\n".join(en for en, _cy in summary),
            summary_cy="\n\n".join(cy for _en, cy in summary if cy),
            published_on=document["published_on"],
            stated_recommendation_count=document.get("stated_recommendation_count"),
            licence=document.get("licence", ""),
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
