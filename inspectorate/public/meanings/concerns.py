"""What the words about concerns and boards mean."""

from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.models import Board, BoardDecision, Duty
from inspectorate.concerns.models.decision import Act, Level
from inspectorate.concerns.models.stages import Stage, Step

LEVELS = {
    Level.ROUTINE: _(
        "The lowest of four: inspectors see no cause to watch the service more closely "
        "than others."
    ),
    Level.HEIGHTENED: _(
        "The second of four, worse than routine: inspectors watch the service more "
        "closely. The protocol is not applied."
    ),
    Level.SERIOUS: _(
        "The third of four, worse than heightened: the protocol is applied. The "
        "authority agrees targets and inspectors come back regularly to see whether it "
        "meets them."
    ),
    Level.REFERRED: _(
        "The highest of four, worse than serious: the protocol is applied, and the "
        "chief inspector has advised ministers to consider using their powers."
    ),
}
ACTS = {
    Act.RAISE: _("Inspectors begin to watch a service more closely."),
    Act.PLACE: _("The chief inspector applies the protocol to a service."),
    Act.RETAIN: _(
        "Inspectors came back, and the protocol stays: what improved is not enough yet."
    ),
    Act.REFER: _("The chief inspector advises ministers to consider their powers."),
    Act.DE_ESCALATE: _("The concern goes down by one level."),
    Act.LIFT: _(
        "The protocol no longer applies. Recommendations that are open stay open."
    ),
    Act.CORRECT: _(
        "A decision was recorded wrongly. It stays on the record, and this one counts "
        "in its place."
    ),
}
STAGES = {
    Stage.NONE: _("Ministers have taken no step, or took back the one they took."),
    Stage.MINDED_TO: _(
        "Ministers have said that they think of using their powers, and the council "
        "may answer."
    ),
    Stage.WARNED: _(
        "Ministers have told the council in a notice what it has to do, by when, and "
        "what they will do otherwise."
    ),
    Stage.INTERVENED: _("Ministers use their powers over the service."),
    Stage.ENDED: _("Ministers no longer use their powers over the service."),
}
STEPS = {
    Step.MINDED_TO: _("Ministers say that they think of using their powers."),
    Step.WARNING_NOTICE: _(
        "A notice with the grounds, what the council has to do and by when."
    ),
    Step.FOLLOW_UP_NOTICE: _(
        "A further notice: the first was not met, or not in full."
    ),
    Step.ADDENDUM: _("Something is added to a notice that stays in force."),
    Step.INTERVENTION: _("Ministers direct the council, or have others act for it."),
    Step.DROPPED: _("Ministers were minded to intervene and do not go on."),
    Step.ENDED: _("Ministers end what they began."),
    Step.CORRECT: _(
        "A step was recorded wrongly. It stays on the record, and this one counts in "
        "its place."
    ),
}
DUTIES = {
    Duty.Kind.LAID: _(
        "Ministers put a copy of the notice before the legislature; the law gives "
        "them 21 days."
    ),
    Duty.Kind.REPORTED: _(
        "Ministers report to the legislature what the council did; the law gives them "
        "90 days."
    ),
    Duty.Kind.ANSWERED: _("The authority publishes what it will do, or why nothing."),
    Duty.Kind.COMPLIED: _("The council did what the notice required."),
}
BOARDS = {
    Board.Kind.MINISTERIAL: _(
        "Set up by ministers, with members from outside the council; it reports to "
        "ministers. It is not a decision of the inspectorate."
    ),
    Board.Kind.COUNCIL: _("Set up by the council itself."),
    Board.Kind.JOINT: _("Set up by the council with members from outside."),
}
BOARD_ACTS = {
    BoardDecision.Act.ESTABLISH: _("The board begins its work."),
    BoardDecision.Act.CONTINUE: _("The board goes on as it is."),
    BoardDecision.Act.REFOCUS: _("The board goes on and attends to other things."),
    BoardDecision.Act.STAND_DOWN: _("The board ends its work."),
}
