"""What a fact of a recommendation lacks, each lack as a sentence that tells the cure.

Held by the database as well, by constraints of each kind and recommendations/guards.
"""

from collections.abc import Callable

from django.db import models
from django.utils.translation import gettext as _

from inspectorate.lifecycle import Reason
from recommendations.models.axes import Axes

NEEDS_SUCCESSOR = [Axes.ClosedReason.SUPERSEDED, Axes.ClosedReason.MERGED]
NEEDS_NO_WORDS = [*NEEDS_SUCCESSOR, Axes.ClosedReason.ACHIEVED]
NOT_BEGUN = ["planned", "deferred", "scoping", "notified", "cancelled"]


def has_words(fact: models.Model) -> bool:
    return bool(f"{fact.words_en}{fact.words_cy}".strip())


def check_answer(asked: models.Model, fact: models.Model) -> list[Reason]:
    if fact.acceptance == Axes.Acceptance.AWAITING:
        return [Reason(_("Choose what the authority answered."))]
    if fact.acceptance != Axes.Acceptance.ACCEPTED and not has_words(fact):
        told = _("Give the authority's reason for what it does not accept.")
        return [Reason(told)]
    return []


def check_update(asked: models.Model, fact: models.Model) -> list[Reason]:
    if fact.progress == Axes.Progress.PAUSED and not has_words(fact):
        return [Reason(_("Say why the work is paused."))]
    return []


def check_verification(asked: models.Model, fact: models.Model) -> list[Reason]:
    reasons = []
    if fact.verification == Axes.Verification.NOT_ASSESSED:
        reasons.append(Reason(_("Choose what inspectors confirmed.")))
    if not has_words(fact):
        reasons.append(Reason(_("Write what inspectors saw: the public reads it.")))
    if fact.basis is None:
        told = _("Name the inspection or visit in which it was checked.")
        reasons.append(Reason(told))
    elif not shares_authority(asked.inspection, fact.basis):
        told = _("%s is about another authority: choose one of the same.")
        reasons.append(Reason(told % fact.basis))
    elif fact.basis.status in NOT_BEGUN:
        told = _("%s has not begun: nothing was checked in it yet.")
        reasons.append(Reason(told % fact.basis))
    return reasons


def check_closing(asked: models.Model, fact: models.Model) -> list[Reason]:
    if fact.lifecycle == Axes.Lifecycle.OPEN:
        return [] if has_words(fact) else [Reason(_("Say why it is opened again."))]
    reasons = []
    if fact.closed_reason not in Axes.ClosedReason:
        return [Reason(_("Choose the grounds on which it is closed."))]
    achieved = Axes.ClosedReason.ACHIEVED
    if fact.closed_reason == achieved and asked.verification != achieved:
        told = _(
            "Only what inspectors have verified as achieved can be closed as achieved."
        )
        reasons.append(Reason(told))
    if fact.closed_reason not in NEEDS_NO_WORDS and not has_words(fact):
        reasons.append(Reason(_("Say why it is closed: the public reads it.")))
    return [*reasons, *check_successor(asked, fact)]


def check_successor(asked: models.Model, fact: models.Model) -> list[Reason]:
    needed = fact.closed_reason in NEEDS_SUCCESSOR
    if fact.successor is None:
        told = _("Name the recommendation that replaces this one.")
        return [Reason(told)] if needed else []
    if not needed:
        told = _("Only what is superseded or merged has a successor: leave it empty.")
        return [Reason(told)]
    if leads_back(fact.successor, asked.pk):
        told = _("%s leads back to this one: choose one that does not.")
        return [Reason(told % fact.successor)]
    if not shares_authority(asked.inspection, fact.successor.inspection):
        told = _("%s was made to another authority: choose one of the same.")
        return [Reason(told % fact.successor)]
    return []


def leads_back(successor: models.Model, key: int) -> bool:
    """Whether a recommendation, or one that replaced it, is that of the number."""
    seen: set[int] = set()
    rows = type(successor).objects
    at: int | None = successor.pk
    while at is not None and at not in seen:
        if at == key:
            return True
        seen.add(at)
        at = rows.filter(pk=at).values_list("successor", flat=True).first()
    return False


def shares_authority(one: models.Model, other: models.Model) -> bool:
    own = one.authorities.values("pk")
    return one.pk == other.pk or other.authorities.filter(pk__in=own).exists()


Checks = Callable[[models.Model, models.Model], list[Reason]]
CHECKS: dict[str, Checks] = {
    "answers": check_answer,
    "progressupdates": check_update,
    "verifications": check_verification,
    "closings": check_closing,
}
