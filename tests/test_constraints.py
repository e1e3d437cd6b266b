"""Every rule that a database can hold is held by it: each is broken here once.

A new constraint or unique field needs its case in CASES, or the first test fails.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, connection, models, transaction

from inspectorate.frameworks.models import NonWorkingDay
from inspectorate.history import append_only
from inspectorate.history.append_only import Kept
from inspectorate.history.sent import SentForm
from inspectorate.inspections.models import ProgrammeEntry
from inspectorate.measures.models import Discard
from inspectorate.reports.models import (
    AccuracyAnswer,
    AccuracyNote,
    Edition,
    NoteFile,
    Placement,
    RegisterHead,
)
from tests.early_readers import make_pre_release_access, make_pre_release_reader
from tests.factories import (
    NOON,
    SYSTEM,
    TODAY,
    issue_token,
    make_accuracy_check,
    make_accuracy_comment,
    make_action_plan,
    make_announced,
    make_area,
    make_authority,
    make_board,
    make_body,
    make_checklist_answer,
    make_checklist_item,
    make_clearance,
    make_comment,
    make_decision,
    make_delivery,
    make_edition,
    make_edition_form,
    make_episode,
    make_equivalence,
    make_evidence,
    make_evidence_file,
    make_finding,
    make_first_answer,
    make_former_source,
    make_framework,
    make_inspection,
    make_instrument,
    make_interest,
    make_intervention,
    make_judgement,
    make_measure,
    make_measure_set,
    make_notice,
    make_office_holder,
    make_paragraph,
    make_placement,
    make_plan_line,
    make_point,
    make_reading,
    make_recommendation,
    make_report,
    make_revisit,
    make_rule_not_published,
    make_scale,
    make_section,
    make_service,
    make_signing_key,
    make_snippet,
    make_step,
    make_team_member,
    make_theme,
    make_user,
    make_withdrawal,
    revise,
)
from tests.link_officers import (
    make_accuracy_answer,
    make_comment_file,
    make_link_officer,
    make_note,
    make_progress_file,
    make_sent_draft,
    of_file,
)
from tests.open_data import (
    make_change,
    make_public_row,
    make_snapshot,
    make_snapshot_file,
)
from tests.subscribers import (
    make_alert,
    make_asking,
    make_letter,
    make_subscription,
)
from tests.unguarded import with_guard_away

OURS = [
    model
    for model in apps.get_models()
    if model.__module__.split(".")[0]
    in ("authorities", "inspectorate", "recommendations")
]


def again(row: models.Model, **changes: object) -> None:
    """Add the row a second time, with these changes."""
    copied(row, **changes).save(force_insert=True)


def change(row: models.Model, **changes: object) -> None:
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()


def link_to_itself(row: models.Model, field: str) -> None:
    change(row, **{field: row})


def make_entry(**changes: object) -> None:
    """A further entry of a programme, written by no verb."""
    entry = make_announced()
    told = {"sequence": 2, "said": "changed", **changes}
    ProgrammeEntry.objects.bulk_create([copied(entry, **told)])


def copied(row: models.Model, **changes: object) -> models.Model:
    fields = [f for f in row._meta.concrete_fields if not f.primary_key]
    values = {field.attname: getattr(row, field.attname) for field in fields}
    return type(row)(**{**values, **changes})


def said(kind: str, **told: object) -> None:
    facts = getattr(make_recommendation(), kind)
    name = facts.model._meta.model_name
    with_guard_away(f"{name}_of_what_is_issued")
    facts.create(sequence=1, day=TODAY, **told)


def goes_on_elsewhere() -> models.Model:
    with_guard_away("closing_goes_on_at_the_authority")
    return make_recommendation()


def verified(**told: object) -> None:
    asked = make_recommendation(make_inspection(status="drafting"))
    given = {"verification": "strong", "basis": asked.inspection, "words_en": "So."}
    with_guard_away("verification_of_what_is_issued")
    asked.verifications.create(sequence=1, day=TODAY, **{**given, **told})


def make_theme_link() -> models.Model:
    row = make_full_edition().recommendations.get()
    links = type(row).themes.through
    return links.objects.create(published=row, theme=make_theme())


def make_finding_link() -> models.Model:
    inspection = make_inspection()
    make_recommendation(inspection).findings.add(make_finding(inspection))
    return make_edition(inspection).recommendations.get().recommendation_findings.get()


def make_full_edition() -> Edition:
    inspection = make_inspection()
    make_finding(inspection)
    make_judgement(inspection)
    make_recommendation(inspection)
    return make_edition(inspection, paragraphs=1)


def finding_of_decision() -> models.Model:
    episode = make_episode(placed=False)
    finding = make_finding(make_inspection(episode.authority))
    return make_decision(episode, "raise", findings=[finding]).findings.get()


def statement() -> models.Model:
    step = make_step(make_intervention(warned=False), statement_url="")
    address = "https://gov.wales/1"
    return step.intervention.publish_statement(step, address, by=SYSTEM)


def decision_of_board() -> models.Model:
    told = {"act": "continue", "decided_on": "2010"}
    return make_board().decisions.create(sequence=1, **told)


def board_announcement() -> models.Model:
    row = decision_of_board()
    return row.board.announce(row, by=SYSTEM)


def corrected_board() -> None:
    row = decision_of_board()
    again(row, sequence=2, corrects_id=row.pk)


def taken(line: str, row: models.Model) -> None:
    """The place of another, where no guard speaks first."""
    with_guard_away(f"{line}_takes_the_next_place")
    with_guard_away(f"{line}_begins_where_the_last_led")
    again(row)


def correction() -> models.Model:
    episode = make_episode()
    wrong, told = episode.decisions.get(), {"by": SYSTEM, "reason_en": "Misread."}
    return episode.correct(wrong, 1, review_on=wrong.review_on, **told)


def withdrawn() -> models.Model:
    return make_withdrawal(make_edition())


def formed_twice() -> None:
    edition = make_edition()
    entry = edition.register_entry
    formed = {"kind": "forms", "edition_id": None, "formed_id": edition.pk}
    again(entry, sequence=98, **formed)
    again(entry, sequence=99, **formed)


def change_entry(**changes: object) -> None:
    again(make_edition().register_entry, sequence=99, edition_id=99, **changes)


def announcement() -> models.Model:
    episode = make_episode(placed=False)
    return episode.announce(make_decision(episode, "place"), by=SYSTEM)


def overall_area() -> models.Model:
    return make_area(is_overall=True)


CLOSED = {"lifecycle": "closed"}


def make_own_report(approver: str, **fields: object) -> None:
    author = make_user()
    make_report(author=author, **{approver: author}, **fields)


def comment_on_two() -> None:
    report = make_report()
    judgement = make_judgement(report.inspection)
    recommendation = make_recommendation(report.inspection)
    report.comments.create(
        judgement=judgement, recommendation=recommendation, text="Which?", at=NOON
    )


def decided(**changes: object) -> None:
    """A comment that is refused and its refusal confirmed, but for these `changes`."""
    comment = make_accuracy_comment(touches_judgement=True)
    change(
        comment,
        decision="rejected",
        reason="No.",
        decided_by=make_user(),
        decided_at=NOON,
    )
    review = {
        "second_reviewer": make_user(),
        "review_agrees": True,
        "review_reason": "Yes.",
        "reviewed_at": NOON,
    }
    change(comment, **{**review, **changes})


def reviewed_by_who_decided() -> None:
    by = make_user()
    decided(decided_by=by, second_reviewer=by)


def placed(make: Callable[..., models.Model]) -> Placement:
    section = make_section()
    what = make(section.report.inspection)
    kind = {what._meta.model_name: what}
    return Placement.objects.create(section=section, **kind)


def placed_twice_over() -> None:
    placement = make_placement()
    case = placement.section.report.inspection
    change(placement, judgement=make_judgement(case))


def equal_to_itself() -> None:
    with_guard_away("equivalence_across_sets")
    measure = make_measure()
    make_equivalence(measure, earlier=measure)


def revised_twice() -> None:
    first = make_reading(published=False)
    second = revise(first, published=False)
    with_guard_away("reading_revises_its_own")
    again(second, number=3)


def reading_of_no_place() -> None:
    reading = make_reading(make_authority(), published=False)
    fields = {"place": 0, "period_end": date(2025, 4, 1)}
    type(reading).objects.filter(pk=reading.pk).update(**fields)


def make_discard(**told: object) -> Discard:
    return Discard.objects.create(
        **{"delivery": make_delivery(), "reason": "x", **told}
    )


def noted() -> AccuracyNote:
    officer = make_link_officer()
    return make_note(make_sent_draft(officer.authority), officer)


def answered() -> AccuracyAnswer:
    officer = make_link_officer()
    return make_accuracy_answer(make_sent_draft(officer.authority), officer)


def with_file() -> NoteFile:
    return NoteFile.objects.create(note=noted(), **of_file("a"))


CASES: dict[str, Callable[[], None]] = {
    "measures.MeasureSet.code": lambda: again(make_measure_set()),
    "measures.Measure.slug": lambda: again(make_measure(), code="OTHER"),
    "measure_code": lambda: again(make_measure(), slug="other"),
    "measure_code_form": lambda: make_measure(code="PM 24", slug="pm-24"),
    "measure_decimals": lambda: make_measure(decimals=5),
    "measure_per": lambda: make_measure(per=0),
    "measure_target": lambda: make_measure(direction="target"),
    "measures.Equivalence.measure": lambda: again(make_equivalence()),
    "equivalence_of_two": equal_to_itself,
    "measures.Reading.revises": revised_twice,
    "reading_once": lambda: again(make_reading(published=False)),
    "reading_place": reading_of_no_place,
    "reading_period": lambda: make_reading(period_end=date(2023, 3, 31)),
    "reading_number": lambda: make_reading(number=2),
    "reading_value": lambda: make_reading(value=None),
    "reading_decimals": lambda: make_reading(decimals=5),
    "reading_source": lambda: make_reading(source=""),
    "measures.Discard.delivery": lambda: again(make_discard()),
    "discard_has_a_reason": lambda: make_discard(reason=""),
    "measures.Release.delivery": lambda: again(make_reading().delivery.release),
    "release_not_before_decided": lambda: again(
        make_reading().delivery.release, public_on=date(2000, 1, 1)
    ),
    # opendata
    "change_has_digest_unless_deleted": lambda: make_change(kind="deleted", sha256="0"),
    "opendata.Snapshot.name": lambda: again(make_snapshot()),
    "snapshot_file_once": lambda: again(make_snapshot_file()),
    "public_row_once": lambda: again(make_public_row()),
    # history
    "history.SentForm.key": lambda: again(SentForm.objects.create(key="sent")),
    # accounts
    "accounts.User.email": lambda: again(make_user()),
    "user_email_lower_case": lambda: change(make_user(), email="Mair@example.org"),
    # notices
    "notice_once": lambda: again(make_notice()),
    "notice_link_stays_here": lambda: make_notice(link="//elsewhere.example/"),
    "notice_sent_at_a_moment": lambda: make_notice(status="sent", sent_at=None),
    "notice_failed_for_a_reason": lambda: make_notice(status="failed", last_error=""),
    "notice_sending_since": lambda: make_notice(status="sending", tried_at=None),
    # public
    "asking_of_one_thing": lambda: make_asking(
        authority=make_authority(), theme=make_theme()
    ),
    "asking_email_form": lambda: make_asking(email="Mair@example.org"),
    "asking_often_known": lambda: make_asking(often="never"),
    "asking_language_known": lambda: make_asking(language="fr"),
    "public.Asking.digest": lambda: again(make_asking(token="a-link")),
    "subscription_of_one_thing": lambda: make_subscription(
        authority=make_authority(), theme=make_theme()
    ),
    "subscription_email_form": lambda: make_subscription(email="nobody"),
    "subscription_often_known": lambda: make_subscription(often="never"),
    "subscription_language_known": lambda: make_subscription(language="fr"),
    "subscription_of_authority_once": lambda: again(
        make_subscription(authority=make_authority())
    ),
    "subscription_on_theme_once": lambda: again(make_subscription(theme=make_theme())),
    "subscription_to_everything_once": lambda: again(make_subscription()),
    "public.Letter.digest": lambda: again(make_letter(digest="0" * 64)),
    "letter_status_known": lambda: make_letter(status="lost"),
    "alert_once": lambda: again(make_alert()),
    # inspections: the forward programme
    "programme_sequence": lambda: make_entry(sequence=1),
    "programme_ends_after_it_begins": lambda: make_entry(closes_on=date(2026, 2, 1)),
    "programme_note_in_both_languages": lambda: make_entry(note_en="With Estyn."),
    "programme_says_known": lambda: make_entry(said="perhaps"),
    "programme_authority_once": lambda: again(
        make_announced().programme_authorities.get()
    ),
    # authorities: who holds which office
    "officeholder_says_which_office": lambda: make_office_holder(office="other"),
    "officeholder_ends_as_stated": lambda: type(make_office_holder()).objects.update(
        held_to="2024"
    ),
    "officeholder_has_a_source": lambda: make_office_holder(source=""),
    # frameworks
    "frameworks.Body.code": lambda: again(make_body()),
    "frameworks.Framework.code": lambda: again(make_framework()),
    "frameworks.NonWorkingDay.day": lambda: again(
        NonWorkingDay.objects.create(day=date(2025, 11, 20))
    ),
    "frameworks.Scale.code": lambda: again(make_scale()),
    "frameworks.ChecklistItem.code": lambda: again(make_checklist_item()),
    "framework_languages": lambda: change(make_framework(), languages="fr"),
    "area_code": lambda: again(make_area()),
    "area_one_overall": lambda: again(overall_area(), code="other"),
    "point_code": lambda: again(make_point(), order=99),
    "point_order": lambda: again(make_point(), code="other"),
    "rule_event": lambda: again(
        make_framework().deadlines.create(event="response", days=56)
    ),
    "theme_code_in_framework": lambda: again(make_theme(make_framework())),
    "theme_code_in_vocabulary": lambda: again(make_theme()),
    "theme_vocabulary_stands_alone": lambda: make_theme(stands_for=make_theme()),
    # authorities
    "authorities.Authority.gss_code": lambda: again(make_authority(), slug="other"),
    "authorities.Authority.slug": lambda: again(make_authority(), gss_code="W98000001"),
    "authorities.Service.code": lambda: again(make_service()),
    "authority_gss_code_form": lambda: make_authority(gss_code="NPT/2015", slug="npt"),
    "authority_slug_form": lambda: make_authority(slug="neath.port/talbot"),
    "alias_once": lambda: again(make_authority().aliases.create(text="Salop")),
    "authorities.LinkOfficer.digest": lambda: [
        make_link_officer(token="a-link") for _time in range(2)
    ],
    "link_officer_has_an_office": lambda: make_link_officer(office=""),
    "link_officer_ends_after_beginning": lambda: make_link_officer(
        ends_on=date(2020, 1, 1)
    ),
    "link_officer_status_known": lambda: change(make_link_officer(), status="lost"),
    "link_officer_ended_at_a_moment": lambda: make_link_officer(ended_by=make_user()),
    "link_officer_link_opens_once": lambda: make_link_officer(
        token="a-link", accepted_at=NOON
    ),
    # inspections
    "inspections.Inspection.reference": lambda: again(make_inspection()),
    "inspections.Inspection.source_key": lambda: again(
        make_inspection(source_key="file/1"), reference="OTHER"
    ),
    "inspection_follows_another": lambda: link_to_itself(make_inspection(), "follows"),
    "inspection_reference_form": lambda: make_inspection(reference="NPT/2015/1"),
    "inspection_status_known": lambda: make_inspection(status="on_hold"),
    "evidence_reference": lambda: again(make_evidence()),
    "inspections.EvidenceFile.stored_as": lambda: again(
        make_evidence_file(), revision=99
    ),
    "evidencefile_revision_once": lambda: again(make_evidence_file(), stored_as="x"),
    "evidencefile_revision_from_1": lambda: again(
        make_evidence_file(), revision=0, stored_as="x"
    ),
    "evidencefile_holds_something": lambda: again(
        make_evidence_file(), size=0, revision=99, stored_as="x"
    ),
    "finding_change_compares": lambda: make_finding(change="improved"),
    "finding_not_revisited_with_reason": lambda: make_finding(
        change="not_revisited", previous=make_finding()
    ),
    "finding_previous_is_another": lambda: link_to_itself(make_finding(), "previous"),
    "finding_says_something": lambda: make_finding(text_en="", text_cy=""),
    "inspections.Finding.log_token": lambda: again(make_finding(log_token=uuid4())),
    "judgement_once": lambda: again(make_judgement()),
    "judgement_point_or_not_judged": lambda: make_judgement(point=None),
    "team_once": lambda: again(make_team_member()),
    "team_one_lead": lambda: again(
        make_team_member(role="lead"), user_id=make_user().pk
    ),
    # recommendations
    "recommendations.Recommendation.reference": lambda: again(
        make_recommendation(), number="R2"
    ),
    "recommendation_number": lambda: again(make_recommendation(), reference="OTHER"),
    "recommendation_reference_form": lambda: make_recommendation(
        reference="NPT/2015/R1"
    ),
    "recommendation_says_something": lambda: make_recommendation(
        text_en="", text_cy=""
    ),
    "recommendation_due_within_a_timescale": lambda: make_recommendation(
        due_on=date(2026, 6, 1), timescale="ongoing"
    ),
    "recommendation_closed_with_reason": lambda: make_recommendation(**CLOSED),
    "recommendation_names_successor": lambda: make_recommendation(
        **CLOSED, closed_reason="merged"
    ),
    "recommendation_achieved_is_verified": lambda: make_recommendation(
        **CLOSED, closed_reason="achieved", verification="strong"
    ),
    "recommendation_links_to_another": lambda: link_to_itself(
        make_recommendation(), "repeat_of"
    ),
    "answer_known": lambda: said("answers", acceptance="perhaps", words_en="So."),
    "answer_says_something": lambda: said(
        "answers", acceptance="awaiting", words_en="So."
    ),
    "progress_update_known": lambda: said("progressupdates", progress="perhaps"),
    "verification_known": lambda: verified(verification="perhaps"),
    "verification_confirms_something": lambda: verified(verification="not_assessed"),
    "verification_has_grounds": lambda: verified(words_en=""),
    "closing_known": lambda: said(
        "closings", lifecycle="closed", closed_reason="lost", words_en="So."
    ),
    "closing_says_why": lambda: said(
        "closings", lifecycle="closed", closed_reason="no_longer_relevant"
    ),
    "closing_successor_of_what_goes_on": lambda: said(
        "closings",
        lifecycle="closed",
        closed_reason="no_longer_relevant",
        successor=goes_on_elsewhere(),
        words_en="So.",
    ),
    "answer_gives_reason": lambda: said("answers", acceptance="rejected"),
    "progress_update_says_why_paused": lambda: said(
        "progressupdates", progress="paused"
    ),
    "verification_names_activity": lambda: verified(basis=None),
    "closing_has_grounds": lambda: said("closings", lifecycle="closed"),
    "closing_names_successor": lambda: said(
        "closings", lifecycle="closed", closed_reason="merged"
    ),
    "action_plan_version": lambda: again(make_action_plan(status="agreed")),
    "action_plan_received": lambda: make_action_plan(
        status="submitted", received_on=None
    ),
    "action_plan_is_judged": lambda: make_action_plan(
        status="agreed", reflects_findings=False
    ),
    "action_plan_draft_not_received": lambda: make_action_plan(received_on=TODAY),
    "action_plan_decided_when_judged": lambda: make_action_plan(
        status="submitted", decided_on=TODAY
    ),
    "action_plan_judged_with_reasons": lambda: make_action_plan(
        status="agreed", decision_reason=""
    ),
    "plan_line_says_something": lambda: make_plan_line(action_en=""),
    "plan_line_has_measure": lambda: make_plan_line(measure_en=""),
    "revisit_once": lambda: again(make_revisit()),
    # concerns
    "concerns.Instrument.code": lambda: again(make_instrument()),
    "ground_code": lambda: again(make_instrument().grounds.create(code="one", order=1)),
    "board_once": lambda: again(make_board(stood_down_on="2010")),
    "board_one_open": lambda: again(make_board(), name_en="Another"),
    "decision_ground_once": lambda: again(
        make_episode().decisions.get().grounds.first()
    ),
    "decision_finding_once": lambda: again(finding_of_decision()),
    "intervention_one_open": lambda: again(make_intervention()),
    "ministers_step_sequence": lambda: taken("step", make_intervention().steps.get()),
    "ministers_step_corrects_another": lambda: again(
        make_intervention().steps.get(),
        sequence=2,
        act="correct",
        from_stage="warned",
    ),
    "step_ground_once": lambda: again(make_intervention().steps.get().grounds.get()),
    "concerns.Statement.step": lambda: again(statement()),
    "board_decision_sequence": lambda: taken("board_decision", decision_of_board()),
    "focus_area_position": lambda: again(
        decision_of_board().focus_areas.create(position=1)
    ),
    "concerns.BoardAnnouncement.decision": lambda: again(board_announcement()),
    "board_decision_says_why_it_corrects": corrected_board,
    "concerns.Announcement.decision": lambda: again(announcement()),
    "decision_corrects_another": lambda: again(
        make_episode().decisions.get(),
        sequence=2,
        act="correct",
        from_level=2,
        reason_en="So.",
    ),
    "decision_sequence": lambda: taken("decision", make_episode().decisions.get()),
    "episode_one_open": lambda: again(make_episode()),
    # reports
    "reports.Paragraph.stable_id": lambda: again(make_paragraph(), position=99),
    "reports.RegisterEntry.edition": lambda: again(
        make_edition().register_entry, sequence=99
    ),
    # An edition that is surely none: numbers go on growing from test to test.
    "register_sequence": lambda: again(make_edition().register_entry, edition_id=2**40),
    "reports.RegisterEntry.formed": formed_twice,
    "reports.RegisterEntry.withdrawal": lambda: again(
        withdrawn().register_entry, sequence=99
    ),
    "reports.SigningKey.code": lambda: again(make_signing_key(), public="other"),
    "reports.SigningKey.public": lambda: again(make_signing_key(), code="other"),
    "reports.Withdrawal.edition": lambda: again(withdrawn()),
    "register_entry_about_one_thing": lambda: change_entry(kind="key"),
    "register_entry_signed_whole": lambda: change_entry(signature="signed"),
    "withdrawal_has_a_reason": lambda: again(
        withdrawn(), reason_en="", reason_cy="", edition_id=99
    ),
    "reports.Report.current_edition": lambda: again(
        make_report(published=True), slug="other", kind="summary"
    ),
    "reports.Report.slug": lambda: again(make_report(), kind="summary"),
    "interest_ends_after_declared": lambda: make_interest(ends_on=date(2020, 1, 1)),
    "report_signed_off_by_another": lambda: make_own_report("signed_off_by"),
    "report_published_by_another": lambda: make_own_report("published_by"),
    "report_assured_by_another": lambda: make_own_report("assurer"),
    "report_cleared_by_another": lambda: make_own_report(
        "cleared_by", cleared_at=NOON, cleared_digest="0"
    ),
    "report_cleared_with_digest": lambda: make_report(cleared_at=NOON),
    "comment_on_one_thing": comment_on_two,
    "comment_answer_is_part_of_its_thread": lambda: change(
        make_comment().answer("CF-03.", by=SYSTEM), resolved_at=NOON
    ),
    "comment_resolved_at_a_moment": lambda: change(make_comment(), how="Reworded."),
    "comment_says_something": lambda: make_report().comments.create(text="", at=NOON),
    "clearance_once": lambda: again(make_clearance()),
    "clearance_has_a_reason": lambda: again(make_clearance(), start=99, reason=""),
    "clearance_kind_known": lambda: again(make_clearance(), kind="hunch"),
    "clearance_language_known": lambda: again(make_clearance(), language="de"),
    "checklist_once": lambda: again(make_checklist_answer()),
    "checklist_answer_known": lambda: change(
        make_checklist_answer(), answer="perhaps", note="We shall see."
    ),
    "checklist_answer_explained": lambda: change(make_checklist_answer(), answer="no"),
    "reports.PreReleaseReader.digest": lambda: again(
        make_pre_release_reader(token="t"), email="other@gov.example"
    ),
    "pre_release_reader_once": lambda: again(make_pre_release_reader()),
    "pre_release_reader_window": lambda: make_pre_release_reader(closes_at=NOON),
    "pre_release_reader_named": lambda: make_pre_release_reader(role=""),
    "pre_release_reader_email_lower_case": lambda: make_pre_release_reader(
        email="Nia@gov.example"
    ),
    "pre_release_reader_language_known": lambda: make_pre_release_reader(language="fr"),
    "pre_release_reader_status_known": lambda: make_pre_release_reader(status="lost"),
    "pre_release_reader_closed_at_a_moment": lambda: make_pre_release_reader(
        closed_by=make_user()
    ),
    "pre_release_access_language_known": lambda: make_pre_release_access(language="fr"),
    "pre_release_access_digest_form": lambda: make_pre_release_access(sha256="abc"),
    "report_scheduled_for_a_moment": lambda: make_report(
        status="scheduled", scheduled_for=None
    ),
    "report_no_concern_with_reason": lambda: make_report(no_concern_reason=""),
    "notpublished_says_what": lambda: make_rule_not_published(kind=""),
    "notpublished_has_a_reason": lambda: make_rule_not_published(reason_cy=""),
    "notpublished_once": lambda: again(
        make_rule_not_published(service=make_service(), kind="PEI")
    ),
    "notpublished_kind_once": lambda: again(make_rule_not_published(kind="PEI")),
    "report_slug_form": lambda: make_report(slug="npt/2015"),
    "report_written_in_known": lambda: make_report(written_in="fr"),
    "former_source_once": lambda: again(make_former_source()),
    "former_source_language": lambda: make_former_source(language="fr"),
    "report_status_known": lambda: make_report(status="on_hold"),
    "report_kind_once": lambda: again(make_report(kind="summary"), slug="other"),
    "report_or_letter_once": lambda: again(make_report(), slug="other", kind="letter"),
    "check_number": lambda: again(make_accuracy_check()),
    "check_number_from_1": lambda: again(make_accuracy_check(), number=0),
    "check_due_after_sent": lambda: again(
        make_accuracy_check(), number=2, due_on=date(2026, 3, 1)
    ),
    "check_extended_with_reason": lambda: make_accuracy_check(
        extended_to=date(2026, 4, 1)
    ),
    "check_returned_after_sent": lambda: make_accuracy_check(
        returned_on=date(2026, 3, 1)
    ),
    "check_returned_or_not": lambda: make_accuracy_check(
        returned_on=date(2026, 3, 9), no_response=True
    ),
    "accuracy_comment_number": lambda: again(make_accuracy_comment()),
    "comment_number_from_1": lambda: again(make_accuracy_comment(), number=0),
    "accuracy_comment_type_known": lambda: again(
        make_accuracy_comment(), number=2, comment_type="praise"
    ),
    "accuracy_comment_says_something": lambda: again(
        make_accuracy_comment(), number=2, comment_text=""
    ),
    "accuracy_comment_challenge_touches_judgement": lambda: again(
        make_accuracy_comment(), number=2, comment_type="judgement_challenge"
    ),
    "accuracy_comment_decided_with_reason": lambda: decided(reason=""),
    "accuracy_comment_acceptance_changes": lambda: decided(decision="accepted"),
    "accuracy_comment_reviewed_by_another": reviewed_by_who_decided,
    "accuracy_comment_review_is_whole": lambda: decided(review_reason=""),
    "section_position": lambda: again(make_section()),
    "paragraph_number": lambda: again(
        make_paragraph(number="1.1"), position=99, stable_id="other"
    ),
    "placement_of_one": placed_twice_over,
    "reports.Placement.finding": lambda: again(make_placement()),
    "reports.Placement.judgement": lambda: again(placed(make_judgement)),
    "reports.Placement.recommendation": lambda: again(placed(make_recommendation)),
    "firstanswer_key": lambda: again(make_first_answer()),
    "accounts.Token.digest": lambda: again(issue_token()[0]),
    "token_scope_known": lambda: issue_token(scope="everything"),
    "token_is_named": lambda: again(issue_token()[0], digest="other", name=""),
    "reports.Snippet.code": lambda: again(make_snippet()),
    "paragraph_position": lambda: again(make_paragraph(), stable_id="other"),
    "register_head_chain": lambda: RegisterHead(chain="other").save(),
    "edition_number_in_chain": lambda: again(make_edition()),
    "edition_chain": lambda: again(make_edition(), chain="other"),
    "edition_number_from_1": lambda: again(make_edition(), number=0),
    "edition_form_once": lambda: again(make_edition_form(), name="other.json"),
    "edition_form_name": lambda: again(make_edition_form(), form="html"),
    "edition_form_language": lambda: make_edition_form(form="pdf"),
    "edition_form_holds_something": lambda: make_edition_form(size=0),
    "check_told_at_a_moment": lambda: change(
        make_accuracy_check(), told_by=make_user()
    ),
    "accuracy_answer_once": lambda: again(answered()),
    "accuracy_note_says_something": lambda: change(noted(), comment_text=""),
    "accuracy_note_type_known": lambda: change(noted(), comment_type="nonsense"),
    "reports.NoteFile.stored_as": lambda: again(with_file()),
    "reports.CommentFile.stored_as": lambda: again(make_comment_file()),
    "recommendations.ProgressFile.stored_as": lambda: again(
        make_progress_file(), position=2, sha256="1" * 64
    ),
    "progressfile_place_once": lambda: again(
        make_progress_file(), stored_as="b", sha256="1" * 64
    ),
    "progressfile_content_once": lambda: again(
        make_progress_file(), stored_as="b", position=2
    ),
    "progressfile_position": lambda: make_progress_file(position=11),
    "progressfile_holds_something": lambda: make_progress_file(size=0),
    "edition_authority_once": lambda: again(make_edition().edition_authorities.get()),
    "published_finding_once": lambda: again(make_finding_link()),
    "published_theme_once": lambda: again(make_theme_link()),
    "publishedfinding_position": lambda: again(make_full_edition().findings.get()),
    "publishedjudgement_position": lambda: again(make_full_edition().judgements.get()),
    "publishedparagraph_position": lambda: again(make_full_edition().paragraphs.get()),
    "publishedrecommendation_position": lambda: again(
        make_full_edition().recommendations.get()
    ),
}


class Rule(NamedTuple):
    model: type[models.Model]
    words: str  # by which the database names it when it refuses


def rules() -> dict[str, Rule]:
    found = {}
    for model in OURS:
        for field in model._meta.local_fields:
            if field.unique and not field.primary_key:
                words = unique_words(model, [field.name])
                found[f"{model._meta.label}.{field.name}"] = Rule(model, words)
        for rule in model._meta.constraints:
            unique = isinstance(rule, models.UniqueConstraint)
            words = unique_words(model, rule.fields) if unique else rule.name
            found[rule.name] = Rule(model, words)
    return found


def unique_words(model: type[models.Model], fields: Sequence[str]) -> str:
    columns = [model._meta.get_field(field).column for field in fields]
    if connection.vendor == "postgresql":
        return f"Key ({', '.join(columns)})="
    return ", ".join(f"{model._meta.db_table}.{column}" for column in columns)


def test_every_constraint_has_its_case() -> None:
    assert sorted(CASES) == sorted(rules())


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("name", CASES)
def test_database_refuses_the_row_that_breaks_the_rule(name: str) -> None:
    rule = rules()[name]
    if issubclass(rule.model, Kept):
        # On SQLite a trigger would refuse the second row before the rule is asked.
        append_only.remove(rule.model, connection)

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        CASES[name]()

    assert rule.words in str(refusal.value).replace('"', "")


REFERENCES = ["NPT-2015-01-R07", "npt_2015.1", "7"]
NO_REFERENCES = ["", "NPT/R1", "NPT R1", "Môn-1", "NPT?", "NPT%2F", ".", "..", "-1"]
SLUGS = ["npt-1", "NPT_1"]
NO_SLUGS = ["", "npt/1", "npt 1", "ynys-môn", "npt.1"]
CODES = ["W97000012", None]
NO_CODES = ["", "w06000012", "W0600001", "W0600/012", "06000012W"]

FORMS: list[tuple[Callable[[], models.Model], str, list, list]] = [
    (make_authority, "gss_code", CODES, NO_CODES),
    (make_authority, "slug", SLUGS, NO_SLUGS),
    (make_inspection, "reference", REFERENCES, NO_REFERENCES),
    (make_recommendation, "reference", REFERENCES, NO_REFERENCES),
    (make_report, "slug", SLUGS, NO_SLUGS),
]


def write(row: models.Model, column: str, value: str | None) -> None:
    """Past every model and form, as a hand at the database would."""
    table = row._meta.db_table
    with connection.cursor() as cursor, transaction.atomic():
        sql = f"UPDATE {table} SET {column} = %s WHERE id = %s"
        cursor.execute(sql, [value, row.pk])


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(("make", "column", "good", "bad"), FORMS)
def test_database_keeps_only_what_an_address_can_hold(
    make: Callable[[], models.Model], column: str, good: list, bad: list
) -> None:
    row = make()
    first = str(good[0])

    for value in good:
        write(row, column, value)
    for value in [*bad, f"{first}\n", f"\n{first}", f"{first}\n/", f"/\n{first}"]:
        # PostgreSQL says first of a code that it is too long for its column.
        with pytest.raises((DataError, IntegrityError), match=r"constraint|too long"):
            write(row, column, value)
