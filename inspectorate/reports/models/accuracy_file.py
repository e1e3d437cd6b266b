"""Files that an authority sends with a comment: as it prepares it, and as sent."""

import uuid
from datetime import datetime
from functools import partial

from django.core.files import File
from django.core.files.storage import storages
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from authorities.models import LinkOfficer
from inspectorate.history.append_only import AppendOnly
from inspectorate.history.models import System, record
from inspectorate.inspections.media import TAKEN
from inspectorate.inspections.orphans import Shelf
from inspectorate.inspections.upload import Upload, check
from inspectorate.lifecycle import Refusal
from inspectorate.reports.models.accuracy_answer import AccuracyNote
from inspectorate.reports.models.accuracy_comment import AccuracyComment

MOST_FILES = 10
OF_FILE = ("name", "media_type", "size", "sha256", "stored_as", "scanned", "sent_at")


class SentFile(models.Model):
    """Its content lies in the storage “submissions”, which no address leads to, under
    a name that says nothing.
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


class NoteFileQuerySet(models.QuerySet):
    def add(
        self,
        note: AccuracyNote,
        file: File | Upload,
        *,
        officer: LinkOfficer,
        at: datetime | None = None,
    ) -> "NoteFile":
        """Keep a file with a comment that is prepared. Raises Refusal when it is not
        taken.
        """
        upload = file if isinstance(file, Upload) else check(file)
        storage = storages["submissions"]
        stored_as = storage.save(uuid.uuid4().hex, upload.file)
        try:
            return self._add(note, upload, stored_as, officer, at or timezone.now())
        except BaseException:
            storage.delete(stored_as)
            raise

    @transaction.atomic
    def _add(
        self,
        note: AccuracyNote,
        upload: Upload,
        stored_as: str,
        officer: LinkOfficer,
        at: datetime,
    ) -> "NoteFile":
        stored = note.locked_for(officer, at)
        if stored.files.count() >= MOST_FILES:
            told = gettext("A comment has at most %s files: put some of them together.")
            raise Refusal(told % MOST_FILES)
        if stored.files.filter(sha256=upload.sha256).exists():
            told = gettext("“%s” stands there already.")
            raise Refusal(told % upload.name)
        of_file = {name: getattr(upload, name) for name in OF_FILE[:4]}
        added = self.create(
            note=stored,
            stored_as=stored_as,
            scanned=upload.scanned,
            sent_at=at,
            **of_file,
        )
        after = {"file": added.name, "sha256": added.sha256}
        record(stored, "added file", by=officer.user, at=at, after=after)
        return added


class NoteFile(SentFile):
    note = models.ForeignKey(
        AccuracyNote,
        verbose_name=_("comment being prepared"),
        on_delete=models.CASCADE,
        related_name="files",
    )

    objects = NoteFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a comment being prepared")
        verbose_name_plural = _("files of comments being prepared")
        ordering = ["note", "pk"]
        default_permissions = ()

    @transaction.atomic
    def take_out(self, *, officer: LinkOfficer, at: datetime | None = None) -> None:
        at = at or timezone.now()
        stored = self.note.locked_for(officer, at)
        record(
            stored, "took out file", by=officer.user, at=at, before={"file": self.name}
        )
        self.drop()

    def drop(self) -> None:
        """Take it away with its content, once that has come to pass."""
        storage = storages["submissions"]
        transaction.on_commit(partial(storage.delete, self.stored_as))
        self.delete()

    def submit(self, comment: AccuracyComment) -> None:
        of_file = {name: getattr(self, name) for name in OF_FILE}
        CommentFile.objects.create(comment=comment, **of_file)
        self.delete()


class CommentFile(SentFile, AppendOnly):
    """Permanent once it was sent."""

    comment = models.ForeignKey(
        AccuracyComment,
        verbose_name=_("accuracy comment"),
        on_delete=models.PROTECT,
        related_name="files",
    )

    class Meta:
        verbose_name = _("file of a comment")
        verbose_name_plural = _("files of comments")
        ordering = ["comment", "pk"]
        default_permissions = ()


# What was never sent has its row with the comment that is prepared, or none at all.
SUBMISSIONS = Shelf(
    "submissions", (NoteFile, CommentFile), System("submission_orphans")
)
