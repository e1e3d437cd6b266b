"""The second factor that everybody on the staff must have."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.db import models, transaction

from inspectorate.accounts import trail
from inspectorate.accounts.models import User
from inspectorate.history.models import System, record

# Recovery codes stand in for one of these; alone they are none.
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def is_missing(user: User) -> bool:
    """Whether a person who has signed in must set one up before anything else."""
    if not settings.SECOND_FACTOR:
        return False
    known = getattr(user, "has_factor", None)
    return not (is_mfa_enabled(user, FACTORS) if known is None else known)


def has_factor() -> models.Exists:
    """What is_missing() need not ask of a person who was read with it."""
    own = Authenticator.objects.filter(user=models.OuterRef("pk"), type__in=FACTORS)
    return models.Exists(own)


@transaction.atomic
def remove_all(
    user: User, *, by: User | System, reason: str = "", tells: bool = True
) -> int:
    """Take away every factor of a person who has lost theirs, and end their sessions.

    They are told, unless they are deleted with it. Returns how many factors there
    were, recovery codes counted as one.
    """
    kinds = sorted(user.authenticator_set.values_list("type", flat=True))
    user.authenticator_set.all().delete()
    for session in user.usersession_set.all():
        session.end()
    if kinds:
        before = {"second_factor": ", ".join(kinds)}
        write = trail.note if tells else record
        write(user, "removed a second factor", by=by, before=before, reason=reason)
    return len(kinds)
