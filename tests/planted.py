"""A draft case planted beside what is published, with a canary in each of its texts."""

from collections.abc import Iterator
from datetime import date
from itertools import count

from django.apps import apps
from django.db import models

from authorities.models import Authority, Service
from inspectorate.concerns.models import Ground, Instrument
from inspectorate.fields import PartialDateField
from inspectorate.frameworks.models import Framework, Theme
from inspectorate.history.append_only import AppendOnly
from inspectorate.inspections.models import Inspection
from inspectorate.measures.models import Measure
from inspectorate.reports.models import Edition, Report, SearchedText
from recommendations.models import Recommendation
from tests.factories import (
    SYSTEM,
    make_action_plan,
    make_announced,
    make_board,
    make_board_member,
    make_decision,
    make_edition,
    make_episode,
    make_evidence,
    make_finding,
    make_inspection,
    make_intervention,
    make_judgement,
    make_plan_line,
    make_reading,
    make_recommendation,
    make_report,
    make_response,
    make_section,
    make_step,
    make_team_member,
    stand,
)

CANARY = "canary"
ADDRESS = f"https://gov.wales/{CANARY}"
# Data of the field, which is nobody's secret.
REFERENCE = (Instrument, Ground)
APPS = ["inspections", "recommendations", "concerns", "reports"]


def make_read() -> Edition:
    """What is published of one case, with something of each kind."""
    Authority.objects.all().delete()  # 22 councils more would only take time
    inspection = make_inspection(status=Inspection.Status.CLOSED)
    make_judgement(inspection)
    secret = {"is_public": False, "text_en": CANARY, "text_cy": CANARY}
    earlier = make_inspection(inspection.authorities.get(), reference=CANARY)
    make_finding(
        inspection,
        previous=make_finding(earlier, **secret),
        change="improved",
        compared_with_en="Before.",
        compared_with_cy="Cynt.",
    )
    make_recommendation(
        inspection, timescale="3m", due_on=date(2026, 1, 31)
    ).themes.add(Theme.objects.vocabulary().first())
    edition = make_edition(inspection)
    make_response(edition.report)
    make_reading(edition.authorities.get())
    return edition


def plant(edition: Edition) -> Inspection:
    """A whole draft case beside the published one, of the same authority.

    And the published report is at work again: its draft has new words, and asks for
    another time under another theme.
    """
    published = Inspection.objects.get(reference=edition.inspection_reference)
    inspection = make_inspection(
        published.authorities.get(),
        service=published.service,
        framework=published.framework,
        status=Inspection.Status.DRAFTING,
        follows=published,
    )
    for case in (inspection, published):
        theme = Theme.objects.vocabulary().first()
        make_finding(case, theme=theme).evidence.add(make_evidence(case))
        stand(
            make_recommendation(case), acceptance="rejected", acceptance_reason=CANARY
        )
    make_plan_line(make_action_plan(published))
    judged = published.judgements.get()
    make_judgement(inspection, area=judged.area, point=judged.point)
    take_out_again(inspection)
    make_team_member(inspection)
    draft = make_report(inspection)
    make_section(draft)
    make_response(draft)
    make_response(edition.report, is_public=False)
    secret = make_finding(inspection, theme=theme, is_public=False)
    make_finding(published, theme=theme, previous=secret, change="improved")
    reschedule(edition)
    plant_historical(published)
    secret = {"note_en": CANARY, "note_cy": CANARY, "source": CANARY}
    place, known = (
        published.authorities.get(),
        Measure.objects.filter(readings=None).first(),
    )
    make_reading(place, known, published=False, **secret)
    plant_concern(published)
    fill_with_canaries(edition)
    return inspection


def take_out_again(inspection: Inspection) -> None:
    """What was announced by mistake, and is public no more."""
    cases = Inspection.objects.filter(pk=inspection.pk)
    cases.update(status=Inspection.Status.PLANNED)
    make_announced(inspection, note_en=CANARY, note_cy=CANARY)
    inspection.withdraw_announcement(by=SYSTEM, reason=CANARY)
    cases.update(status=inspection.status)


def plant_concern(published: Inspection) -> None:
    """What was decided and is not announced, about the service of a published case."""
    place = {"authority": published.authorities.get(), "service": published.service}
    episode = make_episode(**place, placed=False)
    told = {"reason_en": CANARY, "targets_en": CANARY, "statement_url": ADDRESS}
    make_decision(episode, "place", **told)
    intervention = make_intervention(**place, warned=False)
    make_step(intervention, statement_url="", reason_en=CANARY, required_en=CANARY)
    make_board_member(make_board(**place, announced=False))


def reschedule(edition: Edition) -> None:
    """The draft of what is published asks for another time, under another theme."""
    published = Recommendation.objects.filter(published__edition=edition)
    for recommendation in published:
        recommendation.themes.set(Theme.objects.vocabulary().reverse()[:2])
    published.update(timescale="12m", due_on=date(2001, 1, 1))


def plant_historical(published: Inspection) -> None:
    """An old inspection of the same authority, whose report is being copied in."""
    old = make_inspection(
        published.authorities.get(),
        service=published.service,
        framework=published.framework,
        status=Inspection.Status.CLOSED,
        recorded_from="Paper archive",
    )
    make_report(old, recorded_from="Paper archive")


def plant_with(values: dict[str, str]) -> None:
    """A draft case that is found by none of the values, though it has them all."""
    theme = Theme.objects.get(code=values["theme"])
    draft = make_inspection(
        Authority.objects.get(slug=values["authority"]),
        service=Service.objects.get(code=values["service"]),
        framework=Framework.objects.get(code=values["framework"]),
    )
    make_finding(draft, theme=theme)
    make_recommendation(draft).themes.add(theme)
    make_report(draft, published_on=values["year"])


def fill_with_canaries(edition: Edition) -> None:
    """Put a canary into every free text of every row that is not public."""
    numbers = count(1)
    for label in APPS:
        for model in apps.get_app_config(label).get_models():
            if not issubclass(model, (AppendOnly, *REFERENCE)):
                for row in model.objects.all():
                    texts = {
                        field.name: f"{CANARY}{next(numbers)}"[: field.max_length]
                        for field in free_texts(model)
                        if not shown_on_purpose(row, field, edition)
                    }
                    model.objects.filter(pk=row.pk).update(**texts)


def free_texts(model: type[models.Model]) -> Iterator[models.Field]:
    for field in model._meta.concrete_fields:
        if field.name == "acceptance_reason":
            continue  # moves with a fact alone
        free = isinstance(field, models.CharField | models.TextField)
        if free and not field.choices and not isinstance(field, PartialDateField):
            yield field


def shown_on_purpose(row: models.Model, field: models.Field, edition: Edition) -> bool:
    """What identifies a published case, and what an office-holder was let say."""
    if isinstance(row, SearchedText):
        return True  # made of what is published, and of nothing else
    if getattr(row, "is_public", False) and row._meta.model_name == "response":
        return row.report_id == edition.report_id
    identity = {"reference", "slug", "source_key", "recorded_from", "stable_id"}
    published = {
        Report: edition.report.pk,
        Inspection: edition.report.inspection_id,
    }
    if field.name == "reference" and isinstance(row, Recommendation):
        return edition.recommendations.filter(recommendation=row).exists()
    return field.name in identity and published.get(type(row)) == row.pk
