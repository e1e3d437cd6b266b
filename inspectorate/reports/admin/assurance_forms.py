from collections.abc import Iterator

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from inspectorate.accounts.models import User
from inspectorate.forms import harden, plain
from inspectorate.frameworks.models import ChecklistItem
from inspectorate.lifecycle import Refusal
from inspectorate.reports.models import ChecklistAnswer, Comment, Report


class WordsForm(forms.Form):
    """One text; its label says of what, for a page has many such forms."""

    text = forms.CharField(
        max_length=Comment.MOST, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self, *args: object, label: str, required: bool = True, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
        self.fields["text"].required = required


harden(WordsForm)


class ClearForm(forms.Form):
    """Clears the very texts that the page has shown."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class ChecklistForm(forms.Form):
    """All questions at once. What a colleague answered meanwhile stays: only what
    differs from what the page has shown is stored.
    """

    def __init__(
        self,
        *args: object,
        items: list[ChecklistItem],
        answers: dict[int, ChecklistAnswer],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items, self.answers = items, answers
        for item in items:
            given = answers.get(item.pk)
            self.fields[f"answer-{item.pk}"] = forms.ChoiceField(
                label=item.wording,
                choices=ChecklistAnswer.Answer.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=given.answer if given else "",
                show_hidden_initial=True,
            )
            self.fields[f"note-{item.pk}"] = forms.CharField(
                label=_("Note"),
                max_length=2_000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=given.note if given else "",
                show_hidden_initial=True,
                validators=[plain],
            )

    def rows(self) -> Iterator[tuple]:
        for item in self.items:
            answer, note = self[f"answer-{item.pk}"], self[f"note-{item.pk}"]
            yield item, answer, note, self.answers.get(item.pk)

    def clean(self) -> dict:
        """Each sentence beside its question, so that all are told at once."""
        for item in self.changed_items():
            if self.is_overtaken(item):
                told = _(
                    "%s has answered this meanwhile. Keep a copy of your note, load "
                    "the page again, and read that answer first."
                )
                given = self.answers.get(item.pk)
                who = (given and given.by) or _("Somebody")
                self.add_error(f"answer-{item.pk}", told % who)
                continue
            answer = self.cleaned_data.get(f"answer-{item.pk}")
            note = self.cleaned_data.get(f"note-{item.pk}")
            if not answer:
                told = _("Choose an answer as well.")
                self.add_error(f"answer-{item.pk}", told)
            elif answer != ChecklistAnswer.Answer.YES and not note:
                told = _("Say in the note why the answer is not yes.")
                self.add_error(f"note-{item.pk}", told)
        return self.cleaned_data

    def is_overtaken(self, item: ChecklistItem) -> bool:
        """Whether what is stored is not what the page has shown."""
        given = self.answers.get(item.pk)
        stored = [given.answer, given.note] if given else ["", ""]
        names = [f"answer-{item.pk}", f"note-{item.pk}"]
        shown = [self.data.get(self.add_initial_prefix(name), "") for name in names]
        return stored != [text.replace("\r\n", "\n") for text in shown]

    def changed_items(self) -> list[ChecklistItem]:
        changed = {name.rpartition("-")[2] for name in self.changed_data}
        return [item for item in self.items if str(item.pk) in changed]

    @transaction.atomic
    def store(self, report: Report, by: User) -> None:
        if not self.changed_items():
            raise Refusal(_("No answer was changed: there is nothing to save."))
        for item in self.changed_items():
            answer = self.cleaned_data[f"answer-{item.pk}"]
            note = self.cleaned_data[f"note-{item.pk}"]
            report.answer(item, answer, note, by=by)
