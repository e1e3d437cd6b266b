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
from inspectorate.inspections.models.sent_file import (
    MOST_FILES,
    SentFile,
    columns_of,
)
from inspectorate.inspections.orphans import Shelf
from inspectorate.inspections.upload import Upload, check
from inspectorate.lifecycle import Refusal
from inspectorate.reports.models.accuracy_comment import AccuracyComment
from inspectorate.reports.models.accuracy_note import AccuracyNote
from recommendations.models import ProgressFile

OF_FILE = ("name", "media_type", "size", "sha256", "stored_as", "scanned", "sent_at")


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
        added = self.create(
            note=stored, stored_as=stored_as, sent_at=at, **columns_of(upload)
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
    "submissions", (NoteFile, CommentFile, ProgressFile), System("submission_orphans")
)
