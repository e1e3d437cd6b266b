"""What a finding must have before others read it; while it is logged it may lack it."""

from django.utils.translation import gettext

from inspectorate.inspections.models.evidence import Evidence
from inspectorate.lifecycle import Reason


class Completeness:
    """Questions of a finding, which has all the fields."""

    def lacks(self) -> list[Reason]:
        """What quality assurance will ask for; nothing that keeps it from being saved.

        Empty for a historical finding, which is recorded as it is.
        """
        reasons = self.lacks_to_publish()
        if not self.recorded_from and not (self.pk and self.evidence.all()):
            told = gettext("It rests on no evidence: choose at least one item.")
            reasons.append(Reason(told, self))
        return reasons

    def lacks_to_publish(self) -> list[Reason]:
        """What it must have before the public may read it."""
        if self.recorded_from:
            return []
        is_duty = self.classification == self.Classification.NON_COMPLIANCE
        is_left = self.change == self.Change.NOT_REVISITED
        told = [
            (self.classification, gettext("It has no classification: choose one.")),
            (self.theme_id, gettext("It has no theme: choose one.")),
            (
                str(self.text).strip() or (is_left and not self.is_public),
                gettext(
                    "It has no text: write what was found; or untick “public”, where "
                    "it was not revisited."
                )
                if is_left
                else gettext("It has no text: write what was found."),
            ),
            (
                not is_duty or self.legal_reference.strip(),
                gettext(
                    "It names no duty that is not met: write it, such as section 47 "
                    "of the Children Act 1989."
                ),
            ),
            (
                not self.previous_id or self.change,
                gettext("It revisits an earlier finding: say what has changed."),
            ),
        ]
        return [Reason(sentence, self) for is_there, sentence in told if not is_there]

    def kinds_of_sources(self) -> list[str]:
        """The kinds of evidence it rests on, each once, as people read them."""
        kinds = {item.kind for item in self.evidence.all()}
        return [str(kind.label) for kind in Evidence.Kind if kind in kinds]

    def is_thin(self) -> bool:
        """Whether it is no strength and rests on fewer than two kinds of evidence.

        A warning, never a bar.
        """
        if self.classification == self.Classification.STRENGTH:
            return False
        return len(self.kinds_of_sources()) < self.ENOUGH_KINDS
