"""The form in which a decision about a board is recorded."""

from django import forms
from django.contrib import admin
from django.db import models
from django.forms.models import modelform_factory
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.models import Board, BoardDecision

FIELDS = [
    *("decided_on", "decided_by_en", "decided_by_cy", "focus_list_complete"),
    *("statement_url", "announced", "recorded_from"),
]


class BoardForm(forms.ModelForm):
    act: str

    class Meta:
        model = BoardDecision
        fields = ()

    areas = forms.CharField(
        label=_("Areas to focus on"),
        required=False,
        widget=forms.Textarea({"rows": 5, "class": "vLargeTextField"}),
        help_text=_(
            "One a line: English, a vertical bar, Welsh. Recruitment | Recriwtio"
        ),
    )

    def do(self, board: Board, by: models.Model) -> None:
        given = {name: self.cleaned_data[name] for name in FIELDS}
        areas = [area_of(line) for line in self.cleaned_data["areas"].splitlines()]
        named = [area for area in areas if any(area.values())]
        board.decide(self.act, by=by, focus_areas=named, **given)


def area_of(line: str) -> dict[str, str]:
    english, _bar, welsh = line.partition("|")
    return {"name_en": english.strip()[:200], "name_cy": welsh.strip()[:200]}


def board_form(act: str, request: HttpRequest) -> type[BoardForm]:
    known = admin.site._registry[BoardDecision]
    base = modelform_factory(
        BoardDecision,
        form=BoardForm,
        fields=FIELDS,
        formfield_callback=lambda field, **told: known.formfield_for_dbfield(
            field, request=request, **told
        ),
    )
    return type(base)("ActForm", (base,), {"act": act})
