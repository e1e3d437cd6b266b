from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.history.append_only import AppendOnly


class Snapshot(AppendOnly):
    """All tables as files, as they were after one change; the newest is the one that
    is handed out without a date. It is there from the moment all of its files are.
    """

    name = models.SlugField(_("name"), unique=True, help_text=_("2026-03-02-0200."))
    made_at = models.DateTimeField(_("made at"))
    change = models.PositiveBigIntegerField(_("last change in it"))

    class Meta:
        verbose_name = _("snapshot of the open data")
        verbose_name_plural = _("snapshots of the open data")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.name


class SnapshotFile(AppendOnly):
    snapshot = models.ForeignKey(
        Snapshot,
        verbose_name=_("snapshot"),
        on_delete=models.PROTECT,
        related_name="files",
    )
    name = models.CharField(_("name"), max_length=80)
    stored_as = models.CharField(_("stored as"), max_length=200)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)

    class Meta:
        verbose_name = _("file of a snapshot")
        verbose_name_plural = _("files of snapshots")
        ordering = ["snapshot", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "name"], name="snapshot_file_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
