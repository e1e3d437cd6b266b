"""Three tracks, never one: the inspectorate's concern, interventions of ministers, and
boards. A decision is told apart by the moment it was entered: its place or number
would tell of others that are not public.
"""

from django.db.models import Case, Exists, F, OuterRef, QuerySet, When
from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.models import (
    Board,
    BoardDecision,
    BoardMember,
    Decision,
    DecisionGround,
    Duty,
    FocusArea,
    MinistersStep,
    StepGround,
)
from inspectorate.inspections.models import Inspection
from inspectorate.opendata.column import both, columns
from inspectorate.opendata.table import Table
from inspectorate.reports.models import Edition

OF_WHOM = ("authority", "service")
NUMBER = _("A number that tells it from the others.")
BOARD = _("The English name of the board.")
OF_DECISION = _("The moment of the decision.")
PUT_RIGHT = _("The moment of the row that this one puts right.")


def about(way: str) -> list[tuple[str, str]]:
    return [
        ("authority", f"{way}__authority__slug"),
        ("service", f"{way}__service__code"),
    ]


def decisions() -> QuerySet:
    """The inspection that each rests on is named once the public knows of it."""
    case = Inspection.objects.published().filter(pk=OuterRef("basis"))
    edition = Edition.objects.published().filter(report__inspection=OuterRef("basis"))
    is_known = Exists(case) | Exists(edition)
    rests_on = Case(When(is_known, then=F("basis__reference")))
    return with_corrected(Decision.objects.published()).annotate(rests_on=rests_on)


def steps() -> QuerySet:
    return with_corrected(MinistersStep.objects.published())


def board_decisions() -> QuerySet:
    return with_corrected(BoardDecision.objects.published())


def with_corrected(rows: QuerySet) -> QuerySet:
    """The row that each `corrects` is named where that is public itself."""
    is_public = Exists(rows.filter(pk=OuterRef("corrects")))
    corrected = Case(When(is_public, then=F("corrects__entered_at")))
    return rows.annotate(corrected=corrected)


TABLES = [
    Table(
        "concern_decisions",
        _("Decisions about concerns"),
        _("Of the inspectorate: the protocol placed, kept, lifted; nothing is edited."),
        rows=decisions,
        key=(*OF_WHOM, "entered_at"),
        refers=(((*OF_WHOM, "corrects"), "concern_decisions", ()),),
        columns=columns(
            Decision,
            *about("episode"),
            "entered_at",
            ("corrects", "corrected", PUT_RIGHT, "entered_at", True),
            *both("protocol", "episode__instrument"),
            *both("press_label", "episode__press_label"),
            "act",
            "from_level",
            "to_level",
            "decided_on",
            *both("decided_by"),
            (
                "inspection",
                "rests_on",
                _("What the decision rests on, where the public knows of it."),
                "basis__reference",
                True,
            ),
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
        key=(*OF_WHOM, "entered_at", "ground"),
        columns=columns(
            DecisionGround,
            *about("decision__episode"),
            ("entered_at", "decision__entered_at", OF_DECISION),
            ("ground", "ground__code"),
            *both("wording", "ground__wording"),
            *both("progress"),
        ),
    ),
    Table(
        "ministers_steps",
        _("Steps of ministers"),
        _("Interventions, as their statements tell of them."),
        rows=steps,
        key=(*OF_WHOM, "entered_at"),
        refers=(((*OF_WHOM, "corrects"), "ministers_steps", ()),),
        columns=columns(
            MinistersStep,
            *about("intervention"),
            "entered_at",
            ("corrects", "corrected", PUT_RIGHT, "entered_at", True),
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
            ("statement", "statement__url", _("Where a later statement tells it.")),
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
        key=(*OF_WHOM, "entered_at", "ground"),
        columns=columns(
            StepGround,
            *about("step__intervention"),
            ("entered_at", "step__entered_at", _("The moment of the step.")),
            ("ground", "ground__code"),
            *both("wording", "ground__wording"),
        ),
    ),
    Table(
        "ministers_step_duties",
        _("Duties of steps of ministers"),
        _("That one was done, and on which day; of one kind the last row counts."),
        rows=lambda: Duty.objects.filter(step__in=MinistersStep.objects.published()),
        key=(*OF_WHOM, "entered_at", "duty"),
        columns=columns(
            Duty,
            *about("step__intervention"),
            ("entered_at", "step__entered_at", _("The moment of the step.")),
            ("duty", "pk", NUMBER),
            "kind",
            "done_on",
            "url",
            "recorded_from",
        ),
    ),
    Table(
        "boards",
        _("Boards"),
        _("Set up to oversee or support improvement; no office of the inspectorate."),
        rows=Board.objects.published,
        key=(*OF_WHOM, "name_en"),
        columns=columns(
            Board,
            ("authority", "authority__slug"),
            ("service", "service__code"),
            *both("name"),
            "kind",
            *both("terms"),
            "established_on",
            "stood_down_on",
            "recorded_from",
        ),
    ),
    Table(
        "board_members",
        _("Members of boards"),
        _("Their roles, and names as quoted, which may be removed."),
        rows=lambda: BoardMember.objects.filter(board__in=Board.objects.published()),
        key=(*OF_WHOM, "board", "member"),
        columns=columns(
            BoardMember,
            *about("board"),
            ("board", "board__name_en", BOARD),
            ("member", "pk", NUMBER),
            *both("role"),
            "name",
            "is_chair",
            "from_outside",
            "since",
            "until",
            "recorded_from",
        ),
    ),
    Table(
        "board_decisions",
        _("Decisions about boards"),
        _("Set up, re-focused, stood down."),
        rows=board_decisions,
        key=(*OF_WHOM, "board", "entered_at"),
        refers=(((*OF_WHOM, "board", "corrects"), "board_decisions", ()),),
        columns=columns(
            BoardDecision,
            *about("board"),
            ("board", "board__name_en", BOARD),
            "entered_at",
            ("corrects", "corrected", PUT_RIGHT, "entered_at", True),
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
        key=(*OF_WHOM, "board", "entered_at", "position"),
        columns=columns(
            FocusArea,
            *about("decision__board"),
            ("board", "decision__board__name_en", BOARD),
            ("entered_at", "decision__entered_at", OF_DECISION),
            "position",
            *both("name"),
            ("theme", "theme__code"),
        ),
    ),
]
