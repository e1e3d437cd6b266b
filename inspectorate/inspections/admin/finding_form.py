from django.utils.translation import gettext_lazy as _

from inspectorate.forms import WholeRowForm
from inspectorate.inspections.models import Finding


class FindingForm(WholeRowForm):
    """Takes evidence of the finding's own case: its team reads no other."""

    class Meta:
        model = Finding
        fields = "__all__"

    def clean(self) -> dict:
        given = super().clean()
        case = given.get("inspection", self.instance.inspection_id)
        number = getattr(case, "pk", case)
        others = [e for e in given.get("evidence", []) if e.inspection_id != number]
        if number and others:
            told = _("These are evidence of another case: %s. Choose of this one.")
            self.add_error("evidence", told % ", ".join(map(str, others)))
        return given
