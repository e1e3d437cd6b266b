from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority, LinkOfficer
from inspectorate.history.models import CHANGED, CREATED, DELETED, record, snapshot
from inspectorate.lifecycle import Reason, Refusal, locked
from inspectorate.reports.models.accuracy import AccuracyCheck
from inspectorate.reports.models.accuracy_comment import AccuracyComment
from inspectorate.reports.models.report import Report
from inspectorate.reports.parts import Kind, name_of

# Beyond it something has gone wrong, and nobody could decide on so many.
MOST_NOTES = 500


class AccuracyNoteQuerySet(models.QuerySet):
    def of(self, check: AccuracyCheck, authority: Authority) -> "AccuracyNoteQuerySet":
        own = self.filter(accuracy_check=check, officer__authority=authority)
        return own.select_related("officer__user").prefetch_related("files")

    @transaction.atomic
    def write(
        self,
        check: AccuracyCheck,
        *,
        officer: LinkOfficer,
        at: datetime | None = None,
        **said: object,
    ) -> "AccuracyNote":
        """Keep what is to be said of a part; `said` is what write_down() takes."""
        at = at or timezone.now()
        stored = opened(check, officer, at)
        if self.of(stored, officer.authority).count() >= MOST_NOTES:
            told = gettext("There are %s comments already: put some of them together.")
            raise Refusal(told % MOST_NOTES)
        note = self.model(accuracy_check=stored, officer=officer)
        note.write_down(at=at, **said)
        note.save(force_insert=True)
        record(note, CREATED, by=officer.user, at=at, after=snapshot(note))
        return note


class AccuracyNote(models.Model):
    """A comment that link officers prepare: theirs alone until they send it.

    What is sent becomes an AccuracyComment, and the note is gone.
    """

    # Nobody at the inspectorate reads it before it is sent, nor in history.
    UNRECORDED = {"comment_text", "supporting_evidence"}

    accuracy_check = models.ForeignKey(
        AccuracyCheck,
        verbose_name=_("accuracy check"),
        on_delete=models.PROTECT,
        related_name="notes",
    )
    officer = models.ForeignKey(
        LinkOfficer,
        verbose_name=_("written by"),
        on_delete=models.PROTECT,
        related_name="accuracy_notes",
    )
    part_kind = models.CharField(
        _("kind of part"), max_length=20, choices=Kind, blank=True
    )
    part_key = models.CharField(_("stable id"), max_length=100, blank=True)
    part_number = models.CharField(_("number as sent"), max_length=300, blank=True)
    comment_type = models.CharField(
        _("type"), max_length=30, choices=AccuracyComment.Type
    )
    comment_text = models.TextField(_("comment"))
    supporting_evidence = models.TextField(_("supporting evidence"), blank=True)
    written_at = models.DateTimeField(_("written at"))

    objects = AccuracyNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment being prepared")
        verbose_name_plural = _("comments being prepared")
        ordering = ["accuracy_check", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(comment_text=""),
                name="accuracy_note_says_something",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    comment_type__in=[
                        *("typo_or_number", "factually_inaccurate"),
                        *("evidence_omitted", "judgement_challenge", "other"),
                    ]
                ),
                name="accuracy_note_type_known",
            ),
        ]

    def __str__(self) -> str:
        return self.place or gettext("The whole draft")

    @transaction.atomic
    def rewrite(
        self,
        *,
        officer: LinkOfficer,
        at: datetime | None = None,
        seen: str = "",
        **said: object,
    ) -> None:
        """`seen` is the state() that the officer has read, empty where nobody asks."""
        at = at or timezone.now()
        stored = self.locked_for(officer, at)
        if seen and stored.state() != seen:
            told = gettext(
                "%s has changed this comment since you opened it: read what stands "
                "there now, and keep yours again if it still holds."
            )
            raise Refusal(told % stored.officer.user)
        before = snapshot(stored)
        self.write_down(at=at, place=self.part_key, **said)
        self.officer = officer
        self.save()
        told = {"before": before, "after": snapshot(self)}
        record(self, CHANGED, by=officer.user, at=at, **told)

    @transaction.atomic
    def take_back(self, *, officer: LinkOfficer, at: datetime | None = None) -> None:
        at = at or timezone.now()
        stored = self.locked_for(officer, at)
        record(stored, DELETED, by=officer.user, at=at, before=snapshot(stored))
        for file in stored.files.all():
            file.drop()
        stored.delete()

    def locked_for(self, officer: LinkOfficer, at: datetime) -> "AccuracyNote":
        """Raises Refusal where it is another authority's, or was sent meanwhile."""
        opened(self.accuracy_check, officer, at)
        found = locked(AccuracyNote).filter(
            pk=self.pk, officer__authority=officer.authority_id
        )
        if stored := found.first():
            return stored
        raise Refusal(gettext("This comment is gone: somebody has sent or deleted it."))

    def write_down(
        self,
        *,
        at: datetime,
        comment_type: str,
        comment_text: str,
        supporting_evidence: str = "",
        place: str = "",
    ) -> None:
        """Take over what is said; Refusal where it could not be sent like that."""
        comment = AccuracyComment(
            accuracy_check=self.accuracy_check,
            comment_type=comment_type,
            comment_text=comment_text.strip(),
            supporting_evidence=supporting_evidence.strip(),
            submitted_by_role=self.officer.office,
            submitted_at=at,
            logged_at=at,
        )
        reasons = [*comment.point_at(place), *comment.faults()]
        # The database could not even be asked about some of what is wrong.
        if reasons := reasons or self.repeats(comment):
            raise Refusal(*reasons)
        self.written_at = at
        for name in SAID:
            setattr(self, name, getattr(comment, name))

    def repeats(self, comment: AccuracyComment) -> list[Reason]:
        """A form that is sent twice notes nothing twice."""
        same = {name: getattr(comment, name) for name in SAID}
        others = self.accuracy_check.notes.exclude(pk=self.pk)
        of_council = others.filter(officer__authority=self.officer.authority_id)
        if not of_council.filter(**same).exists():
            return []
        return [Reason(gettext("This comment stands there already."))]

    def submit(self, answer: models.Model) -> None:
        """Become a comment of the check, with its files; for the AccuracyAnswer that
        sends it, under its lock.
        """
        at, officer = answer.sent_at, answer.officer
        comment = AccuracyComment.objects.compose(
            answer.accuracy_check,
            at=at,
            place=self.part_key,
            submitted_by_role=answer.office,
            submitted_by=officer.user,
            answer=answer,
            **{name: getattr(self, name) for name in SAID[3:]},
        )
        comment.save(force_insert=True)
        record(comment, CREATED, by=officer.user, at=at, after=snapshot(comment))
        for file in self.files.all():
            file.submit(comment)
        self.delete()

    # Questions

    def state(self) -> str:
        """Another word each time it is written."""
        return self.written_at.isoformat()

    @property
    def place(self) -> str:
        """For example “Paragraph 2.3”, as it was sent."""
        return name_of(self.part_kind, self.part_number)


SAID = (
    *("part_kind", "part_key", "part_number"),
    *("comment_type", "comment_text", "supporting_evidence"),
)


def opened(check: AccuracyCheck, officer: LinkOfficer, at: datetime) -> AccuracyCheck:
    """The stored row under the locks of report, check and officer, in this order, for
    an officer to answer. Raises Refusal where that is not, or no longer, theirs to do.
    """
    report = locked(Report).get(pk=check.report_id)
    stored = locked(AccuracyCheck).get(pk=check.pk)
    stored.report = report
    standing = locked(LinkOfficer).get(pk=officer.pk)
    if barred := stored.bars_answer(standing, timezone.localdate(at)):
        raise Refusal(*barred)
    return stored
