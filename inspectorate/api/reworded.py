"""What REST framework refuses in words of its own, in ours: in both languages, and each
with its cure.
"""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.views import APIView

from inspectorate.api.problems import PROBLEMS

# Where whoever raised it has said nothing.
UNSAID = {
    exceptions.NotAuthenticated: PROBLEMS["unauthenticated"].cure,
    exceptions.PermissionDenied: _(
        "Your role does not allow this: ask somebody whose role does."
    ),
    exceptions.ParseError: PROBLEMS["unreadable"].cure,
}
METHODS = _("This address takes these methods alone: %(known)s.")
ANSWERS = _(
    "This address answers in these forms: %(known)s. Accept one of them, or leave the "
    "header Accept out."
)
READS = _(
    "This address reads: %(known)s. Send that, and say so in the header Content-Type."
)


def sentence_of(
    error: exceptions.APIException, view: APIView | None
) -> str | Promise | None:
    """Ours in place of that of REST framework; None where the error has one of ours."""
    match error:
        case exceptions.MethodNotAllowed():
            return listing(METHODS, view.allowed_methods if view else ())
        case exceptions.NotAcceptable():
            forms = error.available_renderers or ()
            return listing(ANSWERS, (form.media_type for form in forms))
        case exceptions.UnsupportedMediaType():
            parsers = view.get_parsers() if view else ()
            return listing(READS, (parser.media_type for parser in parsers))
        case exceptions.Throttled():
            return PROBLEMS["too-many-requests"].cure
    is_said = str(error.detail) != str(type(error).default_detail)
    return None if is_said else UNSAID.get(type(error))


def listing(sentence: Promise, names: Iterable[str]) -> str:
    return str(sentence) % {"known": ", ".join(names)}
