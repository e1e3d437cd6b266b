from collections.abc import Iterable
from datetime import date, datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority
from inspectorate.fields import PartialDate
from inspectorate.history.models import System, record
from inspectorate.inspections.models.course import Course
from inspectorate.lifecycle import Act, Reason, Refusal, locked

ANNOUNCE = "inspections.announce_inspection"
TOLD = ("window_from", "window_to", "note_en", "note_cy")


class Said(models.TextChoices):
    """What an entry of the forward programme says of an inspection."""

    ANNOUNCED = "announced", _("Announced")
    CHANGED = "changed", _("Announcement changed")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Will not take place")
    WITHDRAWN = "withdrawn", _("Taken out of the forward programme")


# What an act of the course says of a case that is announced, and after what.
FOLLOWS = {
    "defer": (Said.POSTPONED, (Said.ANNOUNCED, Said.CHANGED)),
    "cancel": (Said.CANCELLED, (Said.ANNOUNCED, Said.CHANGED, Said.POSTPONED)),
}
RECORDED = {
    Said.ANNOUNCED: "put in the forward programme",
    Said.CHANGED: "forward programme changed",
    Said.POSTPONED: "forward programme says postponed",
    Said.CANCELLED: "forward programme says cancelled",
    Said.WITHDRAWN: "taken out of the forward programme",
}


class Announcing(Course):
    """What the public is told of an inspection before it begins: nothing at all
    before it is announced, then what each entry of the forward programme says. None
    is ever changed: a further one says what has.
    """

    ACTS = [
        *Course.ACTS,
        Act(
            "announce",
            _("Put in the forward programme"),
            (*Course.BEFORE_FIELDWORK,),
            "",
            _(
                "The public reads at once: which authorities, what kind of inspection, "
                "which service, and the time and note that are given here, and "
                "nothing else of the case. If it is announced already, this says it "
                "anew; what was said before stays in the timeline of the authority."
            ),
            *(ANNOUNCE, "", TOLD),
        ),
        Act(
            "withdraw_announcement",
            _("Take out of the forward programme"),
            (
                *Course.BEFORE_FIELDWORK,
                Course.Status.DEFERRED,
                Course.Status.FIELDWORK,
                Course.Status.DRAFTING,
                *Course.OVER,
            ),
            "",
            _(
                "For what should not have been announced: it is gone from the public "
                "pages without a word. An inspection that is put off is deferred, and "
                "one that is not held is cancelled: then the public reads that."
            ),
            *(ANNOUNCE, "", ("reason",)),
        ),
    ]

    class Meta:
        abstract = True

    def next_acts(self) -> list[Act]:
        """Nothing is taken out of the programme that does not stand in it."""
        acts = super().next_acts()
        withdraw = self.act("withdraw_announcement")
        if withdraw in acts and self.pk and self.said is None:
            acts.remove(withdraw)
        return acts

    @property
    def said(self) -> models.Model | None:
        """The newest entry of the programme; None where nothing of it is public."""
        # All of them, which are few: a page that asks often has read them before.
        entries = self.programme.all()
        newest = max(entries, key=lambda entry: entry.sequence, default=None)
        return None if newest is None or newest.said == Said.WITHDRAWN else newest

    @transaction.atomic
    def announce(
        self,
        *,
        by: models.Model | System,
        window_from: PartialDate | None,
        window_to: PartialDate | None = None,
        note_en: str = "",
        note_cy: str = "",
        at: datetime | None = None,
    ) -> None:
        """Say, or say anew, when it is to be; `window_to` None means no later than
        what `window_from` can mean.
        """
        stored = locked(type(self)).get(pk=self.pk)
        stored.check_act("announce", by=by, at=at)
        window_to = window_to or window_from
        reasons = lacks_window(window_from, window_to, timezone.localdate(at))
        if bool(note_en.strip()) != bool(note_cy.strip()):
            told = gettext("Write the note in both languages, or none.")
            reasons.append(Reason(told))
        if reasons:
            raise Refusal(*reasons)
        stored.say(
            Said.CHANGED if stored.said else Said.ANNOUNCED,
            sorted(stored.authorities.all(), key=lambda each: each.slug),
            by=by,
            at=at,
            kind=stored.kind,
            service=stored.service,
            service_title_en=stored.service_title_en,
            service_title_cy=stored.service_title_cy,
            publishes=stored.publishes,
            window_from=window_from,
            window_to=window_to,
            note_en=note_en.strip(),
            note_cy=note_cy.strip(),
        )

    @transaction.atomic
    def withdraw_announcement(
        self, *, by: models.Model | System, reason: str, at: datetime | None = None
    ) -> None:
        stored = locked(type(self)).get(pk=self.pk)
        stored.check_act("withdraw_announcement", by=by, at=at, reason=reason)
        stored.say_of_the_same(Said.WITHDRAWN, by=by, at=at, reason=reason.strip())

    @transaction.atomic
    def perform(
        self,
        verb: str,
        *,
        by: models.Model | System,
        at: datetime | None = None,
        reason: str = "",
        **changes: object,
    ) -> None:
        """Also tells the public of an announced case that it is put off or not held:
        the database lets no case be so without it.
        """
        said, after = FOLLOWS.get(verb, ("", ()))
        if said:
            stored = locked(type(self)).get(pk=self.pk)
            stored.check_act(verb, by=by, at=at, reason=reason)
            if stored.said and stored.said.said in after:
                stored.say_of_the_same(said, by=by, at=at)
        super().perform(verb, by=by, at=at, reason=reason, **changes)

    def say_of_the_same(
        self,
        said: Said,
        *,
        by: models.Model | System,
        at: datetime | None,
        reason: str = "",
    ) -> None:
        """Of what was announced, word for word; the note was of before."""
        last = self.said
        same = {
            name: getattr(last, name)
            for name in ("kind", "service_id", "publishes", "window_from", "window_to")
        }
        title = last.service_title
        same |= {"service_title_en": title.en, "service_title_cy": title.cy}
        authorities = Authority.objects.filter(programme_authorities__entry=last)
        authorities = authorities.order_by("programme_authorities")
        self.say(said, authorities, by=by, at=at, reason=reason, **same)

    def say(
        self,
        said: Said,
        authorities: Iterable[Authority],
        *,
        by: models.Model | System,
        at: datetime | None,
        reason: str = "",
        **told: object,
    ) -> None:
        """The case is locked by now."""
        last = self.programme.aggregate(last=models.Max("sequence"))["last"]
        entry = self.programme.create(
            sequence=(last or 0) + 1,
            said=said,
            said_by=str(by)[:200],
            said_at=at or timezone.now(),
            **told,
        )
        for authority in authorities:
            entry.programme_authorities.create(authority=authority)
        record(self, RECORDED[said], by=by, at=at, reason=reason)

    def lacks_before(self, act: Act, on: date) -> list[Reason]:
        """That it cannot be announced at all is told before anything is asked."""
        if act.verb == "announce":
            return self.lacks(act, on)
        return super().lacks_before(act, on)

    def lacks_to_announce(self, on: date) -> list[Reason]:
        reasons = []
        if not self.announced:
            told = gettext("This inspection is unannounced: the public is not told.")
            reasons.append(Reason(told, self))
        if not self.authorities.exists():
            reasons.append(Reason(gettext("Choose the authority to inspect."), self))
        # Its model names this one.
        from inspectorate.inspections.models.not_published import (  # noqa: PLC0415
            NotPublished,
        )

        told = gettext("By rule reports on this are not published: “%s”")
        rules = NotPublished.objects.for_case(self)
        return [*reasons, *(Reason(told % str(rule.reason)) for rule in rules)]

    def lacks_to_withdraw_announcement(self, on: date) -> list[Reason]:
        if self.said:
            return []
        return [Reason(gettext("It is not in the forward programme."))]


def lacks_window(
    window_from: PartialDate | None, window_to: PartialDate | None, on: date
) -> list[Reason]:
    """What stands against telling the public on the day `on` of this time."""
    if not (window_from and window_from.year and window_to and window_to.year):
        told = gettext("Say when it is to be, with the year: 2027-03, for example.")
        return [Reason(told)]
    if window_to.latest < window_from.earliest:
        return [Reason(gettext("The time cannot end before it begins."))]
    if window_to.latest < on:
        return [Reason(gettext("This time is over: announce what is to come."))]
    return []
