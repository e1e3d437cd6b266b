from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """How far ministers have gone with one service, by the last step that stands."""

    NONE = "none", _("None")
    MINDED_TO = "minded_to", _("Minded to intervene")
    WARNED = "warned", _("Warning notice in force")
    INTERVENED = "intervened", _("Intervention in force")
    ENDED = "ended", _("Ended")


class Step(models.TextChoices):
    """A step of ministers; it knows where each stage takes it."""

    MINDED_TO = "minded_to", _("Ministers are minded to intervene")
    WARNING_NOTICE = "warning_notice", _("Warning notice")
    FOLLOW_UP_NOTICE = "follow_up_notice", _("Follow-up warning notice")
    ADDENDUM = "addendum", _("Addendum to the notice")
    INTERVENTION = "intervention", _("Order or direction of ministers")
    DROPPED = "dropped", _("Ministers do not go on")
    ENDED = "ended", _("Intervention ended")
    CORRECT = "correct", _("Corrected")

    def leads_to(self, stage: Stage) -> Stage | None:
        """None where this step has no place at `stage`."""
        return LEADS_TO[self].get(stage)


AFTER_NOTICE = {Stage.WARNED: Stage.WARNED}
LEADS_TO: dict[Step, dict[Stage, Stage]] = {
    Step.MINDED_TO: {Stage.NONE: Stage.MINDED_TO},
    Step.WARNING_NOTICE: {Stage.NONE: Stage.WARNED, Stage.MINDED_TO: Stage.WARNED},
    Step.FOLLOW_UP_NOTICE: AFTER_NOTICE,
    Step.ADDENDUM: AFTER_NOTICE,
    # From minded-to only by a law that knows no notice, such as that of before 2016.
    Step.INTERVENTION: {
        Stage.MINDED_TO: Stage.INTERVENED,
        Stage.WARNED: Stage.INTERVENED,
    },
    Step.DROPPED: {Stage.MINDED_TO: Stage.ENDED},
    Step.ENDED: {Stage.WARNED: Stage.ENDED, Stage.INTERVENED: Stage.ENDED},
    Step.CORRECT: {},
}
# What sets the clocks of the law going.
NOTICES = (Step.WARNING_NOTICE, Step.FOLLOW_UP_NOTICE, Step.ADDENDUM)
