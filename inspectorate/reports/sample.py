"""The two stories the project began with, loaded from data/sample.json.

Nothing is invented: where a story is silent the record is empty. `source_line` of
each row names the story and its lines.
"""

from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from authorities.models import Authority, OfficeHolder, Service
from inspectorate.concerns.models import Board, Episode
from inspectorate.fields import PartialDate
from inspectorate.frameworks.models import Framework, JudgementArea, Theme
from inspectorate.history.models import CREATED, System, record, snapshot
from inspectorate.inspections.models import Finding, Inspection, Judgement
from inspectorate.measures import sample as measures
from inspectorate.reference import read_json
from inspectorate.reports import publication
from inspectorate.reports.models import Paragraph, Report, Response, Section
from recommendations.models import Recommendation

PATH = Path(__file__).parent / "data" / "sample.json"
BY = System("load_sample")


@transaction.atomic
def load() -> list[Report]:
    """Load both stories and publish their reports; an empty list if they are there."""
    sample = read_json(PATH)
    references = [told["reference"] for told in sample["inspections"]]
    if Inspection.objects.filter(reference__in=references).exists():
        return []
    inspections: dict[str, Inspection] = {}
    reports = []
    for told in sample["inspections"]:
        inspections[told["key"]] = inspection = load_inspection(told, inspections)
        load_findings(told, inspection, inspections)
        load_judgements(told, inspection)
        load_recommendations(told, inspection)
        if told["report"]:
            reports.append(load_report(told, inspection))
    for told in sample["concerns"]:
        load_episode(told, inspections)
    for told in sample["boards"]:
        load_board(told)
    for told in sample["office_holders"]:
        load_office_holder(told)
    measures.load(measures.SOURCED, by=BY)
    return reports


def texts(told: dict, *names: str) -> dict[str, str]:
    """The columns of texts in both languages; what the story lacks stays empty."""
    return {
        f"{name}_{language}": told.get(f"{name}_{language}") or ""
        for name in names
        for language in ("en", "cy")
    }


def source(told: dict) -> str:
    return f"News story, lines {told['source_line']}"


def place(told: dict) -> dict:
    """The authority and service a story speaks of."""
    return {
        "authority": Authority.objects.get(gss_code=told["authority"]),
        "service": Service.objects.get(code=told["service"]),
    }


def theme(code: str | None) -> Theme | None:
    return Theme.objects.vocabulary().get(code=code) if code else None


def load_inspection(told: dict, earlier: dict[str, Inspection]) -> Inspection:
    where = place(told)
    start = told["fieldwork_start"]
    return Inspection.objects.open_case(
        where["authority"],
        by=BY,
        year=PartialDate.parse(start).year if start else None,
        reference=told["reference"],
        kind=told["kind"],
        service=where["service"],
        framework=Framework.objects.get(code=told["framework"]),
        follows=earlier.get(told["follows"]),
        fieldwork_start=start,
        fieldwork_end=told["fieldwork_end"],
        status=Inspection.Status.CLOSED,
        recorded_from="News story",
        **texts(told, "service_title", "fieldwork_stated", "note"),
    )


def load_findings(
    told: dict, inspection: Inspection, earlier: dict[str, Inspection]
) -> None:
    for position, item in enumerate(told["findings"], start=1):
        finding = Finding.objects.create(
            inspection=inspection,
            position=position,
            classification=item["classification"],
            theme=theme(item["theme"]),
            change=item["change"] or "",
            previous=previous_finding(item["previous"], earlier),
            recorded_from=source(item),
            **texts(item, "text"),
        )
        finding.other_themes.set(theme(code) for code in item["also"])


def previous_finding(
    name: str | None, earlier: dict[str, Inspection]
) -> Finding | None:
    """Find "npt-2012/culture": the story's inspection, and the theme of the finding."""
    if not name:
        return None
    key, code = name.split("/")
    return earlier[key].findings.get(theme__code=code)


def load_judgements(told: dict, inspection: Inspection) -> None:
    for item in told["judgements"]:
        area = JudgementArea.objects.get(
            framework=inspection.framework, code=item["area"]
        )
        Judgement.objects.create(
            inspection=inspection,
            area=area,
            point=area.scale.points.get(code=item["point"]),
            mapped_by="Inspectorate sample",
            recorded_from=source(item),
            **texts(item, "wording", "mapping_note"),
        )


def load_recommendations(told: dict, inspection: Inspection) -> None:
    for position, item in enumerate(told["recommendations"], start=1):
        recommendation = Recommendation.objects.create(
            inspection=inspection,
            position=position,
            number=item["number"] or "",
            reference=f"{inspection.reference}-R{position:02}",
            timescale=item["timescale"],
            recorded_from=source(item),
            **texts(item, "text"),
        )
        recommendation.themes.set(theme(code) for code in item["themes"])


def load_report(told: dict, inspection: Inspection) -> Report:
    item = told["report"]
    report = Report.objects.create(
        inspection=inspection,
        kind=item["kind"],
        slug=inspection.reference.lower(),
        published_on=item["published_on"],
        stated_recommendation_count=item["stated_recommendation_count"],
        status=Report.Status.SIGN_OFF,
        licence="",
        recorded_from=inspection.recorded_from,
        **texts(item, "title", "summary"),
    )
    record(report, CREATED, by=BY, after=snapshot(report))
    for section, paragraph in load_sections(item, report):
        Paragraph.objects.create(
            report=report,
            section=section,
            position=report.paragraphs.count() + 1,
            number=paragraph["number"],
            recorded_from=report.recorded_from,
            **texts(paragraph, "text"),
        )
    for position, response in enumerate(item["responses"], start=1):
        load_response(response, report, position)
    publication.publish(report, by=BY)
    return report


def load_sections(item: dict, report: Report) -> Iterator[tuple[Section, dict]]:
    for position, told in enumerate(item["sections"], start=1):
        section = Section.objects.create(
            report=report,
            position=position,
            number=told["number"],
            **texts(told, "heading"),
        )
        for paragraph in told["paragraphs"]:
            yield section, paragraph


def load_response(item: dict, report: Report, position: int) -> None:
    Response.objects.create(
        report=report,
        position=position,
        name=item["name"],
        language=item["language"],
        text=item["text"],
        said_on=item["said_on"],
        is_public=True,
        recorded_from=source(item),
        **texts(item, "role", "organisation"),
    )


def load_episode(told: dict, inspections: dict[str, Inspection]) -> None:
    episode = Episode.objects.create(
        recorded_from="News story",
        **place(told),
        **texts(told, "instrument", "press_label"),
    )
    for item in told["decisions"]:
        episode.decide(
            item["decision"],
            by=BY,
            decided_on=item["on"],
            basis=inspections.get(item["basis"]),
            announced=True,
            recorded_from=source(item),
            **texts(item, "reason"),
            **decided_by(item),
        )


def decided_by(item: dict) -> dict[str, str]:
    """The role that decided; empty where the story does not say."""
    return {
        "decided_by_en": item["decided_by_role_en"] or "",
        "decided_by_cy": item["decided_by_role_cy"] or "",
    }


def load_board(told: dict) -> None:
    board = Board.objects.create(
        kind=told["kind"],
        established_on=told["established_on"],
        announced=True,
        recorded_from="News story",
        **place(told),
        **texts(told, "name"),
    )
    for item in told["decisions"]:
        board.decide(
            item["decision"],
            by=BY,
            focus_areas=[
                {"theme": theme(area["theme"]), **texts(area, "name")}
                for area in item["focus_areas"]
            ],
            decided_on=item["on"],
            focus_list_complete=item["focus_list_complete"],
            announced=True,
            recorded_from=source(item),
            **decided_by(item),
        )


def load_office_holder(told: dict) -> None:
    """On a day that neither story states."""
    row = OfficeHolder.objects.create(
        authority=Authority.objects.get(gss_code=told["authority"]),
        office=told["office"],
        name=told["name"],
        recorded_from=source(told),
        **texts(told, "title"),
    )
    record(row, CREATED, by=BY, after=snapshot(row))
