"""Who asks: a member of staff by a token, within its scope and not too often."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_backends
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from inspectorate.accounts.limits import seconds_to_wait
from inspectorate.accounts.models import Token, User
from inspectorate.api.errors import WrongScope

MINUTE = 60


class Bearer(BaseAuthentication):
    """`request.auth` is the token; nobody is known by a session."""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        header = request.headers.get("Authorization")
        if header is None:
            return None
        scheme, _space, secret = header.strip().partition(" ")
        if scheme.lower() != "bearer" or not secret.strip():
            raise AuthenticationFailed(_("Send “Authorization: Bearer” and a token."))
        token, today = Token.objects.by_secret(secret.strip()), timezone.localdate()
        if token is None:
            raise AuthenticationFailed(_("There is no such token: issue one."))
        # With all that the admin asks of a person, in one statement.
        user = get_backends()[0].get_user(token.user_id)
        if user is None or not token.is_open(today):
            told = _("This token is over or revoked: issue another one.")
            raise AuthenticationFailed(told)
        token.note_use(today)
        return user, token

    def authenticate_header(self, request: Request) -> str:
        error = ', error="invalid_token"' if "Authorization" in request.headers else ""
        return f'Bearer realm="casework"{error}'


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = Bearer
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token of a member of staff, issued at /account/tokens/.",
        }


class InScope(BasePermission):
    """Whom the workspace is open to, by a token that allows what the view asks."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if request.auth is None:
            return False
        # The second factor is that of the person; so whoever lost it is shut out here.
        if not admin.site.has_permission(request._request):
            told = _("The workspace is closed to you: sign in there to see why.")
            raise PermissionDenied(told)
        scope = view.scope_of(request.method)
        if not request.auth.opens(scope):
            told = _(
                "This needs a token with the scope “%(needed)s”; yours has “%(own)s”."
            )
            raise WrongScope(told % {"needed": scope, "own": request.auth.scope})
        return True


class PerToken(BaseThrottle):
    """So many requests a minute, of each token by itself."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        who = f"token:{request.auth.pk}"
        self.seconds = seconds_to_wait(who, settings.TOKEN_REQUESTS, MINUTE)
        return not self.seconds

    def wait(self) -> int:
        return self.seconds
