from django.db import models
from django.utils.translation import gettext_lazy as _


class Axes:
    """Where a recommendation may stand, on four axes that are never one status:

    what the authority answered (acceptance), what it says it has done (progress),
    what inspectors confirmed (verification), and whether the matter is closed
    (lifecycle).
    """

    class Acceptance(models.TextChoices):
        AWAITING = "awaiting", _("Awaiting the authority's answer")
        ACCEPTED = "accepted", _("Accepted")
        PARTLY_ACCEPTED = "partly_accepted", _("Partly accepted")
        REJECTED = "rejected", _("Rejected")

    class Progress(models.TextChoices):
        NOT_STARTED = "not_started", _("Not started")
        IN_PROGRESS = "in_progress", _("In progress")
        COMPLETED_REPORTED = "completed_reported", _("Reported as completed")
        PAUSED = "paused", _("Paused")

    class Verification(models.TextChoices):
        NOT_ASSESSED = "not_assessed", _("Not assessed")
        LIMITED = "limited", _("Limited progress")
        SATISFACTORY = "satisfactory", _("Satisfactory progress")
        STRONG = "strong", _("Strong progress")
        ACHIEVED = "achieved", _("Achieved")

    class Lifecycle(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    class ClosedReason(models.TextChoices):
        ACHIEVED = "achieved", _("Achieved")
        SUPERSEDED = "superseded", _("Superseded")
        NO_LONGER_RELEVANT = "no_longer_relevant", _("No longer relevant")
        MERGED = "merged", _("Merged with another")
        RISK_ACCEPTED = (
            "not_implemented_risk_accepted",
            _("Not implemented, risk accepted"),
        )
        ISSUED_IN_ERROR = "issued_in_error", _("Issued in error")
