from django.core.files import File
from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.inspections.media import TAKEN
from inspectorate.inspections.upload import Upload

MOST_FILES = 10


class SentFile(models.Model):
    """A file that an authority has sent with what it says.

    Its content lies in the storage “submissions”, which no address leads to, under a
    name that says nothing.
    """

    name = models.CharField(_("name"), max_length=150)
    media_type = models.CharField(_("kind of file"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    stored_as = models.CharField(_("stored as"), max_length=64, unique=True)
    scanned = models.BooleanField(
        _("virus scan"), help_text=_("Whether it was looked at, and no virus found.")
    )
    sent_at = models.DateTimeField(_("added at"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def kind_label(self) -> str:
        labels = {kind.name: str(kind.label) for kind in TAKEN}
        return labels.get(self.media_type, self.media_type)

    def open(self) -> File:
        """Raises OSError where the storage has lost it."""
        return storages["submissions"].open(self.stored_as)


def columns_of(upload: Upload) -> dict[str, object]:
    """What a row says of the content that it stands for."""
    names = ("name", "media_type", "size", "sha256", "scanned")
    return {name: getattr(upload, name) for name in names}
