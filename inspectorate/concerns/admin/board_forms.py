"""The form in which a decision about a board is recorded."""

from django import forms
from django.contrib import admin
from django.db import models
from django.forms.models import modelform_factory
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.admin.deciding import as_it_was
from inspectorate.concerns.models import Board, BoardDecision

REASON = ["reason_en", "reason_cy"]

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
        board.decide(self.act, by=by, focus_areas=self.named_areas(), **given)

    def named_areas(self) -> list[dict[str, str]]:
        areas = [area_of(line) for line in self.cleaned_data["areas"].splitlines()]
        return [area for area in areas if any(area.values())]


class CorrectionForm(BoardForm):
    """Of one board, which the class made for it names. Empty stays as it was."""

    def do(self, board: Board, by: models.Model) -> None:
        told = {*FIELDS, *REASON} & self.cleaned_data.keys()
        given = {name: self.cleaned_data[name] for name in told}
        given = {name: value for name, value in given.items() if value}
        named = self.named_areas()
        wrong, act = self.cleaned_data["wrong"], self.cleaned_data["act"] or None
        board.correct(wrong, act, by=by, focus_areas=named or None, **given)


def area_of(line: str) -> dict[str, str]:
    english, _bar, welsh = line.partition("|")
    return {"name_en": english.strip()[:200], "name_cy": welsh.strip()[:200]}


def board_form(act: str, request: HttpRequest) -> type[BoardForm]:
    base = form_over(BoardForm, FIELDS, request)
    return type(base)("ActForm", (base,), {"act": act})


def correction_form(board: Board, request: HttpRequest) -> type[CorrectionForm]:
    base = form_over(CorrectionForm, [*FIELDS, *REASON], request)
    first = {
        "wrong": forms.ModelChoiceField(
            board.decisions.filter(corrections=None),
            label=_("The decision that is wrong"),
        ),
        "act": as_it_was(_("What was decided in truth"), BoardDecision.Act.choices),
    }
    made = type(base)("CorrectionForm", (base,), {**first})
    made.base_fields = {
        name: made.base_fields[name]
        for name in (*first, *REASON, *FIELDS, "areas")
        if name != "focus_list_complete"
    }
    return made


def form_over(
    form: type[BoardForm], fields: list[str], request: HttpRequest
) -> type[BoardForm]:
    known = admin.site._registry[BoardDecision]
    return modelform_factory(
        BoardDecision,
        form=form,
        fields=fields,
        formfield_callback=lambda field, **told: known.formfield_for_dbfield(
            field, request=request, **told
        ),
    )
