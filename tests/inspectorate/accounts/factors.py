"""A person's telephone: authenticator app and recovery codes, without a browser."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from inspectorate.accounts.models import User
from tests.factories import make_user

PASSWORD = "seven calm herons"


def make_person(role: str = "lead_inspector") -> User:
    return make_user(role, password=PASSWORD)


def sign_in(user: User, password: str = PASSWORD, **extra: object) -> HttpResponse:
    """The answer to address and password; it knows the browser as `.client`."""
    sent = {"login": user.email, "password": password, **extra}
    return Client().post(reverse("account_login"), sent)


def code_now(secret: str) -> str:
    """What the app shows; it may be used again, as if half a minute had passed."""
    cache.clear()
    _before, counter, _after = auth.yield_hotp_counters_from_time()
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def set_up_app(user: User) -> str:
    """Give the person an app and recovery codes, and return the app's key."""
    secret = auth.generate_totp_secret()
    auth.TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def make_passkey(user: User, name: str = "Work laptop") -> Authenticator:
    """One to be named and removed; it signs nobody in."""
    data = {"name": name, "credential": {}}
    return user.authenticator_set.create(type=Authenticator.Type.WEBAUTHN, data=data)


def recovery_codes(user: User) -> list[str]:
    return user.authenticator_set.get(type="recovery_codes").wrap().generate_codes()
