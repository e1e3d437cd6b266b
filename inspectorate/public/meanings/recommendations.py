"""What the words of the four axes of a recommendation mean."""

from django.utils.translation import gettext_lazy as _

from recommendations.models.axes import Axes

ACCEPTANCE = {
    Axes.Acceptance.AWAITING: _(
        "The authority has not said yet whether it accepts what was asked."
    ),
    Axes.Acceptance.ACCEPTED: _("The authority says it will do what was asked."),
    Axes.Acceptance.PARTLY_ACCEPTED: _(
        "The authority says it will do some of what was asked, or do it in another way."
    ),
    Axes.Acceptance.REJECTED: _(
        "The authority says it will not do it. That closes nothing: the inspectorate "
        "decides what becomes of the recommendation."
    ),
}
PROGRESS = {
    Axes.Progress.NOT_STARTED: _("Nothing has been reported as begun."),
    Axes.Progress.IN_PROGRESS: _("The authority reports that work has begun."),
    Axes.Progress.COMPLETED_REPORTED: _(
        "The authority reports that it is done. Until inspectors confirm it, this is "
        "its own word, and the recommendation stays open."
    ),
    Axes.Progress.PAUSED: _("The authority reports that it has stopped for a time."),
}
VERIFICATION = {
    Axes.Verification.NOT_ASSESSED: _("Inspectors have not checked it yet."),
    Axes.Verification.LIMITED: _(
        "Inspectors checked: little has changed. The lowest of four."
    ),
    Axes.Verification.SATISFACTORY: _(
        "Inspectors checked: a good part is done. The second of four."
    ),
    Axes.Verification.STRONG: _(
        "Inspectors checked: nearly all is done. The third of four."
    ),
    Axes.Verification.ACHIEVED: _(
        "Inspectors checked: what was asked is done. The highest of four."
    ),
}
LIFECYCLE = {
    Axes.Lifecycle.OPEN: _(
        "The inspectorate still follows it up, whatever the authority reports."
    ),
    Axes.Lifecycle.CLOSED: _(
        "The inspectorate no longer follows it up, for a reason that it states."
    ),
}
CLOSED = {
    Axes.ClosedReason.ACHIEVED: _("Inspectors confirmed that it is done."),
    Axes.ClosedReason.SUPERSEDED: _(
        "A later recommendation, which is named, asks for it in other words."
    ),
    Axes.ClosedReason.NO_LONGER_RELEVANT: _(
        "What it was about is no more, such as a service that has ended."
    ),
    Axes.ClosedReason.MERGED: _("Another recommendation, which is named, includes it."),
    Axes.ClosedReason.RISK_ACCEPTED: _(
        "It was not done. The inspectorate knows what may come of that and no longer "
        "asks for it."
    ),
    Axes.ClosedReason.ISSUED_IN_ERROR: _("It should not have been made."),
}
