"""Notices about reports, by what they are about."""

from django.utils.translation import gettext_lazy as _

from inspectorate.lifecycle import follow
from inspectorate.notices import sources
from inspectorate.reports.models import (
    AccuracyAnswer,
    AccuracyCheck,
    AccuracyComment,
    Report,
)
from inspectorate.reports.reminders import (
    accuracy,
    forms,
    held_up,
    officers,
    publication,
    turns,
)

KINDS = {
    "assurance": _("Quality assurance"),
    "clearance": _("Clearance of identities"),
    "sign_off": _("Sign-off"),
    "publication": _("Publication"),
    turns.RETURNED: _("Report returned"),
    accuracy.ANSWER: _("Answer of the authority due"),
    accuracy.DECISIONS: _("Comments on accuracy to decide"),
    accuracy.REVIEW: _("Second review of a decision"),
    officers.SENT: _("Draft sent to the council"),
    officers.DUE: _("Answer of the council due"),
    officers.TOLD: _("Comments of the council decided"),
    officers.ANSWERED: _("Answer of the council"),
    publication.KIND: _("Publication due"),
    held_up.KIND: _("Publication held up"),
    forms.KIND: _("Files of an edition not made"),
}
SOURCES = [
    turns.turns,
    accuracy.answers_due,
    accuracy.decisions,
    accuracy.reviews,
    officers.answers_due,
    publication.due,
]
# After each of these it is somebody else's turn.
TURNING = [
    "send_to_assurance",
    "return_to_drafting",
    "submit_for_sign_off",
    "sign_off",
    "return_to_revision",
]


def register() -> None:
    for code, name in KINDS.items():
        sources.register_kind(code, name)
    for source in SOURCES:
        sources.register(source)
    for verb in TURNING:
        follow(Report, verb, turns.tell_turn)
    follow(AccuracyComment, "decide", accuracy.tell_review)
    follow(AccuracyCheck, "send", officers.tell_of_draft)
    follow(AccuracyCheck, "tell_authority", officers.tell_of_decisions)
    follow(AccuracyAnswer, "send", officers.tell_of_answer)
