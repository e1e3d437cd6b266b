"""What a file would do waits in its page: sealed, until who sent it confirms it."""

from django.core import signing
from django.utils.translation import gettext as _

from inspectorate.spreadsheets.reading import Unreadable

# How long a page may wait, in seconds.
PATIENCE = 8 * 60 * 60


def sealed(said: object, *, salt: str) -> str:
    """As text that is good for `salt` only: it names the page and the person."""
    return signing.dumps(said, salt=salt, compress=True)


def opened(text: str, *, salt: str) -> object:
    """What was sealed. Raises Unreadable for anything else, or when it is too old."""
    try:
        return signing.loads(text, salt=salt, max_age=PATIENCE)
    except signing.BadSignature as error:
        told = _("What was shown is no longer known: send the file again.")
        raise Unreadable(told) from error
