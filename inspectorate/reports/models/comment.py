from datetime import datetime
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspectorate.history.append_only import Kept
from inspectorate.history.models import CREATED, System, record, snapshot
from inspectorate.inspections.models import Finding, Judgement
from inspectorate.lifecycle import Refusal, locked
from inspectorate.reports.models.course import person
from inspectorate.reports.models.paragraph import Paragraph
from inspectorate.reports.models.report import Report
from inspectorate.reports.words import worded
from recommendations.models import Recommendation


class CommentQuerySet(models.QuerySet):
    def threads(self) -> "CommentQuerySet":
        """What begins a thread; the rest are answers."""
        return self.filter(parent=None)

    def open(self) -> "CommentQuerySet":
        return self.threads().filter(resolved_at=None)

    def for_page(self) -> "CommentQuerySet":
        answers = Comment.objects.select_related("by")
        told = models.Prefetch("answers", answers)
        return self.threads().select_related("by", "resolved_by").prefetch_related(told)


def outliving(model: type[models.Model], **options: object) -> models.ForeignKey:
    """A link that the database does not hold to its row: it says what was commented
    on after that is deleted, too. The guards of this app hold it to the report.
    """
    return models.ForeignKey(
        model,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        blank=True,
        editable=False,
        related_name="comments",
        **options,
    )


# What a comment may be on, one of them.
THINGS = ["paragraph", "finding", "judgement", "recommendation"]
ON_NOTHING = dict.fromkeys(THINGS)


def on_one_at_most() -> models.Q:
    others = [{name: None for name in THINGS if name != thing} for thing in THINGS]
    return reduce(or_, [models.Q(**none) for none in others])


class Comment(Kept):
    """What a reader of a draft asks of it, or an answer to that.

    On a paragraph, a finding, a judgement, a recommendation, or the whole report. Its
    words stay as they were written; a thread is resolved, and reopened, at its head.
    """

    MOST = 10_000

    report = models.ForeignKey(
        Report,
        verbose_name=_("report"),
        on_delete=models.PROTECT,
        related_name="comments",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("answers"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="answers",
    )
    paragraph = outliving(
        Paragraph, to_field="stable_id", verbose_name=_("stable id of the paragraph")
    )
    finding = outliving(Finding, verbose_name=_("finding"))
    judgement = outliving(Judgement, verbose_name=_("judgement"))
    recommendation = outliving(Recommendation, verbose_name=_("recommendation"))
    place = models.CharField(
        _("place"),
        max_length=120,
        blank=True,
        help_text=_("What it is on, as that was called when it was written."),
    )
    text = models.TextField(_("text"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="comments",
    )
    at = models.DateTimeField(_("at"))
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("resolved by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    how = models.TextField(_("how it was resolved"), blank=True)

    objects = CommentQuerySet.as_manager()

    SEARCHED = ["text"]

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["pk"]
        # Comments are made and moved by verbs, on the assurance page.
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=on_one_at_most(),
                name="comment_on_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(parent=None)
                | models.Q(resolved_at=None, **ON_NOTHING),
                name="comment_answer_is_part_of_its_thread",
            ),
            models.CheckConstraint(
                condition=models.Q(resolved_at__isnull=False)
                | models.Q(resolved_by=None, how=""),
                name="comment_resolved_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""), name="comment_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {Truncator(self.text).chars(60)}".strip()

    @property
    def thing(self) -> tuple[str, object]:
        """The name of what it is on, and its number; of the whole report neither."""
        numbers = [(name, getattr(self, f"{name}_id")) for name in THINGS]
        return next((each for each in numbers if each[1] is not None), ("", None))

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None

    @transaction.atomic
    def answer(
        self, text: str, *, by: models.Model | System, at: datetime | None = None
    ) -> "Comment":
        """An answer to an answer joins the same thread."""
        head = self.parent or self
        report = head.locked_report()
        report.check_may_comment(by)
        text = worded(text, most=self.MOST)
        answer = Comment(report=report, parent=head, text=text, by=person(by))
        return answer.add(by=by, at=at)

    def add(self, *, by: models.Model | System, at: datetime | None) -> "Comment":
        self.at = at or timezone.now()
        self.save(force_insert=True)
        record(self, CREATED, by=by, at=at, after=snapshot(self))
        return self

    @transaction.atomic
    def resolve(
        self,
        *,
        by: models.Model | System,
        how: str = "",
        at: datetime | None = None,
    ) -> None:
        stored = self.stored_thread(by)
        if not stored.is_open:
            raise Refusal(gettext("This thread is resolved already."))
        how = worded(how, most=self.MOST) if how.strip() else ""
        told = {"resolved_at": at or timezone.now(), "resolved_by": person(by)}
        self.mark("resolved", stored, by=by, at=at, reason=how, how=how, **told)

    @transaction.atomic
    def reopen(
        self, *, by: models.Model | System, reason: str, at: datetime | None = None
    ) -> None:
        stored = self.stored_thread(by)
        if stored.is_open:
            raise Refusal(gettext("This thread is open already."))
        reason = worded(reason, most=self.MOST)
        told = {"resolved_at": None, "resolved_by": None, "how": ""}
        self.mark("reopened", stored, by=by, at=at, reason=reason, **told)

    def stored_thread(self, by: models.Model | System) -> "Comment":
        """The stored head, locked with its report, which `by` may move."""
        if self.parent_id is not None:
            told = gettext("An answer is resolved with its thread: resolve that.")
            raise Refusal(told)
        self.locked_report().check_may_resolve(by)
        return locked(Comment).get(pk=self.pk)

    def locked_report(self) -> Report:
        return locked(Report).get(pk=self.report_id)

    def mark(
        self,
        act: str,
        stored: "Comment",
        *,
        by: models.Model | System,
        at: datetime | None,
        reason: str,
        **changes: object,
    ) -> None:
        before = snapshot(stored, list(changes))
        for name, value in changes.items():
            setattr(self, name, value)
        self.save(update_fields=list(changes))
        after = snapshot(self, list(changes))
        told = {"before": before, "after": after, "reason": reason, "at": at}
        record(self, act, by=by, **told)
