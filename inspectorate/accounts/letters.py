"""Letters about signing in, written and sent by the worker.

The page that asks for one answers as soon for an address that nobody has as for
another: what it does is the same. And no task holds the link by which a password is
set: the worker makes it.
"""

from allauth.account import forms
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from inspectorate.accounts.models import User


class ResetForm(forms.ResetPasswordForm):
    def save(self, request: HttpRequest, **kwargs: object) -> str:
        email = self.cleaned_data["email"]
        answer_forgotten.enqueue(email.lower(), translation.get_language())
        return email


@task()
def answer_forgotten(email: str, language: str) -> None:
    """Send the link for a new password, or say that nobody signs in with the address.

    `language` is that of the page, for who has none of their own here.
    """
    user = User.objects.filter(email=email, is_active=True).first()
    with translation.override(user.language if user else language):
        if user is None:
            letter("account/email/unknown_account", email).send()
            return
        link = {"password_reset_url": reset_address(user)}
        letter("account/email/password_reset_key", email, **link).send()


def reset_address(user: User) -> str:
    return settings.SITE_ADDRESS + reset_path(user)


def reset_path(user: User) -> str:
    """Where they set a password, once and for as long as PASSWORD_RESET_TIMEOUT."""
    number, key = user_pk_to_url_str(user), forms.default_token_generator
    args = {"uidb36": number, "key": key.make_token(user)}
    return reverse("account_reset_password_from_key", kwargs=args)


def letter(template: str, email: str, **told: str) -> EmailMessage:
    subject = render_to_string(f"{template}_subject.txt")
    body = render_to_string(f"{template}_message.txt", told)
    return EmailMessage(" ".join(subject.split()), body.strip(), to=[email])
