"""Identity warnings on the assurance page: each in its sentence, and one form to clear
as many as were read.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from inspectorate.accounts.models import User
from inspectorate.forms import plain
from inspectorate.lifecycle.admin import row_address
from inspectorate.reports.models import Clearance, Report
from inspectorate.reports.models.identifying import IdentityWarning

# Where a sentence ends; as much is shown beside the words where none does.
END = re.compile(r"(?<=[.!?])\s+(?=\S)|\n+")
BESIDE = 160


class Shown(NamedTuple):
    """`place` is where the text stands on this page, or else the page of its row."""

    warning: IdentityWarning
    before: str
    after: str
    place: str


class WarningsForm(forms.Form):
    """A reason of its own beside each warning, or one for all that are chosen."""

    shared = forms.CharField(
        label=_("One reason for all that are chosen"),
        max_length=Clearance.MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        validators=[plain],
    )

    def __init__(
        self, *args: object, warnings: list[IdentityWarning], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [warning.key for warning in warnings]
        for warning in warnings:
            self.fields[f"chosen-{warning.key}"] = forms.BooleanField(
                label=_("Choose"), required=False
            )
            self.fields[f"reason-{warning.key}"] = forms.CharField(
                label=_("Why “%s” may stand") % warning.told.words,
                max_length=Clearance.MOST,
                required=False,
                widget=forms.TextInput,
                validators=[plain],
            )

    def rows(self) -> Iterator[tuple]:
        for key in self.keys:
            yield key, self[f"chosen-{key}"], self[f"reason-{key}"]

    def clean(self) -> dict:
        """What was written beside a warning that is gone is shown, not lost."""
        if lost := self.lost():
            told = _(
                "A text has changed, or a colleague has cleared a warning, while you "
                "read it. Nothing is stored yet; what you wrote there was: %s"
            )
            self.add_error(None, told % " · ".join(lost))
        chosen = any(self.cleaned_data.get(f"chosen-{key}") for key in self.keys)
        shared = self.cleaned_data.get("shared")
        if shared is not None and "shared" not in self.errors:
            if chosen and not shared and self.unexplained():
                self.add_error("shared", _("Write why the chosen ones may stand."))
            if shared and not chosen:
                told = _("Choose the warnings that this reason is for.")
                self.add_error("shared", told)
        return self.cleaned_data

    def unexplained(self) -> list[str]:
        """Those that are chosen and have no reason of their own."""
        data = self.cleaned_data
        chosen = [key for key in self.keys if data.get(f"chosen-{key}")]
        return [key for key in chosen if not data.get(f"reason-{key}")]

    def lost(self) -> list[str]:
        start = f"{self.prefix}-reason-"
        return [
            text.strip()
            for name, text in self.data.items()
            if name.startswith(start) and name.removeprefix(start) not in self.keys
            if text.strip()
        ]

    def reasons(self) -> Mapping[str, str]:
        data = self.cleaned_data
        own = {key: data[f"reason-{key}"] for key in self.keys}
        shared = dict.fromkeys(self.unexplained(), data["shared"])
        return {key: reason for key, reason in own.items() if reason} | shared

    def store(self, report: Report, by: User) -> None:
        report.clear_warnings(self.reasons(), by=by)


def shown(warning: IdentityWarning, places: Mapping[tuple, str]) -> Shown:
    text, told = warning.text, warning.told
    before = END.split(text[: told.start])[-1]
    after = END.split(text[told.end :])[0]
    if len(before) > BESIDE:
        before = "… " + before[-BESIDE:]
    if len(after) > BESIDE:
        after = after[:BESIDE] + " …"
    row = warning.segment.row
    place = places.get((row._meta.model_name, row.pk)) or row_address(row)
    return Shown(warning, before, after, place)
