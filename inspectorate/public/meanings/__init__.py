"""What the words of the public pages mean, where no row of the database says it."""

from typing import NamedTuple

from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.models import Board, BoardDecision, Duty
from inspectorate.concerns.models.decision import Act, Level
from inspectorate.concerns.models.stages import Stage, Step
from inspectorate.inspections.models import Finding, Inspection
from inspectorate.measures.models import Measure, Reading
from inspectorate.public.meanings import (
    concerns,
    inspections,
    measures,
    recommendations,
)
from inspectorate.reports.reading import FINDING_MEANINGS
from recommendations.models import Recommendation


class Vocabulary(NamedTuple):
    """The values of one field: their labels are those of `choices`."""

    heading: Promise
    choices: type[Choices]
    meanings: dict[object, Promise]


VOCABULARIES = {
    "acceptance": Vocabulary(
        _("What the authority answers"),
        Recommendation.Acceptance,
        recommendations.ACCEPTANCE,
    ),
    "progress": Vocabulary(
        _("What the authority reports"),
        Recommendation.Progress,
        recommendations.PROGRESS,
    ),
    "verification": Vocabulary(
        _("What inspectors confirm"),
        Recommendation.Verification,
        recommendations.VERIFICATION,
    ),
    "lifecycle": Vocabulary(
        _("What the inspectorate decides"),
        Recommendation.Lifecycle,
        recommendations.LIFECYCLE,
    ),
    "closed": Vocabulary(
        _("Why a recommendation is closed"),
        Recommendation.ClosedReason,
        recommendations.CLOSED,
    ),
    "level": Vocabulary(
        _("Levels of concern, from the lowest to the highest"), Level, concerns.LEVELS
    ),
    "act": Vocabulary(_("Decisions about a concern"), Act, concerns.ACTS),
    "stage": Vocabulary(_("How far ministers have gone"), Stage, concerns.STAGES),
    "step": Vocabulary(_("Steps of ministers"), Step, concerns.STEPS),
    "duty": Vocabulary(_("What a notice sets a day for"), Duty.Kind, concerns.DUTIES),
    "board": Vocabulary(_("Oversight boards"), Board.Kind, concerns.BOARDS),
    "board-act": Vocabulary(
        _("Decisions about a board"), BoardDecision.Act, concerns.BOARD_ACTS
    ),
    "finding": Vocabulary(
        _("Kinds of findings"), Finding.Classification, FINDING_MEANINGS
    ),
    "change": Vocabulary(
        _("Change since the inspection before"), Finding.Change, inspections.CHANGES
    ),
    "inspection": Vocabulary(
        _("Kinds of inspections"), Inspection.Kind, inspections.INSPECTIONS
    ),
    "reading": Vocabulary(
        _("What is known of a figure"), Reading.Status, measures.STATUSES
    ),
    "direction": Vocabulary(
        _("Which figures are good"), Measure.Direction, measures.DIRECTIONS
    ),
}


def anchor(name: str, value: object) -> str:
    """Where the glossary tells a value of a vocabulary."""
    return f"{name}-{value}".lower().replace("_", "-")
