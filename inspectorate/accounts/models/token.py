"""Keys by which a program acts for a member of staff at the casework API."""

import hashlib
import secrets
from datetime import date, datetime

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspectorate.history.append_only import Kept
from inspectorate.history.models import System
from inspectorate.lifecycle import Refusal

# Told by its beginning, so that one that got into a file is known for what it is.
BEGINNING = "inspectorate_"
REVOKE = "accounts.revoke_token"


class TokenQuerySet(models.QuerySet):
    def open(self, on: date) -> "TokenQuerySet":
        """Those that still open something on the day `on`."""
        return self.filter(revoked_at=None, expires_on__gte=on, user__is_active=True)

    def by_secret(self, secret: str) -> "Token | None":
        """Whatever became of it; is_open() tells."""
        return self.select_related("user").filter(digest=digest_of(secret)).first()

    @transaction.atomic
    def issue(
        self,
        user: models.Model,
        *,
        name: str,
        scope: str,
        expires_on: date,
        at: datetime | None = None,
    ) -> "tuple[Token, str]":
        """A token, and its secret, which nobody is shown again.

        Raises Refusal with every reason against it. The person is told.
        """
        # It asks for the models of this package, which are not ready while this loads.
        from inspectorate.accounts import trail  # noqa: PLC0415

        at, name = at or timezone.now(), name.strip()
        reasons = bars_issuing(user, name, expires_on, timezone.localdate(at))
        if reasons:
            raise Refusal(*reasons)
        secret = BEGINNING + secrets.token_urlsafe(32)
        told = {"name": name, "scope": scope, "expires_on": expires_on}
        token = self.create(user=user, digest=digest_of(secret), issued_at=at, **told)
        after = {**told, "expires_on": expires_on.isoformat()}
        trail.note(user, "issued a token", by=user, after=after)
        return token, secret


class Token(Kept):
    """It does what its person may do, within its scope, and nothing after its last day
    or once it is revoked. Only a digest of it is kept.
    """

    class Scope(models.TextChoices):
        READ = "read", _("Read cases")
        WRITE = "write", _("Read and write")
        ACT = "act", _("Read, write and carry out acts")

    # What each opens, itself among it.
    OPENS = {
        Scope.READ: [Scope.READ],
        Scope.WRITE: [Scope.READ, Scope.WRITE],
        Scope.ACT: [*Scope],
    }

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="tokens",
    )
    name = models.CharField(
        _("name"),
        max_length=100,
        help_text=_("What it is for, and where it is kept: Tablet of the north team."),
    )
    scope = models.CharField(_("scope"), max_length=10, choices=Scope)
    digest = models.CharField(_("digest"), max_length=64, unique=True, editable=False)
    issued_at = models.DateTimeField(_("issued at"), default=timezone.now)
    expires_on = models.DateField(
        _("last day"), help_text=_("At most a year from today.")
    )
    last_used_on = models.DateField(_("last used on"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        ordering = ["-issued_at", "-pk"]
        # Nobody but its owner is to read what another one is called.
        default_permissions = ()
        permissions = [("revoke_token", "Can see and revoke the tokens of everybody")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scope__in=["read", "write", "act"]),
                name="token_scope_known",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="token_is_named"),
        ]

    def __str__(self) -> str:
        return self.name

    def is_open(self, on: date) -> bool:
        return self.revoked_at is None and self.expires_on >= on and self.user.is_active

    def standing(self, on: date) -> Promise:
        """Whether it opens anything on the day `on`, in words."""
        if self.revoked_at is not None:
            return _("Revoked")
        return _("In use") if self.expires_on >= on else _("Over: its last day is past")

    def opens(self, scope: str) -> bool:
        return scope in self.OPENS[self.scope]

    def note_use(self, on: date) -> None:
        """Its day is enough, and a row that is written with every request is not."""
        if self.last_used_on != on:
            type(self).objects.filter(pk=self.pk).update(last_used_on=on)

    @transaction.atomic
    def revoke(self, *, by: models.Model | System, at: datetime | None = None) -> None:
        """End it for ever; its own person may, and who has the permission.

        Once more changes nothing. Raises Refusal for anybody else.
        """
        from inspectorate.accounts import trail  # noqa: PLC0415 - as in issue()

        stored = type(self).objects.select_for_update().get(pk=self.pk)
        if by.pk != stored.user_id and not by.has_perm(REVOKE):
            raise Refusal(gettext("This token is somebody else's: leave it to them."))
        if stored.revoked_at is None:
            stored.revoked_at = at or timezone.now()
            stored.save(update_fields=["revoked_at"])
            told = {"name": stored.name}
            trail.note(stored.user, "revoked a token", by=by, before=told)


def bars_issuing(
    user: models.Model, name: str, expires_on: date, today: date
) -> list[str]:
    reasons = []
    if not (user.is_active and user.is_staff):
        told = gettext("Tokens are for those who work at the inspectorate.")
        reasons.append(told)
    if not name:
        told = gettext("Name the token by what it is for, and where it is kept.")
        reasons.append(told)
    if not today <= expires_on <= year_after(today):
        told = gettext("Give it a last day from today on, and at most a year away.")
        reasons.append(told)
    return reasons


def year_after(day: date) -> date:
    """The same day of the next year; of 29 February, the day before."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()
