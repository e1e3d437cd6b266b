from datetime import date, datetime

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority, LinkOfficer
from inspectorate.fields import Wording
from inspectorate.history.models import System, record
from inspectorate.lifecycle import Reason, Refusal, tell_followers

READ = "read draft"


class Told(models.Model):
    """What an authority is shown of the check of its draft, and when: the draft in its
    window, and what became of its comments once it was told.
    """

    told_at = models.DateTimeField(
        _("told the authority at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("When it was told what became of its comments."),
    )
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("told by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        abstract = True

    @transaction.atomic
    def tell_authority(
        self, *, by: models.Model | System, at: datetime | None = None
    ) -> None:
        """Show the authority at the portal what became of each of its comments."""
        # accuracy.py is made of this class.
        from inspectorate.reports.models.accuracy import keep  # noqa: PLC0415
        from inspectorate.reports.models.course import person  # noqa: PLC0415

        stored = self.opened(by)
        if reasons := stored.lacks_to_tell():
            raise Refusal(*reasons)
        told = {"told_at": at or timezone.now(), "told_by": person(by)}
        keep(self, stored, "told the authority", by=by, at=at, **told)
        tell_followers(self, "tell_authority")

    def lacks_to_tell(self) -> list[Reason]:
        reasons = []
        if self.told_at:
            reasons.append(gettext("The authority has been told already."))
        if not self.is_answered:
            reasons.append(gettext("The authority has not answered yet."))
        if self.comments.unsettled().exists():
            told = gettext("A comment is not settled yet: decide each of them first.")
            reasons.append(told)
        return [Reason(each) for each in reasons]

    # The authority's side

    def bars_reading(self, officer: LinkOfficer, on: date) -> list[Reason]:
        """Why the draft is not open to an officer on the day `on`: it is so while the
        authority has time to say what is wrong with it.
        """
        if not self.is_sent_to(officer.authority) or not officer.stands(on):
            return [Reason(gettext("This draft was not sent to you."))]
        return self.bars_window(on)

    def bars_window(self, on: date) -> list[Reason]:
        status = self.report.status
        if status != self.report.Status.ACCURACY_CHECK or self.is_followed:
            return [Reason(gettext("The accuracy check of this draft is over."))]
        if on > self.ends_on:
            told = gettext(
                "The time for it ended on %s. If you need more, ask the inspectorate."
            )
            return [Reason(told % f"{self.ends_on:%d.%m.%Y}")]
        return []

    def bars_answer(self, officer: LinkOfficer, on: date) -> list[Reason]:
        """Why nothing can be said of the draft, or nothing more."""
        barred = self.bars_reading(officer, on)
        return barred or self.bars_words(officer.authority, on)

    def bars_words(self, authority: Authority, on: date) -> list[Reason]:
        if barred := self.bars_window(on):
            return barred
        if self.is_answered or self.answer_of(authority):
            told = gettext(
                "Your council's answer is sent. If something is missing, write to the "
                "inspectorate."
            )
            return [Reason(told)]
        return []

    @transaction.atomic
    def read_as(
        self, officer: LinkOfficer, language: str, *, at: datetime | None = None
    ) -> datetime:
        """Record that an officer is shown the draft; the moment that stands on it.

        Raises Refusal where it is not open to them.
        """
        at = at or timezone.now()
        if barred := self.bars_reading(officer, timezone.localdate(at)):
            raise Refusal(*barred)
        read = {"language": language, "digest": self.digest, "office": officer.office}
        record(self, READ, by=officer.user, at=at, after=read)
        return at

    # Questions

    @property
    def title(self) -> Wording:
        """Of the report as it was sent, whatever its draft is called by now."""
        return Wording(self.parts[0].en, self.parts[0].cy)

    def is_sent_to(self, authority: Authority) -> bool:
        return self.report.inspection.authorities.filter(pk=authority.pk).exists()

    @cached_property
    def is_followed(self) -> bool:
        """Whether a later draft of the report was sent."""
        return self.report.accuracy_checks.filter(number__gt=self.number).exists()

    def answer_of(self, authority: Authority) -> models.Model | None:
        own = (each for each in self.answers.all() if each.authority_id == authority.pk)
        return next(own, None)

    def comments_of(self, authority: Authority) -> models.QuerySet:
        """What an authority said: at the portal, or otherwise where it alone was sent
        the draft.
        """
        own = models.Q(answer__authority=authority)
        if self.report.inspection.authorities.count() == 1:
            own |= models.Q(answer=None)
        return self.comments.filter(own)
