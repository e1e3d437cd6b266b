"""Three tracks, never one: the inspectorate's concern, interventions of ministers, and
boards. A decision is told apart by whom it is about and the moment it was entered.
"""

from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.models import (
    Board,
    BoardDecision,
    Decision,
    DecisionGround,
    FocusArea,
    MinistersStep,
    StepGround,
)
from inspectorate.opendata.column import both, columns
from inspectorate.opendata.table import Table

KEY = ("authority", "service", "entered_at")
CORRECTS = "The moment of the row that this one puts right."


def about(way: str) -> list[tuple[str, str]]:
    return [
        ("authority", f"{way}__authority__slug"),
        ("service", f"{way}__service__code"),
    ]


TABLES = [
    Table(
        "concern_decisions",
        _("Decisions about concerns"),
        _("Of the inspectorate: the protocol placed, kept, lifted; nothing is edited."),
        rows=Decision.objects.published,
        key=KEY,
        columns=columns(
            Decision,
            *about("episode"),
            "entered_at",
            ("corrects", "corrects__entered_at", CORRECTS),
            *both("protocol", "episode__instrument"),
            *both("press_label", "episode__press_label"),
            "act",
            "from_level",
            "to_level",
            "decided_on",
            *both("decided_by"),
            ("inspection", "basis__reference"),
            *both("reason"),
            "review_on",
            *both("made_by"),
            "statement_url",
            "recorded_from",
        ),
    ),
    Table(
        "concern_decision_grounds",
        _("Grounds of decisions about concerns"),
        _("Of one that lifts the protocol, with the progress on each."),
        rows=lambda: DecisionGround.objects.filter(
            decision__in=Decision.objects.published()
        ),
        key=(*KEY, "ground"),
        columns=columns(
            DecisionGround,
            *about("decision__episode"),
            ("entered_at", "decision__entered_at"),
            ("ground", "ground__code"),
            *both("wording", "ground__wording"),
            *both("progress"),
        ),
    ),
    Table(
        "ministers_steps",
        _("Steps of ministers"),
        _("Interventions, as their statements tell of them."),
        rows=MinistersStep.objects.published,
        key=KEY,
        columns=columns(
            MinistersStep,
            *about("intervention"),
            "entered_at",
            ("corrects", "corrects__entered_at", CORRECTS),
            "act",
            "from_stage",
            "to_stage",
            "decided_on",
            *both("decided_by"),
            *both("instrument"),
            ("provision", "provision__code"),
            *both("reason"),
            *both("required"),
            "comply_by",
            "laid_by",
            "reported_by",
            "answered_by",
            ("statement", "statement__url"),
            "statement_url",
            "recorded_from",
        ),
    ),
    Table(
        "ministers_step_grounds",
        _("Grounds of steps of ministers"),
        _("As the law has them."),
        rows=lambda: StepGround.objects.filter(
            step__in=MinistersStep.objects.published()
        ),
        key=(*KEY, "ground"),
        columns=columns(
            StepGround,
            *about("step__intervention"),
            ("entered_at", "step__entered_at"),
            ("ground", "ground__code"),
            *both("wording", "ground__wording"),
        ),
    ),
    Table(
        "boards",
        _("Boards"),
        _("Set up to oversee or support improvement; no office of the inspectorate."),
        rows=Board.objects.published,
        key=("authority", "service", "name_en"),
        columns=columns(
            Board,
            ("authority", "authority__slug"),
            ("service", "service__code"),
            *both("name"),
            "established_on",
            "stood_down_on",
            "recorded_from",
        ),
    ),
    Table(
        "board_decisions",
        _("Decisions about boards"),
        _("Set up, re-focused, stood down."),
        rows=BoardDecision.objects.published,
        key=("authority", "service", "board", "sequence"),
        columns=columns(
            BoardDecision,
            *about("board"),
            ("board", "board__name_en"),
            "sequence",
            ("corrects", "corrects__sequence", "The row that this one puts right."),
            "act",
            "decided_on",
            *both("decided_by"),
            *both("reason"),
            "focus_list_complete",
            "statement_url",
            "recorded_from",
        ),
    ),
    Table(
        "board_focus_areas",
        _("Focus areas of boards"),
        _("What a decision told a board to attend to."),
        rows=lambda: FocusArea.objects.filter(
            decision__in=BoardDecision.objects.published()
        ),
        key=("authority", "service", "board", "sequence", "position"),
        columns=columns(
            FocusArea,
            *about("decision__board"),
            ("board", "decision__board__name_en"),
            ("sequence", "decision__sequence"),
            "position",
            *both("name"),
            ("theme", "theme__code"),
        ),
    ),
]
