from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority, LinkOfficer
from inspectorate.history.append_only import AppendOnly
from inspectorate.history.models import CREATED, record, snapshot
from inspectorate.lifecycle import Refusal, locked, tell_followers
from inspectorate.reports.models.accuracy import AccuracyCheck, keep
from inspectorate.reports.models.accuracy_note import AccuracyNote, opened


class AccuracyAnswerQuerySet(models.QuerySet):
    @transaction.atomic
    def send(
        self,
        check: AccuracyCheck,
        *,
        officer: LinkOfficer,
        at: datetime | None = None,
        nothing_to_correct: bool = False,
    ) -> "AccuracyAnswer":
        """Send all that the officers of an authority noted as its answer, whole.

        `nothing_to_correct` says that there is none, and has to be said. Raises
        Refusal; then nothing is sent.
        """
        at = at or timezone.now()
        stored = opened(check, officer, at)
        notes = list(AccuracyNote.objects.of(stored, officer.authority))
        if bool(notes) == nothing_to_correct:
            told = gettext(
                "Nothing is noted: comment on what is wrong, or say that there is "
                "nothing to correct."
            )
            if notes:
                told = gettext(
                    "There are comments, so there is something to correct: send them, "
                    "or delete them first."
                )
            raise Refusal(told)
        answer = self.create(
            accuracy_check=stored,
            authority=officer.authority,
            officer=officer,
            office=officer.office,
            sent_at=at,
        )
        record(answer, CREATED, by=officer.user, at=at, after=snapshot(answer))
        for note in notes:
            note.submit(answer)
        answer.note_return()
        tell_followers(answer, "send")
        return answer


class AccuracyAnswer(AppendOnly):
    """That an authority has said all that is wrong with a draft, or that nothing is."""

    accuracy_check = models.ForeignKey(
        AccuracyCheck,
        verbose_name=_("accuracy check"),
        on_delete=models.PROTECT,
        related_name="answers",
    )
    authority = models.ForeignKey(
        Authority,
        verbose_name=_("authority"),
        on_delete=models.PROTECT,
        related_name="accuracy_answers",
    )
    officer = models.ForeignKey(
        LinkOfficer,
        verbose_name=_("sent by"),
        on_delete=models.PROTECT,
        related_name="accuracy_answers",
    )
    office = models.CharField(_("office"), max_length=200)
    sent_at = models.DateTimeField(_("sent at"))

    objects = AccuracyAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer on accuracy")
        verbose_name_plural = _("answers on accuracy")
        ordering = ["accuracy_check", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["accuracy_check", "authority"], name="accuracy_answer_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.authority}: {self.accuracy_check}"

    def note_return(self) -> None:
        """The draft is back once every authority that was sent it has answered."""
        check = self.accuracy_check
        awaited = check.report.inspection.authorities.exclude(
            pk__in=check.answers.values("authority")
        )
        if not awaited.exists():
            on = timezone.localdate(self.sent_at)
            changes = {"returned_on": on, "no_response": False}
            stored = locked(AccuracyCheck).get(pk=check.pk)
            told = {"by": self.officer.user, "at": self.sent_at}
            keep(check, stored, "returned", **told, **changes)
