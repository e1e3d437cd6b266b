from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspectorate.history.append_only import Kept
from inspectorate.lifecycle import Refusal
from inspectorate.reports.models.accuracy import AccuracyCheck
from inspectorate.reports.models.accuracy_decision import Decided
from inspectorate.reports.models.paragraph import Paragraph
from inspectorate.reports.parts import Kind, find, name_of
from inspectorate.reports.texts import text_faults


class AccuracyCommentQuerySet(models.QuerySet):
    def undecided(self) -> "AccuracyCommentQuerySet":
        return self.filter(decision="")

    def awaiting_review(self) -> "AccuracyCommentQuerySet":
        """Decided against the authority where a judgement is touched, and not yet
        looked at by a second reviewer.
        """
        refused = self.filter(decision__in=Decided.REFUSED)
        return refused.filter(touches_judgement=True, review_agrees=None)

    def unsettled(self) -> "AccuracyCommentQuerySet":
        return self.undecided() | self.awaiting_review()

    def compose(
        self,
        check: AccuracyCheck,
        *,
        at: datetime,
        comment_type: str,
        comment_text: str,
        submitted_by_role: str,
        place: str = "",
        supporting_evidence: str = "",
        touches_judgement: bool = False,
        submitted_by: models.Model | None = None,
        submitted_at: datetime | None = None,
        answer: models.Model | None = None,
    ) -> "AccuracyComment":
        """The next comment of `check`, not stored yet; Refusal with all its faults.

        `place` is a printed number or a name that stays, of a part as it was sent;
        empty for a comment on the whole. What was submitted before it was logged
        says when.
        """
        submitted_at = submitted_at or at
        comment = self.model(
            accuracy_check=check,
            number=check.comments.count() + 1,
            comment_type=comment_type,
            comment_text=comment_text.strip(),
            supporting_evidence=supporting_evidence.strip(),
            submitted_by_role=submitted_by_role.strip(),
            submitted_by=submitted_by,
            answer=answer,
            submitted_at=submitted_at,
            logged_at=at,
        )
        reasons = [*comment.point_at(place), *comment.faults()]
        # The database could not even be asked about some of what is wrong.
        if reasons := reasons or comment.repeats():
            raise Refusal(*reasons)
        touches = touches_judgement or comment.is_challenge
        comment.touches_judgement = touches
        return comment


class AccuracyComment(Decided, Kept):
    """What the authority says is wrong with one part of the draft, and what became of
    it.

    What was said is never changed once it is logged; guards.py holds this.
    """

    class Type(models.TextChoices):
        TYPO_OR_NUMBER = "typo_or_number", _("Typing error or number")
        FACTUALLY_INACCURATE = "factually_inaccurate", _("Factually inaccurate")
        EVIDENCE_OMITTED = "evidence_omitted", _("Evidence left out")
        JUDGEMENT_CHALLENGE = "judgement_challenge", _("Challenges a judgement")
        OTHER = "other", _("Other")

    accuracy_check = models.ForeignKey(
        AccuracyCheck,
        verbose_name=_("accuracy check"),
        on_delete=models.PROTECT,
        related_name="comments",
    )
    number = models.PositiveSmallIntegerField(_("number"))
    part_kind = models.CharField(
        _("kind of part"), max_length=20, choices=Kind, blank=True
    )
    part_key = models.CharField(_("stable id"), max_length=100, blank=True)
    part_number = models.CharField(_("number as sent"), max_length=300, blank=True)
    paragraph = models.ForeignKey(
        Paragraph,
        verbose_name=_("paragraph"),
        # A comment may well lead to its paragraph being taken out.
        on_delete=models.SET_NULL,
        null=True,
        related_name="accuracy_comments",
    )
    comment_type = models.CharField(_("type"), max_length=30, choices=Type)
    comment_text = models.TextField(_("comment"))
    supporting_evidence = models.TextField(_("supporting evidence"), blank=True)
    touches_judgement = models.BooleanField(_("touches a judgement"), default=False)
    submitted_by_role = models.CharField(_("office of who sent it"), max_length=200)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("submitted by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    answer = models.ForeignKey(
        "reports.AccuracyAnswer",
        verbose_name=_("answer on accuracy"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="comments",
        help_text=_("Which it came with; empty where the inspectorate logged it."),
    )
    submitted_at = models.DateTimeField(_("submitted at"))
    logged_at = models.DateTimeField(_("logged at"))

    objects = AccuracyCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("accuracy comment")
        verbose_name_plural = _("accuracy comments")
        ordering = ["accuracy_check", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["accuracy_check", "number"], name="accuracy_comment_number"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="comment_number_from_1"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    comment_type__in=[
                        *("typo_or_number", "factually_inaccurate"),
                        *("evidence_omitted", "judgement_challenge", "other"),
                    ]
                ),
                name="accuracy_comment_type_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(comment_text=""),
                name="accuracy_comment_says_something",
            ),
            models.CheckConstraint(
                condition=~models.Q(comment_type="judgement_challenge")
                | models.Q(touches_judgement=True),
                name="accuracy_comment_challenge_touches_judgement",
            ),
            models.CheckConstraint(
                condition=models.Q(decision="", decided_at=None, decided_by=None)
                | models.Q(decision__in=Decided.Decision.values)
                & ~models.Q(reason="")
                & models.Q(decided_at__isnull=False, decided_by__isnull=False),
                name="accuracy_comment_decided_with_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(decision__in=["accepted", "partly_accepted"])
                | ~models.Q(change_made=""),
                name="accuracy_comment_acceptance_changes",
            ),
            # NULL equals nobody, so that the rule is kept where one of them is not.
            models.CheckConstraint(
                condition=models.Q(second_reviewer=None)
                | models.Q(decided_by=None)
                | ~models.Q(second_reviewer=models.F("decided_by")),
                name="accuracy_comment_reviewed_by_another",
            ),
            # Where the second reviewer disagrees, the decision is open again.
            models.CheckConstraint(
                condition=models.Q(
                    review_agrees=None, second_reviewer=None, reviewed_at=None
                )
                | models.Q(second_reviewer__isnull=False, reviewed_at__isnull=False)
                & ~models.Q(review_reason="")
                & (
                    models.Q(review_agrees=False, decision="")
                    | models.Q(review_agrees=True) & ~models.Q(decision="")
                ),
                name="accuracy_comment_review_is_whole",
            ),
        ]

    def __str__(self) -> str:
        told = gettext("Comment %(number)s: %(check)s")
        return told % {"number": self.number, "check": self.accuracy_check}

    def point_at(self, place: str) -> list[str]:
        """Set the part that `place` names; what is wrong with it, if it names none."""
        if not place.strip():
            return []
        check = self.accuracy_check
        try:
            part = find(check.parts, place)
        except Refusal as refusal:
            return refusal.reasons
        self.part_kind, self.part_key, self.part_number = part[:3]
        if part.kind == Kind.PARAGRAPH:
            paragraphs = check.report.paragraphs.filter(stable_id=part.key)
            self.paragraph = paragraphs.first()
        return []

    def faults(self) -> list[str]:
        """What is wrong with what was said, a sentence each that tells the cure."""
        found = [
            *text_faults(self.comment_text, self.supporting_evidence),
            *text_faults(self.submitted_by_role, longest=200),
        ]
        if self.comment_type not in self.Type.values:
            found.append(gettext("Choose the type of the comment."))
        if not self.comment_text:
            found.append(gettext("Enter what the authority says."))
        if not self.submitted_by_role:
            told = gettext("Enter the office of who sent it: Director, Link officer.")
            found.append(told)
        if self.submitted_at > self.logged_at:
            told = gettext("It is dated in the future: enter when it was submitted.")
            found.append(told)
        if timezone.localdate(self.submitted_at) < self.accuracy_check.sent_on:
            told = gettext("It is dated before the draft was sent: mend the date.")
            found.append(told)
        return found

    def repeats(self) -> list[str]:
        """So that a form or a file sent twice logs nothing twice; two authorities may
        well say the same.
        """
        said = ("part_kind", "part_key", "comment_type", "comment_text")
        same = {name: getattr(self, name) for name in said}
        if self.answer is not None:
            same["answer"] = self.answer
        earlier = self.accuracy_check.comments.filter(**same).first()
        if earlier is None:
            return []
        told = gettext("This is logged already, as comment %s of this check.")
        return [told % earlier.number]

    # Questions

    @property
    def place(self) -> str:
        """For example “Paragraph 2.3”, as it was sent."""
        return name_of(self.part_kind, self.part_number)

    @property
    def is_challenge(self) -> bool:
        """Of a judgement, by its type or by what it points at."""
        challenges = self.comment_type == self.Type.JUDGEMENT_CHALLENGE
        return challenges or self.part_kind == Kind.JUDGEMENT

    @property
    def is_late(self) -> bool:
        return timezone.localdate(self.submitted_at) > self.accuracy_check.ends_on
