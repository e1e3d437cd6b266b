from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspectorate.forms import WholeRowForm
from inspectorate.inspections.admin.log_choices import free_reference
from inspectorate.inspections.models import Evidence, Inspection
from inspectorate.inspections.upload import check, taken_kinds
from inspectorate.lifecycle import Refusal


def what_is_taken() -> str:
    return gettext(
        "At most %(most)s MB: %(kinds)s, without macros. The same file is not taken "
        "twice in a row, and none is overwritten: each becomes the next revision."
    ) % {"most": settings.EVIDENCE_MAX_MB, "kinds": taken_kinds()}


def next_free(case: Inspection) -> str:
    return free_reference(set(case.evidence.values_list("reference", flat=True)))


class EvidenceForm(WholeRowForm):
    upload = forms.FileField(
        label=_("Add a file, or a new revision"),
        required=False,
        allow_empty_file=True,  # check() tells the cure
        widget=forms.FileInput,
        help_text=lazy(what_is_taken, str)(),
    )

    class Meta:
        model = Evidence
        fields = "__all__"

    def __init__(self, *args: object, **named: object) -> None:
        super().__init__(*args, **named)
        if self.instance.pk is None and "reference" in self.fields:
            self.fields["reference"].required = False

    def clean(self) -> dict:
        """Give a new item whose reference was left empty the next one of its case."""
        given = super().clean()
        case = given.get("inspection")
        if case and given.get("reference") == "":
            given["reference"] = next_free(case)
        return given

    def full_clean(self) -> None:
        """Look at the file last: a browser forgets it when a form comes back."""
        super().full_clean()
        file = self.is_bound and self.cleaned_data.get("upload")
        if not file:
            return
        if self.errors:
            self.add_error("upload", _("Choose the file again: it was not stored yet."))
            return
        try:
            upload = check(file)
            if self.instance.pk:
                self.instance.refuse_repetition(upload)
        except Refusal as refusal:
            self.add_error("upload", str(refusal))
        else:
            self.cleaned_data["upload"] = upload
