"""What a decision about a concern needs, each lack as a sentence that tells the cure.

What is recorded from a source may lack what the source does not say.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from inspectorate.concerns.models.decision import Decision
from inspectorate.concerns.models.given import DecisionFinding, DecisionGround
from inspectorate.concerns.models.instrument import Instrument
from inspectorate.concerns.models.levels import Act, Level
from inspectorate.concerns.models.standing import out_of_order
from inspectorate.fields import PartialDate
from inspectorate.frameworks.deadlines import months_after
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Reason

# Where a protocol names no other.
REVIEW_MONTHS = 3


class Draft(NamedTuple):
    """A decision that is not stored yet, on the day `on`, with the rows it rests on.

    `entry` is the decision that stands and brought the level it leaves, None where
    nothing did; `entered_for` the grounds of that.
    """

    decision: Decision
    grounds: Sequence[DecisionGround]
    findings: Sequence[DecisionFinding]
    entry: Decision | None
    entered_for: Sequence[DecisionGround]
    on: date

    @property
    def day(self) -> date | None:
        """The day of the decision, None where it is not known to the day."""
        return day_of(self.decision.decided_on)

    @property
    def protocol(self) -> Instrument | None:
        return self.decision.episode.protocol


def lacks(draft: Draft) -> list[Reason]:
    """All at once, none for what a source tells."""
    if draft.decision.recorded_from:
        return []
    rules = (of_its_day, of_its_review, of_its_basis, *NEEDS[Act(draft.decision.act)])
    return [Reason(told) for rule in rules for told in rule(draft)]


def lacks_to_correct(draft: Draft, *, is_last: bool) -> list[Reason]:
    """The same of a correction, which may leave a day unknown as it was; only that of
    the last decision says when somebody looks again.
    """
    reasons = of_its_order(draft.decision)
    if draft.decision.recorded_from:
        return reasons
    rules = [of_the_future, of_its_basis, *([of_its_review] if is_last else [])]
    return reasons + [Reason(told) for rule in rules for told in rule(draft)]


def of_its_order(decision: Decision) -> list[Reason]:
    """Of what a source tells as well."""
    told = out_of_order(
        decision,
        decision.episode.decisions.all(),
        before=_("A decision cannot be dated before the one it follows."),
        after=_("A decision cannot be dated after one that follows it: mend its day."),
    )
    return [Reason(each) for each in told]


def of_its_day(draft: Draft) -> Iterator[str]:
    if draft.day is None:
        yield _(
            "Give the day of the decision, such as 2026-03-02: only what is recorded "
            "from a source may lack it."
        )
    yield from of_the_future(draft)


def of_the_future(draft: Draft) -> Iterator[str]:
    stated = draft.decision.decided_on
    if stated and stated.earliest and stated.earliest > draft.on:
        yield _("The decision is dated in the future: record it once it is taken.")


def of_its_review(draft: Draft) -> Iterator[str]:
    """No concern is left open without a day on which somebody looks again."""
    review = draft.decision.review_on
    if draft.decision.to_level == Level.ROUTINE:
        return
    if review is None:
        yield _("Give the day by which it is to be reviewed: the concern stays open.")
    elif draft.day and review <= draft.day:
        yield _("The day of the review has to be later than the decision.")


def of_its_basis(draft: Draft) -> Iterator[str]:
    basis = draft.decision.basis
    authority = draft.decision.episode.authority_id
    if basis and not basis.authorities.filter(pk=authority).exists():
        yield _("The inspection is of another authority: choose one of its own.")


def evidence(draft: Draft) -> Iterator[str]:
    if not draft.findings and not draft.decision.evidence:
        yield _("Name a finding it rests on, or tell the evidence in words.")


def reason(draft: Draft) -> Iterator[str]:
    if not draft.decision.reason:
        yield _("Give the reason: it stays on the record.")


def inspected(draft: Draft) -> Iterator[str]:
    if draft.decision.basis is None:
        yield _("Choose the inspection that it rests on.")


def grounds(draft: Draft) -> Iterator[str]:
    if draft.protocol is None:
        yield _("Choose the protocol on the page of the concern: it has the grounds.")
    elif not draft.grounds:
        yield _("Choose at least one ground of the protocol.")
    elif any(each.ground.instrument_id != draft.protocol.pk for each in draft.grounds):
        yield _("A ground is of another protocol: choose from the list of this one.")


def told_the_authority(draft: Draft) -> Iterator[str]:
    if draft.decision.met_on is None:
        yield _("Record the day of the meeting with the chief executive.")
    if not draft.decision.targets and draft.decision.targets_due_on is None:
        yield _("Write the improvement targets, or the day on which they are due.")


def first_review(draft: Draft) -> Iterator[str]:
    review, protocol = draft.decision.review_on, draft.protocol
    if draft.day is None or review is None:
        return
    months = (protocol and protocol.review_months) or REVIEW_MONTHS
    last = months_after(draft.day, months)
    if review > last:
        told = _("The first review is due by %s at the latest: choose an earlier day.")
        yield told % date_format(last)


def later_inspection(draft: Draft) -> Iterator[str]:
    basis = draft.decision.basis
    if basis is None:
        yield _("Choose the inspection or visit since the entry that it rests on.")
    elif draft.entry and not follows(basis, draft.entry):
        yield (
            _(
                "It has to rest on an inspection or visit after the entry, and by its "
                "days of fieldwork %s is none: choose a later one."
            )
            % basis
        )


def progress(draft: Draft) -> Iterator[str]:
    """A word on each ground of the entry; where none is on record, in all."""
    told = {each.ground_id for each in draft.grounds if each.progress}
    untold = [each for each in draft.entered_for if each.ground_id not in told]
    for each in untold:
        yield _("Say what progress there is on the ground “%s”.") % each.ground
    if not draft.entered_for and not draft.decision.evidence:
        yield _("Say under “Evidence” what progress there is: no ground is on record.")


def sustained(draft: Draft) -> Iterator[str]:
    if not draft.decision.sustainability:
        yield _("Say what makes the progress last when nobody watches any more.")


Need = Callable[[Draft], Iterator[str]]
NEEDS: dict[Act, tuple[Need, ...]] = {
    Act.RAISE: (evidence,),
    Act.PLACE: (inspected, grounds, told_the_authority, first_review),
    Act.RETAIN: (later_inspection, reason),
    Act.REFER: (reason,),
    Act.DE_ESCALATE: (progress,),
    Act.LIFT: (later_inspection, progress, sustained),
    Act.CORRECT: (reason,),
}


def follows(basis: Inspection, entry: Decision) -> bool:
    """Whether an inspection was, in part at least, after an entry; where the entry has
    no known day, any other one than that of the entry is taken.
    """
    if basis.pk == entry.basis_id:
        return False
    ends = basis.fieldwork_end or basis.fieldwork_start
    entered = entry.decided_on.earliest if entry.decided_on else None
    last = ends.latest if ends else None
    return entered is None or (last is not None and last > entered)


def day_of(stated: PartialDate | None) -> date | None:
    """None where it is not known to the day."""
    if stated is None or stated.earliest != stated.latest:
        return None
    return stated.earliest
