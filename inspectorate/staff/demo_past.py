"""What the made-up council of a demonstration has behind it: two published reports,
so that comparing works at once, and what became of what they asked for.
"""

from datetime import date, timedelta

from authorities.models import Authority, Service
from inspectorate.fields import PartialDate
from inspectorate.frameworks.models import Framework, Theme
from inspectorate.history.models import CREATED, System, record, snapshot
from inspectorate.inspections.models import Finding, Inspection
from inspectorate.reports import publication
from inspectorate.reports.models import Paragraph, Report, Section
from recommendations.models import Recommendation

# So that every row says on the public pages that it is none of a real council.
SOURCE = "Made up for the demonstration"
# The framework of the time, which gives a grade for the whole and for its areas.
GRADED = "ILACS-2018"
YEAR = timedelta(days=365)

# Classification, theme, change, English, Welsh.
OLDER = [
    (
        *("area_for_improvement", "supervision", ""),
        "Supervision was not regular, and seldom recorded.",
        "Nid oedd goruchwyliaeth yn rheolaidd, ac anaml y câi ei chofnodi.",
    ),
    (
        *("area_for_improvement", "caseload", ""),
        "Caseloads were too high in two of five teams.",
        "Roedd llwythi achosion yn rhy uchel mewn dau o bum tîm.",
    ),
    (
        *("strength", "leadership", ""),
        "Leaders knew what had to be better.",
        "Gwyddai arweinwyr beth yr oedd angen ei wella.",
    ),
]
NEWER = [
    (
        *("improvement_noted", "supervision", "improved"),
        "Supervision is regular, and recorded in many files.",
        "Mae goruchwyliaeth yn rheolaidd, ac wedi'i chofnodi mewn llawer o ffeiliau.",
    ),
    (
        *("area_for_improvement", "caseload", "unchanged"),
        "Caseloads are still too high in two teams.",
        "Mae llwythi achosion yn dal yn rhy uchel mewn dau dîm.",
    ),
    (
        *("area_for_improvement", "training", "new"),
        "New staff wait too long for their first training.",
        "Mae staff newydd yn aros yn rhy hir am eu hyfforddiant cyntaf.",
    ),
]
# Theme, English, Welsh; the numbers are those of their order.
ASKED_BEFORE = [
    (
        "supervision",
        "See that every social worker has supervision every month.",
        "Sicrhau bod pob gweithiwr cymdeithasol yn cael goruchwyliaeth bob mis.",
    ),
    (
        "caseload",
        "Bring caseloads in all teams down to the level that the council set itself.",
        "Gostwng llwythi achosion ym mhob tîm i'r lefel a osododd y cyngor iddo'i hun.",
    ),
    (
        "care_planning",
        "Ask each child, before a review, what they want to be talked about.",
        "Gofyn i bob plentyn, cyn adolygiad, beth yr hoffai ei drafod.",
    ),
    (
        "workforce",
        "Show how posts that are vacant will be filled.",
        "Dangos sut y caiff swyddi gwag eu llenwi.",
    ),
]
ASKED_AGAIN = [
    (
        "caseload",
        "Bring caseloads in the two teams down without further delay.",
        "Gostwng llwythi achosion yn y ddau dîm heb oedi pellach.",
    ),
    (
        "training",
        "Train new staff within four weeks of their first day.",
        "Hyfforddi staff newydd o fewn pedair wythnos i'w diwrnod cyntaf.",
    ),
]


def publish_past(council: Authority, on: date, by: System) -> None:
    """Two years and eight months before `on`, as a source would have told them."""
    framework = Framework.objects.get(code=GRADED)
    first = on - 2 * YEAR
    older = past_case(council, framework, first, by)
    log(older, OLDER, {})
    before = ask(older, ASKED_BEFORE, due_on=first + YEAR)
    issue(older, first + timedelta(weeks=10), ["requires_improvement", "good"], by)
    follow_up_first(before, first + timedelta(weeks=12), by)

    second = on - timedelta(weeks=34)
    newer = past_case(council, framework, second, by, follows=older)
    log(newer, NEWER, {each.theme_id: each for each in older.findings.all()})
    again = ask(newer, ASKED_AGAIN, due_on=on + timedelta(weeks=3))
    Recommendation.objects.filter(pk=again[0].pk).update(repeat_of=before[1])
    issue(newer, second + timedelta(weeks=10), ["good", "good"], by)
    follow_up_second(before, again, newer, second + timedelta(weeks=11), by)


def past_case(
    council: Authority,
    framework: Framework,
    start: date,
    by: System,
    follows: Inspection | None = None,
) -> Inspection:
    return Inspection.objects.open_case(
        council,
        by=by,
        year=start.year,
        kind=Inspection.Kind.INSPECTION,
        service=Service.objects.get(code="children"),
        framework=framework,
        follows=follows,
        fieldwork_start=PartialDate.of(start),
        fieldwork_end=PartialDate.of(start + timedelta(days=4)),
        status=Inspection.Status.CLOSED,
        recorded_from=SOURCE,
    )


def log(case: Inspection, told: list[tuple], before: dict[int, Finding]) -> None:
    """`before` are the findings of the inspection before, by their theme."""
    for position, (kind, code, change, english, welsh) in enumerate(told, start=1):
        theme = Theme.objects.get(framework=None, code=code)
        previous = before.get(theme.pk) if change not in ("", "new") else None
        Finding.objects.create(
            inspection=case,
            position=position,
            classification=kind,
            theme=theme,
            change=change,
            previous=previous,
            compared_with_en="The inspection before." if change == "new" else "",
            compared_with_cy="Yr arolygiad blaenorol." if change == "new" else "",
            text_en=english,
            text_cy=welsh,
            recorded_from=SOURCE,
        )


def ask(case: Inspection, told: list[tuple], due_on: date) -> list[Recommendation]:
    made = []
    for position, (code, english, welsh) in enumerate(told, start=1):
        theme = Theme.objects.get(framework=None, code=code)
        row = Recommendation.objects.create(
            inspection=case,
            position=position,
            number=f"R{position}",
            reference=f"{case.reference}-R{position}",
            timescale="12m",
            due_on=due_on,
            text_en=english,
            text_cy=welsh,
            recorded_from=SOURCE,
        )
        row.themes.add(theme)
        row.findings.set(case.findings.filter(theme=theme))
        made.append(row)
    return made


def issue(case: Inspection, on: date, grades: list[str], by: System) -> None:
    for place, area in enumerate(case.framework.areas.order_by("pk")):
        code = grades[place % len(grades)]
        case.judgements.create(
            area=area, point=area.scale.points.get(code=code), recorded_from=SOURCE
        )
    report = Report.objects.create(
        inspection=case,
        kind=Report.Kind.REPORT,
        slug=case.reference.lower(),
        title_en=f"Inspection of children's services {on.year}",
        title_cy=f"Arolygiad o wasanaethau plant {on.year}",
        summary_en="Made up, to try the program with: no real council is meant.",
        summary_cy="Ffug, i roi cynnig ar y rhaglen: ni olygir unrhyw gyngor go iawn.",
        published_on=PartialDate.of(on),
        status=Report.Status.SIGN_OFF,
        recorded_from=SOURCE,
    )
    record(report, CREATED, by=by, after=snapshot(report))
    section = Section.objects.create(
        report=report,
        position=1,
        number="1",
        heading_en="What we found",
        heading_cy="Ein canfyddiadau",
    )
    for position, finding in enumerate(case.findings.order_by("position"), start=1):
        Paragraph.objects.create(
            report=report,
            section=section,
            position=position,
            number=f"1.{position}",
            text_en=finding.text_en,
            text_cy=finding.text_cy,
            recorded_from=SOURCE,
        )
    publication.publish(report, by=by)


def follow_up_first(rows: list[Recommendation], on: date, by: System) -> None:
    """What the council answered to the older report, and what it reported."""
    supervision, caseload, reviews, posts = rows
    for row in (supervision, caseload, posts):
        row.answer("accepted", by=by, day=on)
    reviews.answer(
        "partly_accepted",
        by=by,
        day=on,
        words_en="Only where the child wishes to be asked.",
        words_cy="Dim ond pan fydd y plentyn yn dymuno cael ei holi.",
    )
    later = on + timedelta(weeks=26)
    for row in (supervision, caseload, reviews):
        row.report_progress("in_progress", by=by, day=later)
    posts.report_progress(
        "paused",
        by=by,
        day=later,
        words_en="Until the budget of next year is agreed.",
        words_cy="Nes y cytunir ar gyllideb y flwyddyn nesaf.",
    )
    supervision.report_progress("completed_reported", by=by, day=on + YEAR)


def follow_up_second(
    before: list[Recommendation],
    again: list[Recommendation],
    seen_in: Inspection,
    on: date,
    by: System,
) -> None:
    """What inspectors saw when they came back, and the answers to the newer report."""
    supervision, caseload, _reviews, _posts = before
    told = {"by": by, "day": on, "basis": seen_in}
    supervision.verify(
        "achieved",
        words_en="Every file that was read shows monthly supervision.",
        words_cy="Mae pob ffeil a ddarllenwyd yn dangos goruchwyliaeth fisol.",
        **told,
    )
    supervision.close("achieved", by=by, day=on)
    caseload.verify(
        "limited",
        words_en="Three of five teams are at the level that was set.",
        words_cy="Mae tri o bum tîm ar y lefel a osodwyd.",
        **told,
    )
    for row in again:
        row.refresh_from_db()
    again[0].answer("accepted", by=by, day=on + timedelta(weeks=2))
    again[0].report_progress("in_progress", by=by, day=on + timedelta(weeks=12))
