"""How an action plan goes from a draft to one in force: its states, acts and verbs."""

from datetime import date, datetime
from hashlib import sha256

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspectorate.frameworks.models import DeadlineRule
from inspectorate.history.models import System
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Act, Acting, Reason, Refusal, locked, move
from recommendations.models.followed import in_words
from recommendations.models.speaking import ENTER, bars_team

JUDGE = "recommendations.judge_actionplan"
READ_EVERY = "inspections.read_every_case"
AUTHORITY, INSPECTORATE = "authority", "inspectorate"


class PlanCourse(Acting):
    """The acts of ActionPlan."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        RETURNED = "returned", _("Returned")
        AGREED = "agreed", _("Agreed")
        REVISED = "revised", _("Revised")

    ARROWS = {
        Status.DRAFT: [Status.SUBMITTED],
        Status.SUBMITTED: [Status.RETURNED, Status.AGREED],
        Status.RETURNED: [Status.REVISED],
        Status.AGREED: [Status.REVISED],
        Status.REVISED: [],
    }
    UNDER_WAY = [Status.DRAFT, Status.SUBMITTED]
    DECIDED = [Status.RETURNED, Status.AGREED]

    ACTS = [
        Act(
            "submit",
            _("Record the plan as submitted"),
            (Status.DRAFT,),
            Status.SUBMITTED,
            _("The plan is as the authority sent it. Its lines change no more."),
            *(ENTER, AUTHORITY, ("received_on",)),
        ),
        Act(
            "agree",
            _("It reflects the findings"),
            (Status.SUBMITTED,),
            Status.AGREED,
            _("The plan is in force, and the public reads its lines."),
            *(JUDGE, INSPECTORATE, ("reason",)),
        ),
        Act(
            "return_plan",
            _("Return the plan"),
            (Status.SUBMITTED,),
            Status.RETURNED,
            _("The plan does not reflect the findings. The authority sends another."),
            *(JUDGE, INSPECTORATE, ("reason",)),
        ),
        Act(
            "revise",
            _("Begin the next version"),
            (Status.RETURNED, Status.AGREED),
            "",
            _("A draft with the same lines. This version stays until that is agreed."),
            *(ENTER, AUTHORITY),
        ),
    ]

    @transaction.atomic
    def submit(
        self,
        *,
        by: models.Model | System,
        received_on: date | None,
        seen: str | None = None,
        at: datetime | None = None,
    ) -> None:
        """`seen` is the state() that whoever sends it has read, None where nobody
        asks. Raises Refusal where the lines say something else by now.
        """
        stored = locked(type(self)).get(pk=self.pk)
        if seen is not None and stored.state() != seen:
            told = _("A colleague has changed the lines: read them again.")
            raise Refusal(told)
        self.perform("submit", by=by, at=at, received_on=received_on)

    def state(self) -> str:
        """Another word each time a line says something else, or one is added."""
        states = "".join(line.state() for line in self.lines.order_by("pk"))
        return sha256(states.encode()).hexdigest()

    def agree(
        self, *, by: models.Model | System, reason: str, at: datetime | None = None
    ) -> None:
        """The version in force until now is revised in the same transaction."""
        with transaction.atomic():
            self.judge("agree", True, by=by, reason=reason, at=at)
            former = self.versions().exclude(pk=self.pk)
            for plan in former.filter(status__in=self.DECIDED):
                move(plan, self.Status.REVISED, by=by, at=at)

    def return_plan(
        self, *, by: models.Model | System, reason: str, at: datetime | None = None
    ) -> None:
        self.judge("return_plan", False, by=by, reason=reason, at=at)

    def judge(
        self,
        verb: str,
        reflects: bool,
        *,
        by: models.Model | System,
        reason: str,
        at: datetime | None,
    ) -> None:
        self.perform(
            verb,
            by=by,
            at=at,
            reason=reason,
            reflects_findings=reflects,
            decision_reason=reason.strip(),
            decided_on=timezone.localdate(at),
            decided_by=by if by.pk else None,
        )

    @transaction.atomic
    def revise(
        self, *, by: models.Model | System, at: datetime | None = None
    ) -> models.Model:
        """The next version, a draft with the lines of this one. Where that is in force
        nobody waits for the next by a day.
        """
        stored = locked(type(self)).get(pk=self.pk)
        locked(Inspection).get(pk=self.inspection_id)
        stored.check_act("revise", by=by, at=at)
        plan = type(self)(
            inspection=stored.inspection,
            authority=stored.authority,
            version=stored.versions().first().version + 1,
            due_on=None if stored.status == self.Status.AGREED else stored.due_on,
        )
        plan.enter(by=by, at=at)
        for line in stored.lines.standing():
            line.copy_to(plan, by=by, at=at)
        return plan

    def bars(self, act: Act, by: models.Model | System) -> list[Reason]:
        if act.who == AUTHORITY:
            return self.bars_writing(by)
        if barred := super().bars(act, by):
            return barred
        if by.pk is not None and by.has_perm(READ_EVERY):
            # Who assures the quality of every case judges what is planned for any.
            return self.inspection.bars_interest(by)
        return bars_team(by, self.inspection)

    def lacks_to_submit(self, on: date) -> list[Reason]:
        reasons = self.lacks_received(on)
        if not self.lines.standing().exists():
            told = gettext("The plan has no lines: add what the authority will do.")
            reasons.append(Reason(told, self))
        return reasons

    def lacks_received(self, on: date) -> list[Reason]:
        day = self.received_on
        if day is None:
            return [Reason(gettext("Enter the day on which it was received."))]
        if day > on:
            told = gettext("This day is still to come: enter when it was received.")
            return [Reason(told)]
        made = made_on(self.inspection)
        if made and day < made:
            told = gettext("This is before the report came out, on %s: mend the day.")
            return [Reason(told % in_words(made))]
        return []

    def lacks_to_revise(self, on: date) -> list[Reason]:
        later = self.versions().filter(version__gt=self.version).first()
        if later is None:
            return []
        told = gettext("There is a later version already: go on with %s.")
        return [Reason(told % later, later)]


def made_on(case: Inspection) -> date | None:
    """The day on which its recommendations first came out."""
    rows = case.recommendations.exclude(published=None)
    return rows.aggregate(day=models.Min("published__edition__sorted_on"))["day"]


def due_day(case: Inspection) -> date | None:
    """By the framework's rule, counted from publication; None where it has none."""
    event = DeadlineRule.Event.ACTION_PLAN
    rule = case.framework.deadlines.filter(event=event).first()
    made = made_on(case)
    return rule.due(made) if rule and made and made.year > 1 else None
