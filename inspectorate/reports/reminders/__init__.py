"""Notices about reports, by what they are about."""

from django.utils.translation import gettext_lazy as _

from inspectorate.lifecycle import follow
from inspectorate.notices import sources
from inspectorate.reports.models import AccuracyComment, Report
from inspectorate.reports.reminders import (
    accuracy,
    forms,
    held_up,
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
    publication.KIND: _("Publication due"),
    held_up.KIND: _("Publication held up"),
    forms.KIND: _("Files of an edition not made"),
}
SOURCES = [
    turns.turns,
    accuracy.answers_due,
    accuracy.decisions,
    accuracy.reviews,
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
