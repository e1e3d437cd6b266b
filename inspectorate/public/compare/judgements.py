"""Judgements of an older and a newer edition, area by area."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import Wording
from inspectorate.reports.models import Edition, PublishedJudgement


class Verdict(models.TextChoices):
    """How the newer grade stands to the older one. Said only within one framework and
    scale; nothing else is ever inferred.
    """

    BETTER = "better", _("Better")
    SAME = "same", _("The same")
    WORSE = "worse", _("Worse")
    FRAMEWORK_CHANGED = "framework", _("Not comparable: framework changed")
    SCALE_CHANGED = "scale", _("Not comparable: scale changed")
    NOT_JUDGED = "not_judged", _("Not comparable: not judged in both")
    ONLY_OLD = "only_old", _("Judged in the older report only")
    ONLY_NEW = "only_new", _("Judged in the newer report only")


class Row(NamedTuple):
    name: Wording
    old: PublishedJudgement | None
    new: PublishedJudgement | None
    verdict: Verdict


def compared(old: Edition, new: Edition) -> list[Row]:
    """In the order of the newer framework, then what only the older report judged."""
    earlier = {each.area.code: each for each in old.judgements.all()}
    later = {each.area.code: each for each in new.judgements.all()}
    codes = dict.fromkeys([*later, *earlier])
    pairs = [(earlier.get(code), later.get(code)) for code in codes]
    return [
        Row((newer or older).area.name, older, newer, verdict(older, newer))
        for older, newer in pairs
    ]


def verdict(old: PublishedJudgement | None, new: PublishedJudgement | None) -> Verdict:
    if old is None or new is None:
        return Verdict.ONLY_NEW if old is None else Verdict.ONLY_OLD
    if old.area_id != new.area_id:
        # An area is one of a framework: the same name elsewhere may ask for more.
        return Verdict.FRAMEWORK_CHANGED
    if old.point is None or new.point is None:
        return Verdict.NOT_JUDGED
    if old.point.scale_id != new.point.scale_id:
        return Verdict.SCALE_CHANGED
    return direction(old.point.order, new.point.order)


def direction(old: int, new: int) -> Verdict:
    """By the place of two grades on their scale, of which 1 is the best."""
    if new == old:
        return Verdict.SAME
    return Verdict.BETTER if new < old else Verdict.WORSE
