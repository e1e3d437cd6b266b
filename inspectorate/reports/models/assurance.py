import hashlib
import json
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspectorate.frameworks.models import ChecklistItem
from inspectorate.history.models import CREATED, System, record, snapshot
from inspectorate.lifecycle import Reason, Refusal, locked, not_in_role
from inspectorate.reports.models.acts import ASSURE, WRITE
from inspectorate.reports.models.course import Course, person
from inspectorate.reports.models.identifying import CLEAR, CLEARED, Identifying
from inspectorate.reports.words import worded

Status = Course.Status
ASSURED = [Status.QUALITY_ASSURANCE]
COMMENTED = [Status.DRAFTING, *CLEARED]


class Assurance(Identifying):
    """What quality assurance asks and says of a draft (domain reference, 1.4 and 6.7).

    Nobody of the team assures it, and nobody with an interest in the authority;
    guards.py holds this whoever writes, and from whichever side.
    """

    assurer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("quality assured by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="assured_reports",
        help_text=_("Nobody of the team, and nobody with an interest."),
    )
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("identities cleared by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    cleared_at = models.DateTimeField(
        _("identities cleared at"), null=True, editable=False
    )
    cleared_digest = models.CharField(
        _("digest of the texts when cleared"),
        max_length=64,
        blank=True,
        editable=False,
    )

    class Meta:
        abstract = True

    @transaction.atomic
    def take_assurance(
        self, *, by: models.Model | System, at: datetime | None = None
    ) -> None:
        """Take it from the queue, or over from a colleague."""
        stored = self.stored_at(ASSURED)
        refuse(stored.bars_assuring(by, ASSURE))
        if stored.assurer_id is not None and stored.assurer_id == by.pk:
            raise Refusal(gettext("You assure this report already."))
        self.set_columns("assurance taken", by=by, at=at, assurer=person(by))

    @transaction.atomic
    def comment(
        self,
        text: str,
        *,
        by: models.Model | System,
        paragraph: models.Model | None = None,
        finding: models.Model | None = None,
        judgement: models.Model | None = None,
        recommendation: models.Model | None = None,
        at: datetime | None = None,
    ) -> models.Model:
        """Begin a thread on one of these, or on the whole report."""
        stored = locked(type(self)).get(pk=self.pk)
        stored.check_may_comment(by)
        rows = [each for each in (finding, judgement, recommendation) if each]
        about = [paragraph, *rows] if paragraph else rows
        if len(about) > 1:
            raise Refusal(gettext("Comment on one thing at a time."))
        if paragraph is not None and paragraph.report_id != self.pk:
            raise Refusal(gettext("This paragraph is part of another report."))
        if any(each.inspection_id != self.inspection_id for each in rows):
            raise Refusal(gettext("What you comment on is part of another case."))
        model = self.comments.model
        return model(
            report=stored,
            paragraph=paragraph,
            finding=finding,
            judgement=judgement,
            recommendation=recommendation,
            place=str(about[0] if about else "")[:120],
            text=worded(text, most=model.MOST),
            by=person(by),
        ).add(by=by, at=at)

    @transaction.atomic
    def answer(
        self,
        item: ChecklistItem,
        answer: str,
        note: str = "",
        *,
        by: models.Model | System,
        at: datetime | None = None,
    ) -> models.Model:
        """Answer a question of the checklist, for the first time or otherwise."""
        stored = self.stored_at(ASSURED)
        refuse(stored.bars_assuring(by, ASSURE))
        if not stored.checklist().filter(pk=item.pk).exists():
            raise Refusal(gettext("This question is not asked of this report."))
        model = self.answers.model
        if answer not in model.Answer.values:
            raise Refusal(gettext("Answer yes, no or not applicable."))
        if answer != model.Answer.YES and not note.strip():
            raise Refusal(gettext("Say in the note why the answer is not yes."))
        note = worded(note, most=2_000) if note.strip() else ""
        row = self.answers.filter(item=item).first() or model(report=stored, item=item)
        before = snapshot(row) if row.pk else {}
        row.answer, row.note = answer, note
        row.by, row.at = person(by), at or timezone.now()
        row.save()
        act = "answered" if before else CREATED
        record(row, act, by=by, at=at, before=before, after=snapshot(row))
        return row

    @transaction.atomic
    def clear_identities(
        self,
        *,
        by: models.Model | System,
        at: datetime | None = None,
        seen: str | None = None,
    ) -> None:
        """Say that nobody can be identified in the texts as they stand now.

        A later change is noticed by their digest; `seen` is that of the texts that
        were read, where a door knows it.
        """
        stored = self.stored_at(CLEARED)
        refuse(stored.bars_assuring(by, CLEAR))
        digest = stored.texts_digest()
        if seen not in (None, digest):
            told = gettext("The text has changed while you read it: read it again.")
            raise Refusal(told)
        refuse(stored.lacks_clearing())
        self.set_columns(
            "identities cleared",
            by=by,
            at=at,
            cleared_by=person(by),
            cleared_at=at or timezone.now(),
            cleared_digest=digest,
        )

    def set_columns(
        self,
        act: str,
        *,
        by: models.Model | System,
        at: datetime | None,
        **changes: object,
    ) -> None:
        stored = type(self)._base_manager.get(pk=self.pk)
        before = snapshot(stored, list(changes))
        for name, value in changes.items():
            setattr(self, name, value)
        self.save(update_fields=list(changes))
        after = snapshot(self, list(changes))
        record(self, act, by=by, at=at, before=before, after=after)

    def stored_at(self, statuses: Iterable[str]) -> "Assurance":
        """The stored row under its lock, where it stands at one of `statuses`."""
        stored = locked(type(self)).get(pk=self.pk)
        if stored.status in statuses:
            return stored
        places = ", ".join(str(Status(status).label) for status in statuses)
        told = gettext(
            "This is possible while a report stands at: %(places)s. %(report)s stands "
            "at “%(status)s”."
        )
        status = stored.get_status_display()
        raise Refusal(told % {"places": places, "report": stored, "status": status})

    # Who may.

    def check_may_comment(self, by: models.Model | System) -> None:
        """Of a locked row."""
        self.stored_at(COMMENTED)
        refuse(self.bars_commenting(by))

    def check_may_resolve(self, by: models.Model | System) -> None:
        self.stored_at(COMMENTED)
        refuse(self.bars_assuring(by, ASSURE))

    def bars_commenting(self, by: models.Model | System) -> list[Reason]:
        """The team speaks, whoever may assure its quality, and whoever may clear it:
        what they cannot clear they say in words, and nothing goes to the authority
        before each comment is met.
        """
        if by.has_perm(WRITE) and self.bars_team(by):
            return self.bars_interest(by)
        return self.bars_assuring(by, CLEAR if by.has_perm(CLEAR) else ASSURE)

    def bars_assuring(self, by: models.Model | System, permission: str) -> list[Reason]:
        if not by.has_perm(permission):
            return [not_in_role(permission)]
        return [*self.bars_team(by), *self.bars_interest(by)]

    # What is there.

    def checklist(self) -> models.QuerySet:
        return ChecklistItem.objects.for_framework(self.inspection.framework_id)

    def unanswered(self) -> models.QuerySet:
        return self.checklist().exclude(answers__report=self.pk)

    def texts_digest(self) -> str:
        """The digest of what a reader could know somebody by.

        Without numbers: they may change, and name nobody.
        """
        told = [*self.wordings(), *self.quotations()]
        texts = [[wording.en, wording.cy] for _what, wording in told]
        return hashlib.sha256(json.dumps(texts).encode()).hexdigest()

    @property
    def is_changed_since_cleared(self) -> bool:
        return bool(self.cleared_at) and self.cleared_digest != self.texts_digest()

    def unassured(self) -> list[Reason]:
        """What quality assurance has still to do, a sentence each; nothing for a
        historical report.
        """
        if self.recorded_from:
            return []
        open_threads = self.comments.open().count()
        unanswered = self.unanswered().count()
        told = [
            open_threads
            and gettext(
                "Comments still open: %d. See that each is met, and resolve it."
            )
            % open_threads,
            unanswered
            and gettext(
                "Questions of the checklist without an answer: %d. Answer them."
            )
            % unanswered,
            self.uncleared(),
        ]
        reasons = [Reason(sentence, self) for sentence in told if sentence]
        return [*reasons, *self.lacks_clearing()]

    def lacks_clearance(self) -> list[Reason]:
        """Asked again before the text is fixed, for it has been revised meanwhile."""
        told = "" if self.recorded_from else self.uncleared()
        reasons = [Reason(told, self)] if told else []
        return [*reasons, *self.lacks_clearing()]

    def uncleared(self) -> str:
        if self.cleared_at is None:
            return gettext(
                "Nobody has cleared the text of identities: ask information governance."
            )
        if self.is_changed_since_cleared:
            return gettext(
                "The text has changed since its identities were cleared: ask "
                "information governance to read it again."
            )
        return ""


def refuse(reasons: list[Reason]) -> None:
    if reasons:
        raise Refusal(*reasons)
