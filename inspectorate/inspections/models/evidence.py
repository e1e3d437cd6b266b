import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspectorate.history.models import System, record
from inspectorate.indexes import filtered
from inspectorate.inspections.models.access import team_cases
from inspectorate.inspections.models.inspection import Inspection
from inspectorate.inspections.upload import Upload, check
from inspectorate.lifecycle import Refusal, locked

if TYPE_CHECKING:
    from inspectorate.inspections.models.evidence_file import EvidenceFile

READ_ALL = "inspections.read_all_evidence"
ADDED_FILE = "added file"


class EvidenceQuerySet(models.QuerySet):
    def readable_by(self, user: models.Model) -> "EvidenceQuerySet":
        """That of the cases on whose team the person is; all with the permission.

        Unlike a draft, it stays closed to others when the case is public.
        """
        if user.has_perm(READ_ALL):
            return self
        return self.filter(inspection__in=team_cases(user))

    def unused(self) -> "EvidenceQuerySet":
        """Items that no finding rests on."""
        return self.filter(findings=None)


class Evidence(models.Model):
    """What a finding rests on. Never public: the public learns counts by kind."""

    class Kind(models.TextChoices):
        INTERVIEW_STAFF = "interview_staff", _("Interview with staff")
        INTERVIEW_PERSON = (
            "interview_person_or_family",
            _("Interview with a person or family"),
        )
        INTERVIEW_PARTNER = "interview_partner", _("Interview with a partner")
        FOCUS_GROUP = "focus_group", _("Focus group")
        CASE_FILE = "case_file_review", _("Case-file review")
        CASE_TRACKING = "case_tracking", _("Case tracking")
        OBSERVATION = "observation", _("Observation")
        DOCUMENT = "document", _("Document")
        SURVEY = "survey", _("Survey")
        PERFORMANCE_DATA = "performance_data", _("Performance data")
        PREVIOUS_REPORT = "previous_report", _("Previous report")
        COMPLAINT = "complaint_or_concern", _("Complaint or concern")
        SELF_EVALUATION = "self_evaluation", _("Self-evaluation")

    class Marking(models.TextChoices):
        OFFICIAL = "official", _("Official")
        SENSITIVE = "official_sensitive", _("Official – sensitive")

    inspection = models.ForeignKey(
        Inspection,
        verbose_name=_("inspection"),
        on_delete=models.PROTECT,
        related_name="evidence",
    )
    kind = models.CharField(_("kind"), max_length=30, choices=Kind)
    reference = models.CharField(
        _("reference"),
        max_length=60,
        help_text=_("For example CF-03. No names and no case numbers."),
    )
    collected_on = models.DateField(_("collected on"), null=True, blank=True)
    collected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("collected by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
    )
    summary = models.TextField(
        _("summary"), help_text=_("What it shows, without naming anyone.")
    )
    marking = models.CharField(
        _("protective marking"),
        max_length=20,
        choices=Marking,
        default=Marking.SENSITIVE,
    )
    retained_until = models.DateField(
        _("retained until"),
        null=True,
        blank=True,
        help_text=_("Set by the retention rules; empty while no rule applies."),
    )

    objects = EvidenceQuerySet.as_manager()

    SEARCHED = ["reference"]

    class Meta:
        verbose_name = _("item of evidence")
        verbose_name_plural = _("evidence")
        ordering = ["inspection", "reference", "pk"]
        permissions = [("read_all_evidence", "Can read the evidence of every case")]
        indexes = filtered("evidence", "kind", "marking")
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "reference"], name="evidence_reference"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} ({self.get_kind_display()})"

    def attach(
        self,
        file: File | Upload,
        *,
        by: models.Model | System,
        at: datetime | None = None,
    ) -> "EvidenceFile":
        """Keep a file as the next revision. An Upload has been checked already.

        Raises Refusal when the file is not taken, or is the same as the last one.
        """
        upload = file if isinstance(file, Upload) else check(file)
        storage = storages["evidence"]
        stored_as = storage.save(uuid.uuid4().hex, upload.file)
        try:
            return self._add_revision(upload, stored_as, by, at or timezone.now())
        except BaseException:
            storage.delete(stored_as)
            raise

    @transaction.atomic
    def _add_revision(
        self,
        upload: Upload,
        stored_as: str,
        by: models.Model | System,
        at: datetime,
    ) -> "EvidenceFile":
        # Under the lock of the item, lest two take the same number.
        locked(Evidence).get(pk=self.pk)
        self.refuse_repetition(upload)
        last = self.last_file()
        scan = self.files.model.Scan
        added = self.files.create(
            revision=last.revision + 1 if last else 1,
            name=upload.name,
            media_type=upload.media_type,
            size=upload.size,
            sha256=upload.sha256,
            stored_as=stored_as,
            scan=scan.CLEAN if upload.scanned else scan.NOT_SCANNED,
            uploaded_by_id=by.pk,
            uploaded_at=at,
        )
        after = {"revision": added.revision, "file": added.name, "sha256": added.sha256}
        record(self, ADDED_FILE, by=by, after=after, at=at)
        return added

    def refuse_repetition(self, upload: Upload) -> None:
        last = self.last_file()
        if last is not None and last.sha256 == upload.sha256:
            msg = gettext(
                "This is the same file as revision %s: choose the changed one."
            )
            raise Refusal(msg % last.revision)

    def last_file(self) -> "EvidenceFile | None":
        return self.files.order_by("-revision").first()
