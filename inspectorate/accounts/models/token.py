"""Keys by which a program acts for a member of staff at the casework API."""

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.history.append_only import Kept
from inspectorate.history.models import System, record

# Told by its beginning, so that one that got into a file is known for what it is.
BEGINNING = "inspectorate_"
LONGEST = timedelta(days=366)


class TokenQuerySet(models.QuerySet):
    def open(self, on: date) -> "TokenQuerySet":
        """Those that still open something on the day `on`."""
        return self.filter(revoked_at=None, expires_on__gte=on, user__is_active=True)

    def by_secret(self, secret: str) -> "Token | None":
        """Whatever became of it; is_open() tells."""
        found = self.select_related("user").filter(digest=digest_of(secret))
        return found.first()

    @transaction.atomic
    def issue(
        self, user: models.Model, *, name: str, scope: str, expires_on: date
    ) -> "tuple[Token, str]":
        """A token, and its secret, which nobody is shown again."""
        secret = BEGINNING + secrets.token_urlsafe(32)
        told = {"name": name, "scope": scope, "expires_on": expires_on}
        token = self.create(user=user, digest=digest_of(secret), **told)
        after = {**told, "expires_on": expires_on.isoformat()}
        record(user, "issued a token", by=user, after=after)
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
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    def is_open(self, on: date) -> bool:
        return self.revoked_at is None and self.expires_on >= on and self.user.is_active

    def opens(self, scope: str) -> bool:
        return scope in self.OPENS[self.scope]

    def note_use(self, on: date) -> None:
        """Its day is enough, and a row that is written with every request is not."""
        if self.last_used_on != on:
            type(self).objects.filter(pk=self.pk).update(last_used_on=on)

    @transaction.atomic
    def revoke(self, *, by: models.Model | System, at: datetime | None = None) -> None:
        stored = type(self).objects.select_for_update().get(pk=self.pk)
        if stored.revoked_at is None:
            stored.revoked_at = at or timezone.now()
            stored.save(update_fields=["revoked_at"])
            record(stored.user, "revoked a token", by=by, before={"name": stored.name})


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()
