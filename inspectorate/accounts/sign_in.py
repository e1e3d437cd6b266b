"""How people sign in: by django-allauth, in our words, closed to strangers."""

from typing import NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspectorate.accounts.models import User

WRONG_CODE = _("That code is not right. Wait for the next one and type that.")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made in the admin by whoever gives out roles, and nowhere else."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is no longer active."),
        # The same whether the address is unknown or the password is wrong.
        "email_password_mismatch": _(
            "E-mail address and password do not belong together. Check both."
        ),
        "enter_current_password": _("That is not your present password."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("That is not your password."),
        "invalid_password_reset": _("This link is not valid. Ask for a new one."),
        "rate_limited": _("Too many attempts. Try again in five minutes."),
        "too_many_login_attempts": _("Too many attempts. Try again in five minutes."),
    }

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Each to their own door: link officers have none to the workspace."""
        if request.user.is_staff:
            return super().get_login_redirect_url(request)
        return reverse("portal-home")

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class FactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_generate_recovery_codes": _(
            "Recovery codes come with a second factor. Set one up first."
        ),
    }

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 (allauth names it)
        count = user.authenticator_set.filter(type=type).count()
        # Apart: gettext does not look into formatted strings.
        name = gettext("Passkey")
        return f"{name} {count + 1}"


def no_sign_up(request: HttpRequest) -> NoReturn:
    """Stands at the address that allauth names in a letter to unknown addresses."""
    raise Http404
