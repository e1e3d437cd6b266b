"""The states of a report, the arrows between them, and the acts in the order in which
they are offered.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.lifecycle import Act

WRITE = "reports.change_report"
ASSURE = "reports.assure_report"
SIGN_OFF = "reports.sign_off_report"
PUBLISH = "reports.publish_report"
# Who may, beside the permission: see Course.bars.
LEAD, OUTSIDER, ANOTHER, PUBLISHER = "lead", "outsider", "another", "publisher"


class Status(models.TextChoices):
    DRAFTING = "drafting", _("Drafting")
    QUALITY_ASSURANCE = "quality_assurance", _("Quality assurance")
    ACCURACY_CHECK = "accuracy_check", _("Check for factual accuracy")
    REVISION = "revision", _("Revision")
    AWAITING_SIGN_OFF = "awaiting_sign_off", _("Awaiting sign-off")
    SIGN_OFF = "sign_off", _("Signed off")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
    ISSUED = "issued", _("Issued, not published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# The work on it is over, until somebody corrects it.
ENDED = [Status.PUBLISHED, Status.ISSUED, Status.WITHDRAWN]
# Its text is fixed: somebody reads it to decide, or has decided.
FIXED = [
    Status.AWAITING_SIGN_OFF,
    Status.SIGN_OFF,
    Status.SCHEDULED,
    *ENDED,
]

ARROWS = {
    Status.DRAFTING: [Status.QUALITY_ASSURANCE],
    Status.QUALITY_ASSURANCE: [Status.DRAFTING, Status.ACCURACY_CHECK],
    Status.ACCURACY_CHECK: [Status.REVISION],
    # Whatever the correction of a report has come to, the report may have to go.
    Status.REVISION: [Status.AWAITING_SIGN_OFF, Status.WITHDRAWN],
    Status.AWAITING_SIGN_OFF: [Status.SIGN_OFF, Status.REVISION, Status.WITHDRAWN],
    Status.SIGN_OFF: [
        *(Status.REVISION, Status.SCHEDULED),
        *(Status.PUBLISHED, Status.ISSUED, Status.WITHDRAWN),
    ],
    Status.SCHEDULED: [Status.SIGN_OFF, Status.PUBLISHED, Status.WITHDRAWN],
    # A correction starts from the published text, and is revised like a draft.
    Status.PUBLISHED: [Status.REVISION, Status.WITHDRAWN],
    Status.ISSUED: [Status.REVISION],
    Status.WITHDRAWN: [Status.REVISION],
}

# Where the public may read an edition, itself or while it is corrected.
READ = (
    *(Status.PUBLISHED, Status.REVISION),
    *(Status.AWAITING_SIGN_OFF, Status.SIGN_OFF, Status.SCHEDULED),
)

ACTS = [
    Act(
        "send_to_assurance",
        _("Send to quality assurance"),
        (Status.DRAFTING,),
        Status.QUALITY_ASSURANCE,
        _("Somebody outside the team reads the draft against its evidence."),
        *(WRITE, LEAD),
    ),
    Act(
        "send_for_accuracy",
        _("Send for the accuracy check"),
        (Status.QUALITY_ASSURANCE,),
        Status.ACCURACY_CHECK,
        _(
            "The time of the authority to answer begins today. Its link officers are "
            "told by e-mail, and read the draft in the portal; where it has none, send "
            "the draft yourself."
        ),
        *(ASSURE, OUTSIDER),
    ),
    Act(
        "return_to_drafting",
        _("Return to drafting"),
        (Status.QUALITY_ASSURANCE,),
        Status.DRAFTING,
        _("The team is told the reasons and mends the draft."),
        *(ASSURE, OUTSIDER, ("reason",)),
    ),
    Act(
        "end_accuracy_check",
        _("End the accuracy check"),
        (Status.ACCURACY_CHECK,),
        Status.REVISION,
        _("The authority has answered, or its time is over. Its comments are met."),
        *(WRITE, LEAD),
    ),
    Act(
        "submit_for_sign_off",
        _("Submit for sign-off"),
        (Status.REVISION,),
        Status.AWAITING_SIGN_OFF,
        _("The text is fixed and goes to the chief inspector."),
        *(WRITE, LEAD),
    ),
    Act(
        "sign_off",
        _("Sign off"),
        (Status.AWAITING_SIGN_OFF,),
        Status.SIGN_OFF,
        _("The text is final: paragraphs are numbered for the last time."),
        *(SIGN_OFF, ANOTHER),
    ),
    Act(
        "decide_no_concern",
        _("Record that no decision about a concern is needed"),
        (Status.AWAITING_SIGN_OFF, Status.SIGN_OFF),
        "",
        _(
            "What this inspection found raises no concern and changes none. A "
            "decision that rests on it is recorded with its episode instead."
        ),
        *(SIGN_OFF, ANOTHER, ("reason",)),
    ),
    Act(
        "publish",
        _("Publish now"),
        (Status.SIGN_OFF,),
        Status.PUBLISHED,
        _("The text becomes an edition, numbered and permanent."),
        *(PUBLISH, PUBLISHER),
    ),
    Act(
        "schedule",
        _("Schedule the publication"),
        (Status.SIGN_OFF,),
        Status.SCHEDULED,
        _("It is published by itself at a moment that you choose."),
        *(PUBLISH, PUBLISHER, ("scheduled_for",)),
    ),
    Act(
        "issue",
        _("Issue without publishing"),
        (Status.SIGN_OFF,),
        Status.ISSUED,
        _(
            "The text becomes an edition for the authority alone, numbered and "
            "permanent, and nothing of it is shown to the public."
        ),
        *(PUBLISH, PUBLISHER, ("reason",)),
    ),
    Act(
        "unschedule",
        _("Stop the publication"),
        (Status.SCHEDULED,),
        Status.SIGN_OFF,
        _("Nothing is published. The report waits as it was signed off."),
        *(PUBLISH, PUBLISHER),
    ),
    # The way back stands after the ways on, and the worst last.
    Act(
        "return_to_revision",
        _("Return to revision"),
        (Status.AWAITING_SIGN_OFF, Status.SIGN_OFF, *ENDED),
        Status.REVISION,
        _(
            "The text can be edited again. Afterwards it is cleared of identities, "
            "signed off and decided on for a concern anew; who was named to read it "
            "early reads no more."
        ),
        *(SIGN_OFF, ANOTHER, ("reason",)),
    ),
    Act(
        "withdraw_former",
        _("Withdraw the former editions"),
        READ,
        "",
        _(
            "The public reads the current edition alone. The addresses of the others "
            "tell the reason for ever."
        ),
        *(PUBLISH, PUBLISHER, ("reason_en", "reason_cy")),
    ),
    Act(
        "withdraw",
        _("Withdraw"),
        READ,
        Status.WITHDRAWN,
        _(
            "The public reads no edition of it any longer. Their addresses tell "
            "the reason for ever."
        ),
        *(PUBLISH, PUBLISHER, ("reason_en", "reason_cy")),
    ),
]
