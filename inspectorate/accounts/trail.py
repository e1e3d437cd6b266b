"""What people change about how they sign in, in their history.

Receivers of django-allauth's signals: it is the one who knows. Signing in and failing
to are no changes, and stay in the log.
"""

from collections.abc import Callable

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.db import transaction

from inspectorate.accounts.models import User
from inspectorate.history.models import Entry, System, record

Follower = Callable[[User, Entry], object]
_followers: list[Follower] = []


def follow(tell: Follower) -> None:
    """Have `tell` called with each change, in its transaction; notices lie beside this
    app, so a layer above brings the two together, in AppConfig.ready().
    """
    _followers.append(tell)


def connect() -> None:
    for signal in (
        account.password_changed,
        account.password_reset,
        account.password_set,
    ):
        signal.connect(password_changed, dispatch_uid="history")
    mfa.authenticator_added.connect(factor_added, dispatch_uid="history")
    mfa.authenticator_removed.connect(factor_removed, dispatch_uid="history")
    mfa.authenticator_reset.connect(factor_renewed, dispatch_uid="history")


def password_changed(user: User, **kwargs: object) -> None:
    note(user, "changed the password", by=user)


def factor_added(user: User, authenticator: Authenticator, **kwargs: object) -> None:
    after = {"second_factor": authenticator.type}
    note(user, "added a second factor", by=user, after=after)


def factor_removed(user: User, authenticator: Authenticator, **kwargs: object) -> None:
    before = {"second_factor": authenticator.type}
    note(user, "removed a second factor", by=user, before=before)


def factor_renewed(user: User, authenticator: Authenticator, **kwargs: object) -> None:
    after = {"second_factor": authenticator.type}
    note(user, "renewed a second factor", by=user, after=after)


@transaction.atomic
def note(
    user: User,
    act: str,
    *,
    by: User | System,
    before: dict | None = None,
    after: dict | None = None,
    reason: str = "",
) -> None:
    """Record it, and have who follows tell the person."""
    told = {"before": before, "after": after, "reason": reason}
    entry = record(user, act, by=by, **told)
    # Recovery codes come and go with the factor they stand in for.
    changed = entry.after or entry.before
    comes_along = changed.get("second_factor") == Authenticator.Type.RECOVERY_CODES
    if comes_along and act != "renewed a second factor":
        return
    for tell in _followers:
        tell(user, entry)
