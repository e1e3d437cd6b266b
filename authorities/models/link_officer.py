"""Who acts for an authority at the portal, from a day to a day."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from authorities.models.authority import Authority
from authorities.models.link_officer_rules import LinkOfficerRules
from inspectorate.accounts.roles import group_of
from inspectorate.history.append_only import Kept
from inspectorate.history.models import CREATED, System, record, snapshot
from inspectorate.lifecycle import Refusal, locked, move
from inspectorate.notices.personal_link import PersonalLink, digest_of

# Whoever comes later asks for another one: an old e-mail opens nothing.
LINK_LASTS = timedelta(days=14)


class LinkOfficerQuerySet(models.QuerySet):
    def open(self) -> "LinkOfficerQuerySet":
        """Those that nobody has ended; their last day may have gone by."""
        return self.filter(ended_at=None)

    def standing(self, on: date) -> "LinkOfficerQuerySet":
        """Those who act for their authority on the day `on`."""
        begun = self.open().filter(begins_on__lte=on)
        return begun.filter(models.Q(ends_on=None) | models.Q(ends_on__gte=on))

    def of_person(self, user: models.Model, on: date) -> "LinkOfficer | None":
        """As whom a person acts on the day `on`; nobody acts for two authorities."""
        mine = self.standing(on).filter(user=user.pk, user__is_active=True)
        return mine.select_related("authority", "user").first()

    def by_token(self, token: str, at: datetime) -> "LinkOfficer | None":
        """Whom an invitation opens the way to at the moment `at`: once, for a time."""
        invited = self.open().filter(digest=digest_of(token), accepted_at=None)
        found = invited.filter(invited_at__gt=at - LINK_LASTS)
        return found.select_related("authority", "user").first()

    @transaction.atomic
    def invite(
        self,
        authority: Authority,
        *,
        by: models.Model | System,
        at: datetime | None = None,
        email: str,
        name: str,
        language: str,
        **told: object,
    ) -> "LinkOfficer":
        """Make somebody a link officer and have the invitation sent.

        `told` holds office, begins_on and ends_on. Who was one before and left comes
        back with their account. Raises Refusal with every reason against it.
        """
        at = at or timezone.now()
        officer = self.model(authority=authority)
        officer.check_right_to_invite(by)
        who = {"email": email.strip().lower(), "name": name.strip()}
        reasons = [*officer.bars_person(who, language), *officer.take(told, at)]
        if reasons:
            raise Refusal(*reasons)
        officer.user = person_for(who, language, by=by, at=at)
        officer.invited_by, officer.invited_at = named(by), at
        officer.save(force_insert=True)
        record(officer, CREATED, by=by, at=at, after=snapshot(officer))
        officer.send_later()
        return officer


class LinkOfficer(PersonalLink, LinkOfficerRules, Kept):
    """That somebody acts for one authority at the portal, for a time.

    A row is one such time: who comes back has another one. Once it is ended it stays
    so, and what goes with it (sessions, the account) ends in the database.
    """

    # Nobody's history need tell of a key.
    UNRECORDED = {"digest", "message_id"}

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="link_offices",
    )
    authority = models.ForeignKey(
        Authority,
        verbose_name=_("authority"),
        on_delete=models.PROTECT,
        related_name="link_officers",
    )
    office = models.CharField(
        _("office"),
        max_length=200,
        help_text=_("What they are at the council: Performance manager."),
    )
    begins_on = models.DateField(
        _("from"), help_text=_("The first day on which the portal is open to them.")
    )
    ends_on = models.DateField(
        _("to"),
        null=True,
        blank=True,
        help_text=_("The last day; empty while no end is in sight."),
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    invited_at = models.DateTimeField(_("invited at"), editable=False)
    accepted_at = models.DateTimeField(
        _("invitation used at"), null=True, editable=False
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ended by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)

    objects = LinkOfficerQuerySet.as_manager()

    class Meta:
        verbose_name = _("link officer")
        verbose_name_plural = _("link officers")
        ordering = ["authority", "-invited_at", "-pk"]
        default_permissions = ("view",)
        permissions = [("invite_linkofficer", _("Can invite and end link officers"))]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(office=""), name="link_officer_has_an_office"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("begins_on")),
                name="link_officer_ends_after_beginning",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    status__in=["queued", "sending", "sent", "failed", "unknown"]
                ),
                name="link_officer_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_by=None) | models.Q(ended_at__isnull=False),
                name="link_officer_ended_at_a_moment",
            ),
            # An invitation is used once, and that of who has left is dead.
            models.CheckConstraint(
                condition=models.Q(digest=None)
                | models.Q(accepted_at=None, ended_at=None),
                name="link_officer_link_opens_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.office}"

    @transaction.atomic
    def renew(
        self, *, by: models.Model | System, at: datetime | None = None, **told: object
    ) -> None:
        """Have a new invitation sent; the old one is dead at once. `told` may change
        the office and the days.
        """
        at = at or timezone.now()
        self.check_right_to_invite(by)
        stored = self.opened()
        known = {name: getattr(stored, name) for name in self.TOLD}
        if reasons := self.take(known | told, at):
            raise Refusal(*reasons)
        taken = {name: getattr(self, name) for name in self.TOLD}
        again = {"digest": None, "attempts": 0, "last_error": "", "tried_at": None}
        new = {"invited_by": named(by), "invited_at": at, "accepted_at": None}
        move(self, self.Status.QUEUED, by=by, at=at, **taken, **again, **new)
        self.send_later()

    @transaction.atomic
    def accept(self, *, at: datetime | None = None) -> models.Model:
        """Use the invitation up; returns who may set a password now.

        Raises Refusal where somebody was faster, or it is over.
        """
        at = at or timezone.now()
        stored = locked(type(self)).get(pk=self.pk)
        is_open = stored.ended_at is None and stored.invited_at > at - LINK_LASTS
        if not is_open or stored.digest is None or stored.digest != self.digest:
            raise Refusal(gettext("This invitation is over: ask for a new one."))
        self.change("invitation used", by=stored.user, at=at, accepted_at=at)
        return self.user

    @transaction.atomic
    def end(self, *, by: models.Model | System, at: datetime | None = None) -> None:
        """End it at once; the database ends their sessions and closes the account."""
        self.check_right(by)
        self.opened()
        ended = {"ended_at": at or timezone.now(), "ended_by": named(by)}
        self.change("link officer ended", by=by, at=at, **ended)
        left = {"before": {"is_active": True}, "after": {"is_active": False}}
        record(self.user, "link officer ended", by=by, at=at, **left)
        self.user.refresh_from_db()

    def change(
        self, act: str, *, by: object, at: datetime | None, **changes: object
    ) -> None:
        """With it the invitation is dead: it was used, or has lost its sense."""
        columns = list(changes)
        before = snapshot(self, columns)
        for name, value in {**changes, "digest": None}.items():
            setattr(self, name, value)
        self.save(update_fields=[*columns, "digest"])
        told = {"before": before, "after": snapshot(self, columns)}
        record(self, act, by=by, at=at, **told)

    def opened(self) -> "LinkOfficer":
        stored = locked(type(self)).get(pk=self.pk)
        if stored.ended_at is not None:
            told = gettext("%s is no link officer any more: invite them anew.")
            raise Refusal(told % stored)
        return stored

    def send_later(self) -> None:
        # The task stands on this module.
        from authorities.invitations import INVITATIONS  # noqa: PLC0415

        INVITATIONS.queue(self)

    # Questions

    def stands(self, on: date) -> bool:
        """The same answer as LinkOfficerQuerySet.standing gives."""
        if self.ended_at is not None or self.begins_on > on:
            return False
        return self.ends_on is None or self.ends_on >= on


def authorities_of(user: models.Model) -> list[Authority]:
    """For whom a person speaks today: one authority, or none."""
    officer = LinkOfficer.objects.of_person(user, timezone.localdate())
    return [officer.authority] if officer else []


def named(by: models.Model | System) -> models.Model | None:
    return None if isinstance(by, System) else by


def person_for(
    who: dict[str, str], language: str, *, by: models.Model | System, at: datetime
) -> models.Model:
    """An account without rights and without a password, which they set themselves; or
    the one of who was a link officer before.
    """
    users = get_user_model().objects
    told = {"name": who["name"], "language": language, "is_active": True}
    user = users.filter(email=who["email"]).first()
    if user is None:
        user = users.create_user(who["email"], **told)
        user.groups.add(group_of("link_officer"))
        record(user, CREATED, by=by, at=at, after=snapshot(user))
        return user
    before = snapshot(user, list(told))
    for name, value in told.items():
        setattr(user, name, value)
    # What they knew when they left opens nothing now.
    user.set_unusable_password()
    user.save(update_fields=[*told, "password"])
    changed = {"before": before, "after": snapshot(user, list(told))}
    record(user, "changed", by=by, at=at, **changed)
    return user
