"""What people change about how they sign in, in their history.

Receivers of django-allauth's signals: it is the one who knows. Signing in and failing
to are no changes, and stay in the log.
"""

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator

from inspectorate.accounts.models import User
from inspectorate.history.models import record


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
    record(user, "changed the password", by=user)


def factor_added(user: User, authenticator: Authenticator, **kwargs: object) -> None:
    told = {"second_factor": authenticator.type}
    record(user, "added a second factor", by=user, after=told)


def factor_removed(user: User, authenticator: Authenticator, **kwargs: object) -> None:
    told = {"second_factor": authenticator.type}
    record(user, "removed a second factor", by=user, before=told)


def factor_renewed(user: User, authenticator: Authenticator, **kwargs: object) -> None:
    told = {"second_factor": authenticator.type}
    record(user, "renewed a second factor", by=user, after=told)
