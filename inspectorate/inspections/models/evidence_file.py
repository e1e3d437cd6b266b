from datetime import datetime

from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.history.append_only import AppendOnly
from inspectorate.history.models import System, record
from inspectorate.inspections.media import TAKEN
from inspectorate.inspections.models.evidence import Evidence

READ_FILE = "read file"


class EvidenceFile(AppendOnly):
    """One revision of the file of an item of evidence, permanent once it is there.

    The content lies in the storage “evidence”, which no address leads to, under a
    name that says nothing.
    """

    class Scan(models.TextChoices):
        NOT_SCANNED = "not_scanned", _("Not scanned")
        CLEAN = "clean", _("No virus found")

    evidence = models.ForeignKey(
        Evidence,
        verbose_name=_("item of evidence"),
        on_delete=models.PROTECT,
        related_name="files",
    )
    revision = models.PositiveIntegerField(_("revision"))
    name = models.CharField(_("name"), max_length=150)
    media_type = models.CharField(_("kind of file"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    stored_as = models.CharField(_("stored as"), max_length=64, unique=True)
    scan = models.CharField(_("virus scan"), max_length=20, choices=Scan)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("added by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="evidence_files",
        help_text=_("Empty where no person acted, as in an import."),
    )
    uploaded_at = models.DateTimeField(_("added at"), default=timezone.now)

    class Meta:
        verbose_name = _("file of evidence")
        verbose_name_plural = _("files of evidence")
        ordering = ["evidence", "-revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "revision"], name="evidencefile_revision_once"
            ),
            models.CheckConstraint(
                condition=models.Q(revision__gte=1),
                name="evidencefile_revision_from_1",
            ),
            models.CheckConstraint(
                condition=models.Q(size__gte=1), name="evidencefile_holds_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.revision})"

    def kind_label(self) -> str:
        labels = {kind.name: str(kind.label) for kind in TAKEN}
        return labels.get(self.media_type, self.media_type)

    def open(self, *, by: models.Model | System, at: datetime | None = None) -> File:
        """Open it for a person, which is recorded: who saw what may be asked for.

        Raises OSError where the storage has lost it, and then records nothing.
        """
        content = storages["evidence"].open(self.stored_as)
        after = {"revision": self.revision, "file": self.name}
        record(self.evidence, READ_FILE, by=by, after=after, at=at)
        return content

    def forget(self) -> None:
        """Take the content away of a row that was rolled back."""
        storages["evidence"].delete(self.stored_as)
