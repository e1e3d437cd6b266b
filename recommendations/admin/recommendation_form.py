from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.forms import WholeRowForm
from inspectorate.inspections.models import Finding
from recommendations.models import Recommendation
from recommendations.numbering import next_number


class RecommendationForm(WholeRowForm):
    """Asks, for a new one that is made here, what no report of old need keep to."""

    class Meta:
        model = Recommendation
        fields = "__all__"

    def clean(self) -> dict:
        given = super().clean()
        case = given.get("inspection")
        number = case.pk if case else self.instance.inspection_id
        self.refuse_findings(given.get("findings", []), number)
        if self.instance.pk or given.get("recorded_from"):
            return given
        if case and given.get("reference"):
            stem = f"{case.reference}-"
            if not given["reference"].startswith(stem):
                told = _("The reference begins with that of its case: %s is free.")
                self.add_error("reference", told % f"{stem}R{next_number(case)}")
        if given.get("due_on") and given["due_on"] < timezone.localdate():
            told = _("This day is over: give the authority one that is still to come.")
            self.add_error("due_on", ValidationError(told))
        return given

    def refuse_findings(self, findings: list[Finding], case: int | None) -> None:
        others = [each for each in findings if each.inspection_id != case]
        if case and others:
            told = _("These are findings of another case: %s. Choose of this one.")
            self.add_error("findings", told % ", ".join(map(str, others)))
