"""What the buttons of the drafting screen do: one form, one verb of a model each."""

import re
from collections.abc import Callable

from django import forms
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspectorate.lifecycle import Refusal
from inspectorate.reports.models import Placement, Report, Section, Snippet
from inspectorate.reports.models.placement import KINDS
from inspectorate.reports.outline import Outline

GONE = gettext_lazy(
    "What you chose is not in this report any more: look at it again, and choose."
)
CHANGED = gettext_lazy(
    "The section has changed since this page was drawn, perhaps because the button was "
    "pressed twice. Nothing was added: look again, and add what is still missing."
)
CHOOSE = gettext_lazy("Choose something from the list first.")


class Arranging(forms.Form):
    """Every choice is one of this report's own."""

    act = forms.CharField()
    drawn = forms.CharField(required=False)
    paragraph = forms.ModelChoiceField(None, to_field_name="stable_id", required=False)
    section = forms.ModelChoiceField(None, required=False)
    to = forms.ModelChoiceField(None, required=False)
    snippet = forms.ModelChoiceField(None, to_field_name="code", required=False)
    what = forms.CharField(required=False)

    def __init__(self, data: dict, report: Report) -> None:
        super().__init__(data)
        self.report = report
        self.fields["paragraph"].queryset = report.paragraphs.all()
        self.fields["section"].queryset = report.sections.all()
        self.fields["to"].queryset = report.sections.all()
        offered = Snippet.objects.offered_to(report.inspection.framework)
        self.fields["snippet"].queryset = offered

    def clean_act(self) -> str:
        if self.cleaned_data["act"] not in ACTS:
            raise forms.ValidationError(GONE)
        return self.cleaned_data["act"]

    def clean_what(self) -> models.Model | None:
        """A judgement, finding or recommendation of the case: "finding-12"."""
        told = self.cleaned_data["what"]
        if not told:
            return None
        kind, _sign, number = told.partition("-")
        if kind not in KINDS or not re.fullmatch("[0-9]{1,18}", number):
            raise forms.ValidationError(GONE)
        rows = getattr(self.report.inspection, f"{kind}s")
        row = rows.filter(pk=int(number)).first()
        if row is None:
            raise forms.ValidationError(GONE)
        return row

    def chosen(self, name: str) -> models.Model:
        if self.cleaned_data[name] is None:
            raise Refusal(str(CHOOSE))
        return self.cleaned_data[name]

    def at(self) -> tuple[Section, models.Model | None]:
        """Where to add: behind a paragraph, or at the beginning of a section."""
        paragraph = self.cleaned_data["paragraph"]
        return (paragraph.section if paragraph else self.chosen("section")), paragraph

    def part(self) -> models.Model:
        return self.cleaned_data["paragraph"] or self.chosen("section")

    @transaction.atomic
    def perform(self, by: models.Model) -> models.Model | None:
        """Do it, and return the part to show afterwards; raises Refusal."""
        if not self.is_valid():
            raise Refusal(str(GONE))
        return ACTS[self.cleaned_data["act"]](self, by)

    def check_drawn(self, section: Section | None) -> None:
        """Of a button that was pressed twice, only the first press adds."""
        outline = Outline(self.report.opened())
        if section is not None:
            section = outline.section(section)
        if outline.print_of(section) != self.cleaned_data["drawn"]:
            raise Refusal(str(CHANGED))


Doing = Callable[[Arranging, models.Model], models.Model | None]


def add_paragraph(form: Arranging, by: models.Model) -> models.Model:
    section, after = form.at()
    form.check_drawn(section)
    return section.insert_paragraph(by=by, after=after)


def add_wording(form: Arranging, by: models.Model) -> models.Model:
    section, after = form.at()
    snippet = form.chosen("snippet")
    form.check_drawn(section)
    return section.insert_paragraph(by=by, after=after, text=snippet.text)


def add_section(form: Arranging, by: models.Model) -> models.Model:
    form.check_drawn(None)
    after = form.cleaned_data["section"]
    return form.report.insert_section(by=by, after=after)


def add_part(form: Arranging, by: models.Model) -> models.Model:
    form.check_drawn(None)
    return form.report.insert_section(by=by, parent=form.chosen("section"))


def up(form: Arranging, by: models.Model) -> models.Model:
    form.part().step(by=by, up=True)
    return form.part()


def down(form: Arranging, by: models.Model) -> models.Model:
    form.part().step(by=by, up=False)
    return form.part()


def move(form: Arranging, by: models.Model) -> models.Model:
    paragraph, to = form.chosen("paragraph"), form.chosen("to")
    paragraph.move(by=by, to=to)
    return paragraph


def make_part(form: Arranging, by: models.Model) -> models.Model:
    section = form.chosen("section")
    section.become_part_of(form.cleaned_data["to"], by=by)
    return section


def delete_section(form: Arranging, by: models.Model) -> None:
    if not by.has_perm("reports.delete_section"):
        raise Refusal(_("Your role does not include deleting sections."))
    form.chosen("section").remove(by=by)


def place(form: Arranging, by: models.Model) -> models.Model:
    section = form.chosen("section")
    section.place(form.chosen("what"), by=by)
    return section


def take_out(form: Arranging, by: models.Model) -> models.Model:
    what = form.chosen("what")
    kind = what._meta.model_name
    of_it = Placement.objects.filter(**{kind: what}, section__report=form.report)
    placement = of_it.select_related("section").first()
    if placement is None:
        raise Refusal(str(GONE))
    placement.section.take_out(what, by=by)
    return placement.section


# The value of each button, and what it does.
ACTS: dict[str, Doing] = {
    "add-paragraph": add_paragraph,
    "add-wording": add_wording,
    "add-section": add_section,
    "add-part": add_part,
    "up": up,
    "down": down,
    "move": move,
    "make-part": make_part,
    "delete-section": delete_section,
    "place": place,
    "take-out": take_out,
}
