"""What is done with a recommendation once it is made: the verbs, and their rules."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from inspectorate.history.models import System, record, snapshot
from inspectorate.lifecycle import Reason, Refusal, locked, not_in_role
from recommendations.models.axes import Axes
from recommendations.models.lacking import CHECKS
from recommendations.models.speaking import bars_speaking, bars_team, is_on_behalf
from recommendations.models.standing import Stands, is_issued_alone

VERIFY = "recommendations.verify_recommendation"
CLOSE = "recommendations.close_recommendation"
# What only facts move; `facts` counts them.
MOVED = [
    *("acceptance", "acceptance_reason", "accepted_on", "progress", "verification"),
    *("lifecycle", "closed_reason", "closed_on", "successor"),
]


class Followed(Stands):
    """The verbs of Recommendation. Each enters one fact, and raises Refusal with every
    sentence that stands against it.

    `day` is the day it is of; `at` the moment it is entered, now when None. `seen` is
    the number of facts (`facts`) that whoever enters it has read: where there are more
    by now, it is refused. `told` are further fields of the fact: words_en, words_cy,
    is_public, role.
    """

    # What the authority says: staff on its behalf, or who speaks for it.

    def answer(
        self,
        acceptance: str,
        *,
        by: models.Model | System,
        day: date,
        at: datetime | None = None,
        seen: int | None = None,
        **told: object,
    ) -> models.Model:
        told |= {"acceptance": acceptance, "day": day}
        return self.say("answers", by=by, at=at, seen=seen, **told)

    def report_progress(
        self,
        progress: str,
        *,
        by: models.Model | System,
        day: date,
        at: datetime | None = None,
        seen: int | None = None,
        **told: object,
    ) -> models.Model:
        """`told` may have `evidence`, which is never published."""
        told |= {"progress": progress, "day": day}
        return self.say("progressupdates", by=by, at=at, seen=seen, **told)

    # What the inspectorate says.

    def verify(
        self,
        verification: str,
        *,
        by: models.Model | System,
        day: date,
        basis: models.Model | None,
        at: datetime | None = None,
        seen: int | None = None,
        **told: object,
    ) -> models.Model:
        """`basis` is the inspection or visit in which it was checked."""
        told |= {"verification": verification, "day": day, "basis": basis}
        return self.say("verifications", by=by, at=at, seen=seen, **told)

    def close(
        self,
        closed_reason: str,
        *,
        by: models.Model | System,
        day: date,
        successor: models.Model | None = None,
        at: datetime | None = None,
        seen: int | None = None,
        **told: object,
    ) -> models.Model:
        told |= {"lifecycle": Axes.Lifecycle.CLOSED, "closed_reason": closed_reason}
        told |= {"day": day, "successor": successor}
        return self.say("closings", by=by, at=at, seen=seen, **told)

    def reopen(
        self,
        *,
        by: models.Model | System,
        day: date,
        at: datetime | None = None,
        seen: int | None = None,
        **told: object,
    ) -> models.Model:
        told |= {"lifecycle": Axes.Lifecycle.OPEN, "day": day}
        return self.say("closings", by=by, at=at, seen=seen, **told)

    def say(
        self,
        kind: str,
        *,
        by: models.Model | System,
        at: datetime | None,
        seen: int | None,
        **told: object,
    ) -> models.Model:
        """Enter a fact of one of KINDS under the row's lock."""
        with transaction.atomic():
            successor = told.get("successor")
            keys = {self.pk, successor.pk if successor else self.pk}
            rows = locked(type(self)).filter(pk__in=keys).order_by("pk")
            stored = {row.pk: row for row in rows}[self.pk]
            fact = getattr(stored, kind).model(
                recommendation=stored,
                sequence=stored.facts + 1,
                entered_by=by if by.pk else None,
                entered_at=at or timezone.now(),
                **told,
            )
            fact.on_behalf = kind in SAID_BY_AUTHORITY and is_on_behalf(by)
            if reasons := stored.bars_saying(kind, by, fact) or stored.lacks_saying(
                kind, fact, seen
            ):
                raise Refusal(*reasons)
            before = snapshot(stored, MOVED)
            fact.save()
            # The database has moved the columns with it.
            stored.refresh_from_db()
            after = snapshot(stored, MOVED)
            changed = {name for name in after if after[name] != before[name]}
            record(
                stored,
                said(kind, fact),
                by=by,
                before={name: before[name] for name in sorted(changed)},
                after={name: after[name] for name in sorted(changed)},
                at=at,
            )
        self.refresh_from_db()
        return fact

    # Who, and what stands against it: what doors ask before they offer it.

    def bars_saying(
        self, kind: str, by: models.Model | System, fact: models.Model | None = None
    ) -> list[Reason]:
        """Why `by` is not the one to enter a fact of this kind."""
        case = self.inspection
        if kind in SAID_BY_AUTHORITY:
            return bars_speaking(by, case, case.authorities.all())
        permission = VERIFY if kind == "verifications" else CLOSE
        if not by.has_perm(permission):
            return [not_in_role(permission)]
        if kind != "verifications":
            return bars_team(by, case)
        if barred := case.bars_interest(by) if by.pk else []:
            return barred
        basis = fact.basis if fact else None
        return bars_team(by, basis) if basis else []

    def lacks_saying(
        self, kind: str, fact: models.Model, seen: int | None
    ) -> list[Reason]:
        reasons = [*self.is_stale_reading(seen), *self.lacks_course(kind, fact)]
        reasons += self.lacks_day(kind, fact)
        reasons += CHECKS[kind](self, fact)
        return reasons or refused_by_columns(fact)

    def is_stale_reading(self, seen: int | None) -> list[Reason]:
        if seen is None or seen == self.facts:
            return []
        told = _(
            "Somebody has entered something on %s since you opened this page: read it, "
            "and enter yours again if it still holds."
        )
        return [Reason(told % self, self)]

    def lacks_course(self, kind: str, fact: models.Model) -> list[Reason]:
        """What is entered where: after publication, while open, opened once closed."""
        if not self.published.exists():
            return [Reason(self.unpublished() % self, self)]
        opens = kind == "closings" and fact.lifecycle == Axes.Lifecycle.OPEN
        if opens and self.lifecycle == Axes.Lifecycle.OPEN:
            return [Reason(_("%s is open already.") % self, self)]
        if not opens and self.lifecycle == Axes.Lifecycle.CLOSED:
            told = _("%s is closed: open it again before anything more is entered.")
            return [Reason(told % self, self)]
        return []

    def unpublished(self) -> str:
        """Why nothing is entered on it, of %s."""
        if is_issued_alone(self.inspection):
            return _(
                "The report of %s was issued to the authority alone: what follows is "
                "kept with the case."
            )
        return _("%s is not issued yet: publish the report it is made in first.")

    def lacks_day(self, kind: str, fact: models.Model) -> list[Reason]:
        if fact.day is None:
            return [Reason(_("Enter the day it is of."))]
        if fact.day > timezone.localdate(fact.entered_at):
            told = _("This day is still to come: enter the day on which it was said.")
            return [Reason(told)]
        made = self.made_on()
        if made and fact.day < made:
            told = _(
                "This is before the recommendation was made, on %s: enter a later day."
            )
            return [Reason(told % in_words(made))]
        last = getattr(self, kind).aggregate(last=models.Max("day"))["last"]
        if last and fact.day < last:
            told = _("This is before what was entered last, of %s: enter a later day.")
            return [Reason(told % in_words(last))]
        return []

    def made_on(self) -> date | None:
        """The day of the first edition that has it, None where there is none yet."""
        return self.published.aggregate(day=models.Min("edition__sorted_on"))["day"]


def in_words(day: date) -> str:
    return date_format(day, "j F Y")


def said(kind: str, fact: models.Model) -> str:
    """The act, as history tells it."""
    if kind in SAID:
        return SAID[kind]
    return "closed" if fact.lifecycle == Axes.Lifecycle.CLOSED else "reopened"


def refused_by_columns(fact: models.Model) -> list[Reason]:
    """What fits no column: a code that is none, a text that is too long."""
    try:
        fact.clean_fields(exclude=["recommendation", "entered_by"])
    except ValidationError as error:
        return [Reason(each) for each in error.messages]
    return []


SAID_BY_AUTHORITY = ("answers", "progressupdates")
SAID = {
    "answers": "answered",
    "progressupdates": "progress reported",
    "verifications": "verified",
}
