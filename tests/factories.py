"""Rows for tests: each function makes what it is named after, and what that needs.

Keywords override any column. Dates are fixed, nothing is random: a second row of a
kind differs from the first by its count. What the public may read has two languages.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from authorities.models import Authority, OfficeHolder, Service
from inspectorate.accounts.models import Token, User
from inspectorate.accounts.roles import ROLES
from inspectorate.api.models import FirstAnswer
from inspectorate.concerns.models import (
    Board,
    BoardMember,
    Decision,
    Episode,
    Instrument,
    Intervention,
    MinistersStep,
)
from inspectorate.concerns.models.entering import entry_into, grounds_of, last_spell
from inspectorate.concerns.models.levels import Act, Level
from inspectorate.fields import PartialDate, Wording
from inspectorate.frameworks.models import (
    Body,
    ChecklistItem,
    Framework,
    JudgementArea,
    Scale,
    ScalePoint,
    Theme,
)
from inspectorate.history.models import System
from inspectorate.inspections.models import (
    Evidence,
    EvidenceFile,
    Finding,
    Inspection,
    Interest,
    Judgement,
    NotPublished,
    ProgrammeEntry,
    TeamMember,
)
from inspectorate.measures.models import (
    Delivery,
    Equivalence,
    Measure,
    MeasureSet,
    Reading,
)
from inspectorate.notices.models import Notice
from inspectorate.reports import publication, withdrawal
from inspectorate.reports.models import (
    AccuracyCheck,
    AccuracyComment,
    ChecklistAnswer,
    Clearance,
    Comment,
    Edition,
    EditionForm,
    FormerSource,
    Paragraph,
    Placement,
    Report,
    Response,
    Section,
    SigningKey,
    Snippet,
    Withdrawal,
)
from recommendations.models import (
    ActionPlan,
    Answer,
    Closing,
    PlanLine,
    ProgressUpdate,
    Recommendation,
    Revisit,
    Verification,
)

TODAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SYSTEM = System("the tests")


def next_of(model: type[models.Model]) -> int:
    return model._base_manager.count() + 1


def make_user(role: str | None = None, **fields: object) -> User:
    """A person with a role by its code in accounts/roles.py; None has no rights."""
    known = {each.code: each for each in ROLES}
    given = known[role] if role else None
    fields.setdefault("email", f"person-{next_of(User)}@inspectorate.example")
    fields.setdefault("name", given.name if given else "Mair Jones")
    fields.setdefault("is_staff", bool(given and given.is_staff))
    user = User.objects.create_user(**fields)
    if given:
        user.groups.add(Group.objects.get(name=given.name))
    return user


def issue_token(user: User | None = None, **fields: object) -> tuple[Token, str]:
    """A token of a person, an inspector if None, with its secret."""
    fields.setdefault("name", "Tablet of the north team")
    fields.setdefault("scope", Token.Scope.READ)
    fields.setdefault("expires_on", timezone.localdate() + timedelta(days=30))
    return Token.objects.issue(user or make_user("inspector"), **fields)


def make_first_answer(**fields: object) -> FirstAnswer:
    token, _secret = issue_token()
    told = {"digest": "0" * 64, "status": 201, "body": "{}"}
    told |= {"inspection": make_inspection(), "key": "tablet-7:1"}
    return FirstAnswer.objects.create(token=token, **{**told, **fields})


def make_notice(person: User | None = None, **fields: object) -> Notice:
    """One whose e-mail waits; `status` puts it at any other state."""
    fields.setdefault("kind", "assignment")
    fields.setdefault("key", f"tests:{next_of(Notice)}")
    fields.setdefault("subject", "You are on the team of inspection EXAMPLE-2025-01")
    fields.setdefault("body", "You have been put on the team.")
    fields.setdefault("link", "/admin/")
    fields.setdefault("created_at", NOON)
    fields.setdefault("status", Notice.Status.QUEUED)
    if fields["status"] == Notice.Status.SENT:
        fields.setdefault("sent_at", NOON)
    if fields["status"] == Notice.Status.SENDING:
        fields.setdefault("tried_at", NOON)
    if fields["status"] == Notice.Status.FAILED:
        fields.setdefault("last_error", "550 There is no such mailbox")
    return Notice.objects.create(person=person or make_user("inspector"), **fields)


def make_authority(name: str = "Exampleshire", **fields: object) -> Authority:
    fields.setdefault("gss_code", f"W99{next_of(Authority):06}")
    fields.setdefault("slug", Authority.free_slug(name, fields["gss_code"] or "none"))
    fields.setdefault("name_cy", f"Sir {name}")
    fields.setdefault("kind", Authority.Kind.COUNTY)
    return Authority.objects.create(name_en=name, **fields)


def make_office_holder(
    authority: Authority | None = None, **fields: object
) -> OfficeHolder:
    """The director since 2020, as the council has it in 2025."""
    fields.setdefault("office", OfficeHolder.Office.DIRECTOR)
    fields.setdefault("name", "Gwen Parry")
    fields.setdefault("held_from", "2020")
    fields.setdefault("stated_on", "2025-10-01")
    fields.setdefault("source", "https://council.example/director")
    return OfficeHolder.objects.create(
        authority=authority or make_authority(), **fields
    )


def make_service(name: str = "Children's services", **fields: object) -> Service:
    fields.setdefault("code", f"service-{next_of(Service)}")
    fields.setdefault("name_cy", "Gwasanaethau plant")
    return Service.objects.create(name_en=name, **fields)


def make_body(**fields: object) -> Body:
    fields.setdefault("code", f"BODY-{next_of(Body)}")
    fields.setdefault("name_en", "Care Inspectorate Exampleshire")
    fields.setdefault("name_cy", "Arolygiaeth Gofal Enghraifft")
    return Body.objects.create(**fields)


def make_framework(languages: str = "en", **fields: object) -> Framework:
    """`languages` are those an edition must have: "en", "cy" or "en cy"."""
    fields.setdefault("code", f"EXAMPLE-{next_of(Framework)}")
    fields.setdefault("family", "EXAMPLE")
    fields.setdefault("name_en", "Framework for examples")
    fields.setdefault("name_cy", "Fframwaith enghreifftiau")
    fields["body"] = fields.get("body") or make_body()
    return Framework.objects.create(languages=languages, **fields)


def make_theme(framework: Framework | None = None, **fields: object) -> Theme:
    """A theme of the stable vocabulary when no framework is given."""
    fields.setdefault("code", f"theme-{next_of(Theme)}")
    fields.setdefault("name_en", "Leadership")
    fields.setdefault("name_cy", "Arweinyddiaeth")
    return Theme.objects.create(framework=framework, **fields)


def make_scale(**fields: object) -> Scale:
    fields.setdefault("code", f"scale-{next_of(Scale)}")
    fields.setdefault("name_en", "Four grades")
    fields.setdefault("name_cy", "Pedair gradd")
    return Scale.objects.create(**fields)


def make_point(scale: Scale | None = None, **fields: object) -> ScalePoint:
    fields.setdefault("code", f"point-{next_of(ScalePoint)}")
    fields.setdefault("order", next_of(ScalePoint))
    fields.setdefault("label_en", "Good")
    fields.setdefault("label_cy", "Da")
    fields.setdefault("meaning_en", "Children get the help they need.")
    fields.setdefault("meaning_cy", "Mae plant yn cael yr help sydd ei angen arnynt.")
    return ScalePoint.objects.create(scale=scale or make_scale(), **fields)


def make_area(framework: Framework | None = None, **fields: object) -> JudgementArea:
    fields.setdefault("code", f"area-{next_of(JudgementArea)}")
    fields.setdefault("order", next_of(JudgementArea))
    fields.setdefault("name_en", "The experiences of children")
    fields.setdefault("name_cy", "Profiadau plant")
    fields["scale"] = fields.get("scale") or make_scale()
    return JudgementArea.objects.create(
        framework=framework or make_framework(), **fields
    )


def make_inspection(
    authority: Authority | None = None, *, year: int | None = 2025, **fields: object
) -> Inspection:
    """Opened as inspectors open one; `status` puts it at any state."""
    fields.setdefault("kind", Inspection.Kind.PEI)
    fields.setdefault("fieldwork_start", date(2025, 11, 3))
    fields.setdefault("fieldwork_end", date(2025, 11, 14))
    fields["service"] = fields.get("service") or make_service()
    fields["framework"] = fields.get("framework") or make_framework()
    return Inspection.objects.open_case(
        authority or make_authority(), by=SYSTEM, year=year, **fields
    )


def make_activity(authority: Authority | None = None, **fields: object) -> Inspection:
    """It took place, and there is no report."""
    told = {"publishes": False, "status": Inspection.Status.CLOSED}
    return make_inspection(authority, **{**told, **fields})


def make_announced(
    inspection: Inspection | None = None, **said: object
) -> ProgrammeEntry:
    """In the forward programme, for March 2026."""
    inspection = inspection or make_inspection()
    said.setdefault("window_from", PartialDate(2026, 3))
    said.setdefault("at", NOON)
    inspection.announce(by=SYSTEM, **said)
    return inspection.said


def make_team_member(
    inspection: Inspection | None = None, **fields: object
) -> TeamMember:
    fields["user"] = fields.get("user") or make_user("inspector")
    return TeamMember.objects.create(
        inspection=inspection or make_inspection(), **fields
    )


def make_interest(
    user: User | None = None, authority: Authority | None = None, **fields: object
) -> Interest:
    """One that stands, with no end in sight."""
    fields.setdefault("nature", "Worked there until 2024.")
    fields.setdefault("declared_on", TODAY)
    return Interest.objects.create(
        user=user or make_user("inspector"),
        authority=authority or make_authority(),
        **fields,
    )


def make_evidence(inspection: Inspection | None = None, **fields: object) -> Evidence:
    fields.setdefault("reference", f"CF-{next_of(Evidence):02}")
    fields.setdefault("kind", Evidence.Kind.CASE_FILE)
    fields.setdefault("summary", "Plans were reviewed on time in 9 of 12 files.")
    fields.setdefault("collected_on", date(2025, 11, 4))
    return Evidence.objects.create(inspection=inspection or make_inspection(), **fields)


def make_evidence_file(
    item: Evidence | None = None,
    *,
    text: str = "Nine of twelve plans were on time.",
    name: str = "notes.txt",
    by: User | System = SYSTEM,
    at: datetime = NOON,
) -> EvidenceFile:
    """The next revision of an item, kept as inspectors keep one."""
    item = item or make_evidence()
    return item.attach(ContentFile(text.encode(), name=name), by=by, at=at)


def make_finding(inspection: Inspection | None = None, **fields: object) -> Finding:
    fields.setdefault("position", next_of(Finding))
    fields.setdefault("classification", Finding.Classification.STRENGTH)
    fields.setdefault("text_en", "Leaders know their services well.")
    fields.setdefault("text_cy", "Mae arweinwyr yn adnabod eu gwasanaethau'n dda.")
    if "theme" not in fields:
        fields["theme"] = make_theme()
    return Finding.objects.create(inspection=inspection or make_inspection(), **fields)


def make_judgement(inspection: Inspection | None = None, **fields: object) -> Judgement:
    """Of an area of the inspection's framework; not_judged=True has no point."""
    inspection = inspection or make_inspection()
    fields["area"] = fields.get("area") or make_area(inspection.framework)
    if "point" not in fields and not fields.get("not_judged"):
        fields["point"] = make_point(fields["area"].scale)
    return Judgement.objects.create(inspection=inspection, **fields)


def make_recommendation(
    inspection: Inspection | None = None, **fields: object
) -> Recommendation:
    inspection = inspection or make_inspection()
    count = inspection.recommendations.count() + 1
    fields.setdefault("position", count)
    fields.setdefault("number", f"R{count}")
    fields.setdefault("reference", f"{inspection.reference}-R{count}")
    fields.setdefault("text_en", "See that every child has a named social worker.")
    fields.setdefault("text_cy", "Sicrhau bod gan bob plentyn weithiwr cymdeithasol.")
    return Recommendation.objects.create(inspection=inspection, **fields)


# Which columns of a recommendation a fact of each kind moves.
FACTS = {
    Answer: {
        "acceptance": "acceptance",
        "acceptance_reason": "words_en",
        "accepted_on": "day",
    },
    ProgressUpdate: {"progress": "progress"},
    Verification: {"verification": "verification"},
    Closing: {
        "lifecycle": "lifecycle",
        "closed_reason": "closed_reason",
        "closed_on": "day",
        "successor": "successor",
    },
}


def stand(recommendation: Recommendation, **columns: object) -> None:
    """Have it stand otherwise, by facts that need nobody and no edition.

    `day` is that of all that has none of its own.
    """
    day = columns.pop("day", None)
    for model, names in FACTS.items():
        told = {names[name]: columns[name] for name in names if name in columns}
        if not told:
            continue
        recommendation.refresh_from_db()
        model.objects.create(
            recommendation=recommendation,
            sequence=recommendation.facts + 1,
            recorded_from="The tests",
            **{"day": day, **told},
        )
    recommendation.refresh_from_db()


def make_action_plan(
    inspection: Inspection | None = None, **fields: object
) -> ActionPlan:
    """A draft; `status` puts it, as a row, at any other state."""
    inspection = inspection or make_inspection()
    fields["authority"] = fields.get("authority") or inspection.authorities.get()
    judged = {"agreed": True, "revised": True, "returned": False}
    status = fields.get("status", "draft")
    if status != "draft":
        fields.setdefault("received_on", TODAY)
    if status in judged:
        fields.setdefault("reflects_findings", judged[status])
        fields.setdefault("decision_reason", "It answers every finding.")
        fields.setdefault("decided_on", TODAY)
    return ActionPlan.objects.create(inspection=inspection, **fields)


def make_plan_line(plan: ActionPlan | None = None, **fields: object) -> PlanLine:
    """Of a draft."""
    plan = plan or make_action_plan()
    if "recommendation" not in fields:
        asked = plan.inspection.recommendations.first()
        fields["recommendation"] = asked or make_recommendation(plan.inspection)
    fields.setdefault("action_en", "Appoint six social workers.")
    fields.setdefault("measure_en", "No child waits a week.")
    fields.setdefault("owner_role", Recommendation.OwnerRole.DIRECTOR)
    fields.setdefault("due_on", date(2026, 6, 30))
    return PlanLine.objects.create(plan=plan, **fields)


def make_revisit(inspection: Inspection | None = None, **fields: object) -> Revisit:
    """Of a recommendation of another inspection, with nothing written of it yet."""
    fields["recommendation"] = fields.get("recommendation") or make_recommendation()
    return Revisit.objects.create(inspection=inspection or make_inspection(), **fields)


def make_section(report: Report | None = None, **fields: object) -> Section:
    report = report or make_report(paragraphs=0)
    fields.setdefault("position", report.sections.count() + 1)
    fields.setdefault("heading_en", "Leadership and management")
    fields.setdefault("heading_cy", "Arweinyddiaeth a rheolaeth")
    return Section.objects.create(report=report, **fields)


def make_paragraph(report: Report | None = None, **fields: object) -> Paragraph:
    """At the end of a report's last section, which is made when there is none."""
    report = report or make_report(paragraphs=0)
    fields.setdefault("position", report.paragraphs.count() + 1)
    fields["section"] = (
        fields.get("section") or report.sections.last() or make_section(report)
    )
    paragraph = draft_paragraph(report=report, **fields)
    paragraph.save()
    return paragraph


def draft_paragraph(position: int, **fields: object) -> Paragraph:
    """A paragraph that is not stored yet."""
    fields.setdefault("text_en", f"Inspectors read {position} of the case files.")
    fields.setdefault("text_cy", f"Darllenodd arolygwyr {position} o'r ffeiliau achos.")
    return Paragraph(position=position, **fields)


def make_report(
    inspection: Inspection | None = None,
    *,
    signed: bool = False,
    published: bool = False,
    paragraphs: int | Sequence[str] = 3,
    by: User | System = SYSTEM,
    at: datetime = NOON,
    **fields: object,
) -> Report:
    """A draft of one section with `paragraphs`: how many, or their English texts.

    signed=True signs it off; published=True does that and publishes it at the moment
    `at`; `status` puts a draft at any other state. That no concern is met is decided,
    unless `no_concern_at` is None.
    """
    inspection = inspection or make_inspection()
    fields.setdefault("kind", Report.Kind.REPORT)
    fields.setdefault("slug", f"{inspection.reference.lower()}-{fields['kind']}")
    fields.setdefault("title_en", "Inspection of children's services")
    fields.setdefault("title_cy", "Arolygiad o wasanaethau plant")
    if signed or published:
        fields["status"] = Report.Status.AWAITING_SIGN_OFF
    if fields.get("status") == Report.Status.SCHEDULED:
        fields.setdefault("scheduled_for", at)
    if fields.setdefault("no_concern_at", at):
        fields.setdefault("no_concern_reason", "Nothing of concern was found.")
    report = Report.objects.create(inspection=inspection, **fields)
    texts = [None] * paragraphs if isinstance(paragraphs, int) else paragraphs
    if texts:
        section = make_section(report)
        Paragraph.objects.bulk_create(
            draft_paragraph(
                place,
                report=report,
                section=section,
                **({"text_en": text} if text else {}),
            )
            for place, text in enumerate(texts, start=1)
        )
    if signed or published:
        report.sign_off(by=by, at=at)
    if published:
        publication.publish(report, by=by, at=at)
    return report


def make_edition(inspection: Inspection | None = None, **fields: object) -> Edition:
    """What a published report shows; `fields` are those of make_report."""
    return make_report(inspection, published=True, **fields).current_edition


def make_correction(
    edition: Edition | None = None, *, at: datetime = NOON, **fields: object
) -> Edition:
    """The next edition of its report; `fields` are mended."""
    edition = edition or make_edition()
    waits = {"status": Report.Status.AWAITING_SIGN_OFF, **fields}
    Report.objects.filter(pk=edition.report_id).update(**waits)
    report = Report.objects.get(pk=edition.report_id)
    report.sign_off(by=SYSTEM, at=at)
    why = Wording("A date was wrong.", "Roedd dyddiad yn anghywir.")
    return publication.publish(report, by=SYSTEM, at=at, correction=why)


def make_withdrawal(edition: Edition | None = None) -> Withdrawal:
    """What is left of it, and of every edition of its report, for the public."""
    edition = edition or make_edition()
    reason = Wording("A child could be known.", "Gellid adnabod plentyn.")
    withdrawal.withdraw(edition.report, by=SYSTEM, reason=reason, at=NOON)
    return edition.withdrawal


def make_rule_not_published(**fields: object) -> NotPublished:
    """Of a service, unless a kind is given."""
    if "kind" not in fields:
        fields["service"] = fields.get("service") or make_service("Secure homes")
    fields.setdefault("reason_en", "Its address is not public.")
    fields.setdefault("reason_cy", "Nid yw ei gyfeiriad yn gyhoeddus.")
    return NotPublished.objects.create(**fields)


def make_edition_form(edition: Edition | None = None, **fields: object) -> EditionForm:
    """The row of a file; the storage holds none, and the register tells of none."""
    edition = edition or make_edition()
    fields.setdefault("form", EditionForm.Form.JSON)
    fields.setdefault("sha256", edition.sha256)
    fields.setdefault("size", len(edition.document))
    fields.setdefault("name", f"{edition.report.slug}-edition-{edition.number}.json")
    fields.setdefault("stored_as", f"{edition.sha256[:2]}/{edition.sha256}.json")
    fields.setdefault("made_at", NOON)
    fields.setdefault("made_with", "Inspectorate")
    return EditionForm.objects.create(edition=edition, **fields)


def make_signing_key(**fields: object) -> SigningKey:
    fields.setdefault("code", f"{next_of(SigningKey):015}")
    fields.setdefault("public", f"{next_of(SigningKey):042}=")
    return SigningKey.objects.create(**fields)


def make_former_source(**fields: object) -> FormerSource:
    """Of a text of which nothing was kept."""
    given = {
        "subject_type": "reports.paragraph",
        "subject_id": next_of(FormerSource),
        "name": "text",
        "language": "cy",
        "source": "As it was.",
    }
    return FormerSource.objects.create(**{**given, **fields})


def make_response(report: Report | None = None, **fields: object) -> Response:
    """What an office-holder said, released to the public."""
    fields.setdefault("role_en", "Director of Social Services")
    fields.setdefault("role_cy", "Cyfarwyddwr Gwasanaethau Cymdeithasol")
    fields.setdefault("organisation_en", "Exampleshire Council")
    fields.setdefault("organisation_cy", "Cyngor Sir Exampleshire")
    fields.setdefault("language", "en")
    fields.setdefault("text", "We welcome the report and have begun to act on it.")
    fields.setdefault("is_public", True)
    return Response.objects.create(
        report=report or make_report(published=True), **fields
    )


def make_episode(
    authority: Authority | None = None, *, placed: bool = True, **fields: object
) -> Episode:
    """A concern, under the protocol since 19 November 2012 and announced if placed."""
    fields.setdefault("instrument_en", "Protocol for responding to serious concerns")
    fields.setdefault("instrument_cy", "Protocol ar gyfer ymateb i bryderon difrifol")
    fields.setdefault("protocol", Instrument.objects.get(code="SERIOUS-CONCERN"))
    fields["service"] = fields.get("service") or make_service()
    episode = Episode.objects.create(authority=authority or make_authority(), **fields)
    if placed:
        make_decision(episode, Act.PLACE, decided_on="2012-11-19", announced=True)
    return episode


def make_decision(
    episode: Episode | None = None,
    act: str = "retain",
    *,
    by: User | System = SYSTEM,
    **fields: object,
) -> Decision:
    """Taken with all that its act needs, on 2 March 2026 or the day after the one
    before. A date that is given as None or coarse is that of a news story.
    """
    episode = episode or make_episode()
    standing = [each for each in episode.standing() if each.decided_on]
    last = standing[-1].decided_on.latest if standing else None
    after = max(TODAY, last + timedelta(days=1)) if last else TODAY
    stated = fields.setdefault("decided_on", after)
    day = PartialDate.of(stated) if isinstance(stated, date) else stated
    if len(str(day or "")) < len("2026-03-02"):
        fields.setdefault("recorded_from", "News story")
    if not fields.get("recorded_from"):
        day = date.fromisoformat(str(day))
        given = needed(episode, Act(act), day) | fields
        fields = {name: each for name, each in given.items() if each is not None}
    return episode.decide(act, by=by, **fields)


def needed(episode: Episode, act: Act, day: date) -> dict[str, object]:
    """What a decision needs at the least."""
    grounds = list(episode.protocol.grounds.all()[:2]) if episode.protocol else []
    review = {"review_on": day + timedelta(days=80)}
    why = {"reason_en": "It is so.", "reason_cy": "Felly y mae."}
    later = {"fieldwork_start": day, "fieldwork_end": day}
    answers = [
        {"ground": each.ground, "progress_en": "Better.", "progress_cy": "Gwell."}
        for each in grounds_of(entry_into(last_spell(episode.standing())))
    ]
    evidence = {"evidence_en": "The trend of caseloads.", "grounds": answers}

    def basis() -> dict[str, object]:
        return {"basis": make_inspection(episode.authority, **later)}

    if act == Act.RAISE:
        return review | {"evidence_en": "The trend of caseloads."}
    if act == Act.PLACE:
        told = {"met_on": day, "targets_en": "Fewer cases for each worker."}
        return review | basis() | told | {"grounds": [{"ground": g} for g in grounds]}
    if act == Act.RETAIN:
        return review | basis() | why
    if act == Act.REFER:
        return review | why
    if act == Act.DE_ESCALATE:
        return (review if episode.level > Level.HEIGHTENED else {}) | evidence
    lasting = {"sustainability_en": "The whole council supports it."}
    return basis() | evidence | lasting


def make_intervention(
    authority: Authority | None = None, *, warned: bool = True, **fields: object
) -> Intervention:
    """Of ministers, with a public warning notice of 17 October 2017 if warned."""
    fields["service"] = fields.get("service") or make_service()
    intervention = Intervention.objects.create(
        authority=authority or make_authority(), **fields
    )
    if warned:
        make_step(intervention)
    return intervention


def make_step(
    intervention: Intervention | None = None,
    act: str = "warning_notice",
    **fields: object,
) -> MinistersStep:
    """With all that it has to state; it is public unless its address is empty."""
    law = Instrument.objects.get(code="SSWBA-2014-PART-8")
    given = {
        "decided_on": "2017-10-17",
        "decided_by_en": "Minister for Children and Social Care",
        "decided_by_cy": "Y Gweinidog Plant a Gofal Cymdeithasol",
        "provision": law,
        "grounds": list(law.grounds.all()[:1]),
        "reason_en": "Inspectors found that children are not safe.",
        "reason_cy": "Canfu arolygwyr nad yw plant yn ddiogel.",
        "required_en": "An improvement plan.",
        "required_cy": "Cynllun gwella.",
        "comply_by": date(2017, 11, 14),
        "otherwise_en": "To direct the council.",
        "otherwise_cy": "Cyfarwyddo'r cyngor.",
        "statement_url": "https://gov.wales/statement",
    }
    intervention = intervention or make_intervention(warned=False)
    return intervention.record_step(act, by=SYSTEM, **{**given, **fields})


def make_instrument(**fields: object) -> Instrument:
    """A protocol without grounds beside those that are shipped."""
    fields.setdefault("code", f"PROTOCOL-{next_of(Instrument)}")
    fields.setdefault("track", Instrument.Track.CONCERN)
    fields.setdefault("name_en", "Protocol for examples")
    fields.setdefault("name_cy", "Protocol enghreifftiau")
    return Instrument.objects.create(**fields)


def make_board_member(board: Board | None = None, **fields: object) -> BoardMember:
    fields.setdefault("role_en", "Independent chair")
    fields.setdefault("role_cy", "Cadeirydd annibynnol")
    return BoardMember.objects.create(board=board or make_board(), **fields)


def make_board(authority: Authority | None = None, **fields: object) -> Board:
    """An oversight board that has been announced."""
    fields.setdefault("kind", Board.Kind.MINISTERIAL)
    fields.setdefault("name_en", "Intervention board")
    fields.setdefault("name_cy", "Bwrdd ymyrraeth")
    fields.setdefault("established_on", "2009-04-30")
    fields.setdefault("announced", True)
    fields["service"] = fields.get("service") or make_service()
    return Board.objects.create(authority=authority or make_authority(), **fields)


def make_accuracy_check(
    report: Report | None = None,
    *,
    by: User | System = SYSTEM,
    at: datetime = NOON,
    **fields: object,
) -> AccuracyCheck:
    """A draft that was sent at the moment `at`; its authority has not answered.

    A report that is not given stands at the accuracy check.
    """
    report = report or make_report(status=Report.Status.ACCURACY_CHECK)
    check = AccuracyCheck.objects.send(report, by=by, at=at)
    for name, value in fields.items():
        setattr(check, name, value)
    check.save(update_fields=list(fields))
    return check


def make_accuracy_comment(
    check: AccuracyCheck | None = None,
    *,
    by: User | System = SYSTEM,
    at: datetime = NOON,
    **said: object,
) -> AccuracyComment:
    """What the authority said of the first paragraph; `said` are those of log()."""
    check = check or make_accuracy_check()
    said.setdefault("comment_type", AccuracyComment.Type.FACTUALLY_INACCURATE)
    said.setdefault("comment_text", f"We read {check.comments.count() + 1} files.")
    said.setdefault("submitted_by_role", "Director of Social Services")
    said.setdefault("place", check.report.paragraphs.first().stable_id)
    return check.log(by=by, at=at, **said)


def make_checklist_item(**fields: object) -> ChecklistItem:
    """A question beside those that are shipped."""
    fields.setdefault("code", f"question-{next_of(ChecklistItem)}")
    fields.setdefault("order", next_of(ChecklistItem))
    fields.setdefault("wording_en", "Is the summary plain?")
    fields.setdefault("wording_cy", "A yw'r crynodeb yn glir?")
    return ChecklistItem.objects.create(**fields)


def make_comment(
    report: Report | None = None,
    *,
    text: str = "Which file says so?",
    by: User | System = SYSTEM,
    at: datetime = NOON,
    **about: object,
) -> Comment:
    """An open thread on the whole report, or on the one thing that `about` names."""
    report = report or make_report()
    return report.comment(text, by=by, at=at, **about)


def make_checklist_answer(report: Report | None = None) -> ChecklistAnswer:
    """Yes to the first question, of a report in quality assurance."""
    report = report or make_report(status=Report.Status.QUALITY_ASSURANCE)
    return report.answer(report.checklist()[0], "yes", by=SYSTEM, at=NOON)


def make_clearance(report: Report | None = None) -> Clearance:
    """Of the first warning of a report in quality assurance."""
    report = report or make_report(
        status=Report.Status.QUALITY_ASSURANCE, paragraphs=["Two children waited."]
    )
    [first, *_rest] = report.open_warnings()
    return report.clear_warning(first.key, by=SYSTEM, reason="In 2,100.", at=NOON)


def assure(report: Report) -> None:
    """All that quality assurance asks before the authority reads a draft."""
    for item in report.checklist():
        report.answer(item, "yes", by=SYSTEM, at=NOON)
    report.clear_identities(by=SYSTEM, at=NOON)


def make_placement(
    section: Section | None = None, finding: Finding | None = None
) -> Placement:
    """Of a finding of the report's own case."""
    section = section or make_section()
    finding = finding or make_finding(section.report.inspection)
    return Placement.objects.create(section=section, finding=finding)


def make_snippet(**fields: object) -> Snippet:
    fields.setdefault("code", f"wording-{next_of(Snippet)}")
    fields.setdefault("title_en", "Case files")
    fields.setdefault("title_cy", "Ffeiliau achos")
    fields.setdefault("text_en", "We read [number] case files.")
    fields.setdefault("text_cy", "Darllenasom [nifer] o ffeiliau achos.")
    return Snippet.objects.create(**fields)


def make_measure_set(**fields: object) -> MeasureSet:
    fields.setdefault("code", f"set-{next_of(MeasureSet)}")
    fields.setdefault("order", 10)
    fields.setdefault("name_en", "Measures for examples")
    fields.setdefault("name_cy", "Mesurau enghreifftiau")
    return MeasureSet.objects.create(**fields)


def make_measure(measure_set: MeasureSet | None = None, **fields: object) -> Measure:
    """A share in per cent of which more is better."""
    fields.setdefault("code", f"EX{next_of(Measure)}")
    fields.setdefault("slug", fields["code"].lower())
    fields.setdefault("name_en", "Visits made on time")
    fields.setdefault("name_cy", "Ymweliadau a wnaed mewn pryd")
    fields.setdefault("unit_en", "%")
    fields.setdefault("unit_cy", "%")
    fields.setdefault("formula_en", "visits on time ÷ visits due")
    fields.setdefault("formula_cy", "ymweliadau mewn pryd ÷ ymweliadau i'w gwneud")
    fields.setdefault("per", 100)
    fields.setdefault("direction", Measure.Direction.HIGHER)
    return Measure.objects.create(
        measure_set=measure_set or make_measure_set(), **fields
    )


def make_equivalence(measure: Measure | None = None, **fields: object) -> Equivalence:
    fields["earlier"] = fields.get("earlier") or make_measure(make_measure_set(order=0))
    return Equivalence.objects.create(measure=measure or make_measure(), **fields)


def draft_reading(
    measure: Measure, authority: Authority | None, **fields: object
) -> Reading:
    """One that is not stored: 88.9 from April 2024 to March 2025."""
    fields.setdefault("period_start", date(2024, 4, 1))
    fields.setdefault("period_end", date(2025, 3, 31))
    fields.setdefault("status", Reading.Status.PUBLISHED)
    if fields["status"] in ("published", "provisional", "revised"):
        fields.setdefault("value", Decimal("88.9"))
        fields.setdefault("decimals", 1)
    fields.setdefault("source", "Statistics of examples")
    return Reading(measure=measure, authority=authority, **fields)


def make_delivery(*readings: Reading, **fields: object) -> Delivery:
    """A delivery that the public does not see; with one reading where none is given."""
    given = readings or [draft_reading(make_measure(), make_authority())]
    fields.setdefault("file_name", "readings.csv")
    return Delivery.objects.take(
        given[0].measure.measure_set, list(given), by=SYSTEM, at=NOON, **fields
    )


def make_reading(
    authority: Authority | None = None,
    measure: Measure | None = None,
    *,
    published: bool = True,
    **fields: object,
) -> Reading:
    """In a delivery of its own; public since the day of the tests, or a draft."""
    reading = draft_reading(measure or make_measure(), authority, **fields)
    delivery = make_delivery(reading)
    if published:
        delivery.publish(by=SYSTEM, today=TODAY)
    return reading


def revise(reading: Reading, *, published: bool = True, **fields: object) -> Reading:
    """A further reading of the same, with these columns."""
    kept = ("period_start", "period_end", "value", "decimals", "source")
    given = {name: getattr(reading, name) for name in kept} | fields
    given.setdefault("status", Reading.Status.REVISED)
    return make_reading(
        reading.authority,
        reading.measure,
        published=published,
        revises=reading,
        number=reading.number + 1,
        **given,
    )
