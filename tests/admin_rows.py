"""What the admin shows, and a row of each kind to show."""

from django.contrib import admin
from django.db import models
from django_tasks_db.models import DBTaskResult

from inspectorate.accounts.models import User
from inspectorate.concerns.models import BoardDecision
from inspectorate.frameworks.models import NonWorkingDay
from inspectorate.history.admin.append_only import ReadOnly
from inspectorate.reports.models import Paragraph
from tests.factories import (
    SYSTEM,
    TODAY,
    issue_token,
    make_accuracy_comment,
    make_action_plan,
    make_announced,
    make_area,
    make_board,
    make_board_member,
    make_checklist_answer,
    make_checklist_item,
    make_clearance,
    make_comment,
    make_decision,
    make_delivery,
    make_edition_form,
    make_episode,
    make_equivalence,
    make_evidence,
    make_evidence_file,
    make_finding,
    make_inspection,
    make_instrument,
    make_interest,
    make_intervention,
    make_judgement,
    make_notice,
    make_office_holder,
    make_paragraph,
    make_plan_line,
    make_point,
    make_reading,
    make_recommendation,
    make_report,
    make_response,
    make_revisit,
    make_rule_not_published,
    make_scale,
    make_signing_key,
    make_snippet,
    make_step,
    make_team_member,
    make_theme,
    make_user,
    make_withdrawal,
    next_of,
)

SHOWN = admin.site._registry
OURS = [model for model in SHOWN if model is not DBTaskResult]
READ_ONLY = [model for model in OURS if isinstance(SHOWN[model], ReadOnly)]
# Paragraphs are added on the page of their section.
ADDED = [model for model in OURS if model not in (*READ_ONLY, Paragraph)]


def make_row_of_each() -> None:
    """Each row is new: none shares a parent with those of an earlier call."""
    # Its draft stays open, so it comes before all that is published below.
    make_accuracy_comment()
    inspection = make_inspection(follows=make_inspection())
    make_team_member(inspection)
    make_interest()
    make_notice()
    issue_token()
    make_announced()
    make_office_holder()
    item = make_evidence(inspection, collected_by=make_user("inspector"))
    make_evidence_file(item)
    theme = make_theme(inspection.framework, stands_for=make_theme())
    make_finding(inspection, theme=theme).evidence.add(item)
    scale = make_scale()
    area = make_area(inspection.framework, scale=scale)
    make_judgement(inspection, area=area, point=make_point(scale))
    make_revisit(inspection)
    make_plan_line(make_action_plan(inspection))
    due = {"timescale": "12m", "due_on": TODAY}
    make_recommendation(inspection, **due).themes.add(make_theme())
    # Before the published report, so that the last of every part is closed.
    assured = make_report(inspection, kind="summary", status="quality_assurance")
    make_checklist_answer(make_comment(assured).report)
    make_paragraph(assured, text_en="Two children waited.")
    make_clearance(assured)
    make_withdrawal()
    make_signing_key()
    make_rule_not_published()
    make_edition_form()
    author = make_user("lead_inspector")
    make_response(make_report(inspection, published=True, author=author))
    make_checklist_item(framework=inspection.framework)
    make_reading(measure=make_equivalence().measure)
    make_delivery().throw_away(by=SYSTEM, reason="The wrong file.")
    episode = make_episode()
    kept = make_decision(episode, "retain")
    episode.announce(kept, by=SYSTEM)
    intervention = make_intervention(warned=False)
    step = make_step(intervention, statement_url="")
    intervention.publish_statement(step, "https://gov.wales/1", by=SYSTEM)
    intervention.record_duty(step, "laid", step.laid_by, by=SYSTEM)
    make_instrument().grounds.create(code="one", order=1, wording_en="It is so.")
    decision = make_board().decisions.create(
        sequence=1, act=BoardDecision.Act.REFOCUS, decided_on="2010"
    )
    decision.board.announce(decision, by=SYSTEM)
    make_board_member(decision.board)
    decision.focus_areas.create(position=1, name_en="Culture", theme=theme)
    make_snippet(framework=inspection.framework)
    day = TODAY.replace(day=next_of(NonWorkingDay))
    NonWorkingDay.objects.create(day=day, name_en="Funeral")


def last_of(model: type[models.Model]) -> models.Model:
    return model._base_manager.latest("pk")


def make_superuser() -> User:
    return make_user(is_staff=True, is_superuser=True)
