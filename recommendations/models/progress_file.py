from django.db import models
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority
from inspectorate.history.append_only import AppendOnly
from inspectorate.inspections.models import Inspection
from inspectorate.inspections.models.sent_file import MOST_FILES, SentFile
from recommendations.models.progress_update import ProgressUpdate


class ProgressFileQuerySet(models.QuerySet):
    def readable_by(self, user: models.Model) -> "ProgressFileQuerySet":
        """For staff: those whom the case, or a further one at the authority whose it
        is, lets read what is never published; nobody with an interest there.
        """
        free = Inspection.objects.free_of_interest(user)
        cases = Inspection.objects.workings_readable_by(user).filter(pk__in=free)
        about = Authority.objects.filter(inspections__in=cases)
        asked = "progress_update__recommendation__inspection__in"
        own = models.Q(**{asked: cases.values("pk")})
        found = self.filter(own | models.Q(authority__in=about))
        return found.filter(**{asked: free.values("pk")})


class ProgressFile(SentFile, AppendOnly):
    """A file that shows what an authority reports to have done, sent with its report
    and permanent with it.

    Read by the officers of that authority and by inspectors; never published.
    """

    progress_update = models.ForeignKey(
        ProgressUpdate,
        verbose_name=_("progress update"),
        on_delete=models.PROTECT,
        related_name="files",
    )
    position = models.PositiveSmallIntegerField(
        _("position"), help_text=_("From 1, as it was sent; part of its address.")
    )
    authority = models.ForeignKey(
        Authority,
        verbose_name=_("authority"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="progress_files",
        help_text=_(
            "Whose it is, and whose officers read it. Empty where staff entered it for "
            "several: inspectors alone read it then."
        ),
    )

    objects = ProgressFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a progress update")
        verbose_name_plural = _("files of progress updates")
        ordering = ["progress_update", "position"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["progress_update", "position"], name="progressfile_place_once"
            ),
            models.UniqueConstraint(
                fields=["progress_update", "sha256"], name="progressfile_content_once"
            ),
            models.CheckConstraint(
                condition=models.Q(position__range=(1, MOST_FILES)),
                name="progressfile_position",
            ),
            models.CheckConstraint(
                condition=models.Q(size__gte=1), name="progressfile_holds_something"
            ),
        ]

    def told(self) -> dict[str, object]:
        """As history tells it, which more people read than the file: by its place and
        not by its name, which may say what is in it.
        """
        return {"file": self.position, "sha256": self.sha256}
