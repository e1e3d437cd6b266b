import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


class PersonalLink(models.Model):
    """A link that goes by e-mail to one person, and what became of the e-mail.

    It holds a token, of which only the digest is kept.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", _("Waiting to be sent")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        UNKNOWN = "unknown", _("Outcome unknown")

    # A new link may be asked for at any time; one that was put off is queued again.
    ARROWS = {
        Status.QUEUED: [Status.QUEUED, Status.SENDING],
        Status.SENDING: [*Status],
        Status.SENT: [Status.QUEUED],
        Status.FAILED: [Status.QUEUED],
        Status.UNKNOWN: [Status.QUEUED],
    }
    digest = models.CharField(  # noqa: DJ001 - unique, and some have none
        _("digest of the link"),
        max_length=64,
        null=True,
        unique=True,
        editable=False,
        help_text=_("Empty until the worker has written the e-mail."),
    )
    status = models.CharField(
        _("e-mail with the link"),
        max_length=10,
        choices=Status,
        default=Status.QUEUED,
        editable=False,
    )
    attempts = models.PositiveSmallIntegerField(
        _("attempts"), default=0, editable=False
    )
    tried_at = models.DateTimeField(_("last tried at"), null=True, editable=False)
    last_error = models.CharField(
        _("what went wrong"), max_length=300, blank=True, editable=False
    )
    message_id = models.CharField(
        _("number of the e-mail"), max_length=200, blank=True, editable=False
    )

    class Meta:
        abstract = True
