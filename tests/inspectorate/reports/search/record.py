"""Five published reports, each known by the council that it is about."""

from collections.abc import Sequence

from authorities.models import Authority
from inspectorate.inspections.models import Inspection
from inspectorate.reports import publication
from inspectorate.reports.models import Edition, Report
from tests.factories import (
    NOON,
    SYSTEM,
    make_finding,
    make_inspection,
    make_paragraph,
    make_recommendation,
    make_report,
    make_service,
)

Pair = tuple[str, str]


def make_record() -> None:
    children = make_service("Children", code="children-x")
    adults = make_service("Adults", code="adults-x", name_cy="Oedolion")
    make_read(
        case_of("neath-port-talbot", children),
        [
            (
                "Social workers carry too many cases.",
                "Mae gan weithwyr ormod o achosion.",
            )
        ],
        published_on="2019-04-01",
    )
    anglesey = case_of("isle-of-anglesey", adults)
    make_recommendation(
        anglesey, text_en="Supervise the staff.", text_cy="Dyma argymhelliad."
    )
    make_read(
        anglesey,
        [("Placements were found in time.", "Cafwyd lleoliadau yn brydlon.")],
        published_on="2021",
    )
    make_read(
        case_of("torfaen", children),
        [("Carers were praised for each placement.", "Canmolwyd gofalwyr maeth.")],
        published_on="2020-02-03",
    )
    make_read(
        case_of("swansea", children),
        [("O’Neill’s café of <b>policies</b>.", "Polisïau'r caffi.")],
        title_en="Report on placements",
    )
    cardiff = case_of("cardiff", adults)
    make_finding(
        cardiff,
        text_en="The placement of a child took long.",
        text_cy="Bu'n hir cyn lleoli plentyn.",
    )
    make_read(cardiff, [("The drain was mended.", "Trên.")], published_on="2018-05")


def case_of(slug: str, service: object = None) -> Inspection:
    return make_inspection(Authority.objects.get(slug=slug), service=service)


def make_read(
    case: Inspection, paragraphs: Sequence[Pair], **fields: object
) -> Edition:
    """Published with these paragraphs, in English and Welsh."""
    fields.setdefault("title_en", "Report")
    fields.setdefault("title_cy", "Adroddiad")
    # Historical, so that one may bear no date.
    fields.setdefault("recorded_from", "Archive")
    fields.setdefault("slug", case.authorities.get().slug)
    waits = {"status": Report.Status.AWAITING_SIGN_OFF, "paragraphs": 0}
    report = make_report(case, **waits, **fields)
    for english, welsh in paragraphs:
        make_paragraph(report, text_en=english, text_cy=welsh)
    report = Report.objects.get(pk=report.pk)
    report.sign_off(by=SYSTEM, at=NOON)
    return publication.publish(report, by=SYSTEM, at=NOON)
