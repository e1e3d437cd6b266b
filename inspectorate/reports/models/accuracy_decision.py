from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspectorate.history.models import System
from inspectorate.lifecycle import Refusal, locked, not_in_role, tell_followers
from inspectorate.reports.models.accuracy import keep
from inspectorate.reports.models.acts import ASSURE
from inspectorate.reports.texts import check_text


class Decided(models.Model):
    """What becomes of a comment on the accuracy of a draft, and the second look at it.

    Whoever alone refuses what touches a judgement judges their own cause (R (SSP
    Health) v CQC [2016] EWHC 2086 (Admin)), so that somebody outside the team looks
    at it a second time.
    """

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        PARTLY_ACCEPTED = "partly_accepted", _("Partly accepted")
        REJECTED = "rejected", _("Rejected")
        OUT_OF_SCOPE = "out_of_scope", _("Out of scope")

    # The report changes for these,
    CHANGING = [Decision.ACCEPTED, Decision.PARTLY_ACCEPTED]
    # and by these the authority does not get all that it asks for.
    REFUSED = [Decision.PARTLY_ACCEPTED, Decision.REJECTED, Decision.OUT_OF_SCOPE]

    decision = models.CharField(
        _("decision"), max_length=20, choices=Decision, blank=True
    )
    reason = models.TextField(_("reason"), blank=True)
    change_made = models.TextField(_("change made"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    second_reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("second reviewer"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    review_agrees = models.BooleanField(
        _("second reviewer agrees"), null=True, blank=True
    )
    review_reason = models.TextField(_("second reviewer's reason"), blank=True)
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)

    class Meta:
        abstract = True

    @transaction.atomic
    def decide(
        self,
        decision: str,
        reason: str,
        change_made: str = "",
        *,
        by: models.Model | System,
        at: datetime | None = None,
        touches_judgement: bool = False,
        seen: str | None = None,
    ) -> None:
        """Say what becomes of it; again where it was decided before.

        `touches_judgement` adds that it does, and never takes that back. `seen` is
        the state() on which the decision rests, if it was read somewhere: Refusal
        where another has decided since.
        """
        stored = self.opened(by, seen)
        given = {"reason": reason.strip(), "change_made": change_made.strip()}
        check_decision(decision, **given)
        touches = stored.touches_judgement or touches_judgement
        keep(
            self,
            stored,
            "decided",
            by=by,
            at=at,
            decision=decision,
            **given,
            touches_judgement=touches,
            decided_by=by,
            decided_at=at or timezone.now(),
            **UNREVIEWED,
        )
        tell_followers(self, "decide")

    @transaction.atomic
    def second_review(
        self,
        *,
        by: models.Model | System,
        agrees: bool,
        reason: str,
        at: datetime | None = None,
        seen: str | None = None,
    ) -> None:
        """Confirm a decision against the authority, or open it again by disagreeing."""
        stored = self.opened(by, seen)
        if not stored.needs_review:
            told = gettext(
                "This comment awaits no second review: it is for decisions that refuse "
                "what touches a judgement."
            )
            raise Refusal(told)
        stored.check_reviewer(by)
        check_text(reason)
        if not reason.strip():
            raise Refusal(gettext("Give the reason: it stays on the record."))
        review = {
            "second_reviewer": by,
            "review_agrees": agrees,
            "review_reason": reason.strip(),
            "reviewed_at": at or timezone.now(),
        }
        act = "decision confirmed" if agrees else "decision opened again"
        opened = {} if agrees else UNDECIDED
        keep(self, stored, act, by=by, at=at, **opened, **review)

    def opened(self, by: models.Model | System, seen: str | None) -> "Decided":
        """The stored row, under the locks of its report and check, for `by` to judge.

        Raises Refusal where `by` may not, or has not seen what it says now.
        """
        if by.pk is None:
            told = gettext("A person decides on comments, and is named with it.")
            raise Refusal(told)
        check = self.accuracy_check.opened(by)
        stored = locked(type(self)).get(pk=self.pk)
        stored.accuracy_check = check
        if seen is not None and seen != stored.state():
            told = gettext(
                "Somebody else has decided this comment meanwhile: read it, and send "
                "yours again if it still holds."
            )
            raise Refusal(told)
        return stored

    def check_reviewer(self, by: models.Model) -> None:
        """Raise Refusal unless `by` assures quality, outside the team and all that
        was written and decided so far.
        """
        report = self.accuracy_check.report
        told = ""
        if not by.has_perm(ASSURE):
            told = not_in_role(ASSURE)
        elif by.pk == self.decided_by_id:
            told = gettext("You have decided this comment: somebody else reviews it.")
        elif report.bars_team(by):
            told = gettext(
                "You are on the team of this case: somebody outside it reviews the "
                "decision."
            )
        if told:
            raise Refusal(told)

    # Questions

    @property
    def needs_review(self) -> bool:
        refused = self.decision in self.REFUSED and self.touches_judgement
        return refused and self.review_agrees is None

    @property
    def is_settled(self) -> bool:
        return bool(self.decision) and not self.needs_review

    def state(self) -> str:
        """Another word after each decision and review."""
        moments = [self.decided_at, self.reviewed_at]
        return "/".join(moment.isoformat() if moment else "-" for moment in moments)


UNREVIEWED = {
    "second_reviewer": None,
    "review_agrees": None,
    "review_reason": "",
    "reviewed_at": None,
}
UNDECIDED = {
    "decision": "",
    "reason": "",
    "change_made": "",
    "decided_by": None,
    "decided_at": None,
}


def check_decision(decision: str, reason: str, change_made: str) -> None:
    check_text(reason, change_made)
    if decision not in Decided.Decision.values:
        raise Refusal(gettext("Choose what becomes of the comment."))
    if not reason:
        raise Refusal(gettext("Give the reason: the authority will read it."))
    if decision in Decided.CHANGING and not change_made:
        raise Refusal(gettext("Say what was changed in the report because of it."))
