from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.translation import gettext_lazy as _

from inspectorate.forms import harden
from inspectorate.measures.importing import COLUMNS
from inspectorate.measures.models import MeasureSet


class ReleaseForm(forms.Form):
    public_on = forms.DateField(
        label=_("Public from"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Today, or a later day that you tell beforehand."),
    )


class DiscardForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        required=False,  # what reads it tells the cure
        max_length=2000,
        widget=AdminTextareaWidget,
        help_text=_("Stays on the record, with your name and the time."),
    )


class FileForm(forms.Form):
    """The file, and what is true of all of its rows."""

    measure_set = forms.ModelChoiceField(
        label=_("Measure set"),
        queryset=MeasureSet.objects.order_by("order", "code"),
        help_text=_("The generation that the codes in the file belong to."),
        error_messages={"required": _("Choose the set that the codes belong to.")},
    )
    measure = forms.CharField(
        label=_("Measure"),
        required=False,
        max_length=40,
        help_text=_(
            "Only where the file is about one measure and has no column for it: its "
            "code, such as PM24."
        ),
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=200,
        help_text=_("Who published the figures, and in what: StatsWales, CARE0144."),
        error_messages={
            "required": _("Name the source: no figure is shown without one.")
        },
    )
    source_url = forms.URLField(
        label=_("Address of the source"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )
    collected_on = forms.DateField(
        label=_("Collected on"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The day as at which the source states them, or was read."),
    )
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,  # what reads it tells the cure
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": _("Choose a file: CSV in UTF-8 or Excel (.xlsx).")},
    )


class ColumnsForm(forms.Form):
    """Which column each heading is; a field for each, by its place in the file."""

    def __init__(
        self, *args: object, headings: list[str], guessed: dict[str, str]
    ) -> None:
        super().__init__(*args)
        self.headings = headings
        choices = [("", _("Leave out")), *COLUMNS.items()]
        for place, name in enumerate(headings):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=name,
                choices=choices,
                required=False,
                initial=guessed.get(name, ""),
            )

    def chosen(self) -> dict[str, str]:
        return {
            name: self.cleaned_data[f"column_{place}"]
            for place, name in enumerate(self.headings)
        }


for form in (ReleaseForm, DiscardForm, FileForm):
    harden(form)
