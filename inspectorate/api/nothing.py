"""What answers where no other address fits."""

from typing import NoReturn

from django.http import (
    HttpRequest,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from inspectorate.api.errors import Missing

WITHOUT_SLASH = _(
    "There is nothing at this address. All addresses here end in a slash: send this to "
    "the one with a slash at its end."
)


class Nothing(APIView):
    """Answers as a problem, whatever the method.

    A question without the last stroke is sent on to the address that has it. What
    writes is not: its body would be lost on the way.
    """

    permission_classes = [AllowAny]
    schema = None

    def dispatch(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        if request.method in {"GET", "HEAD"} and not request.path.endswith("/"):
            address = request.get_full_path(force_append_slash=True)
            return HttpResponsePermanentRedirect(address)
        return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: object, **kwargs: object) -> NoReturn:
        raise Missing(None if request.path.endswith("/") else WITHOUT_SLASH)
