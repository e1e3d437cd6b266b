"""Two people, one record: who saves second is asked, and overwrites nothing unseen."""

from collections.abc import Iterator

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from inspectorate.at_hand import is_of_one_row, with_rows_at_hand
from inspectorate.forms import harden, translate_once
from inspectorate.history.admin.append_only import ReadOnly
from inspectorate.history.admin.comparison import Comparison
from inspectorate.history.admin.drawn import (
    Drawn,
    differing,
    prints,
    state_of,
    unseal,
)
from inspectorate.history.admin.fresh_rows import FreshFormSet
from inspectorate.history.models import snapshot

FIELD, OVER = "drawn_from", "save_over"
REFUSED = _(
    "Somebody else has saved this record since you opened it, so nothing of yours is "
    "stored yet. Below is what they saved and what you typed. To store the page as it "
    "now stands, tick “Save mine over theirs” and save again."
)
UNTICKED = _(
    "Nothing is stored: tick “Save mine over theirs” if this page is to replace what "
    "somebody else has saved, or leave it to keep theirs."
)
UNKNOWN = _(
    "This page did not say what it was drawn from, so nothing is stored yet. Compare "
    "what is stored with what you typed, tick “Save mine over theirs” and save again."
)
NOT_DELETED = _(
    "This record, or a part of it, was changed after the page was shown. Nothing was "
    "deleted. Look again before you delete it."
)


class Stale(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """What is to be deleted is not what its page showed."""


class DrawnField(forms.CharField):
    """Carries what a page was drawn from; refuses when that is no longer stored."""

    widget = forms.HiddenInput

    def __init__(self, row: models.Model, linked: list[str], over: bool) -> None:
        super().__init__(required=False, label="")
        self.row, self.linked, self.over = row, linked, over
        self.drawn: Drawn | None = None
        # None until the row is read under its lock, which is when a form is sent.
        self.stored: dict | None = None
        self.sealed = ""

    def __deepcopy__(self, memo: dict) -> "DrawnField":
        """Each form has its own; the row is none of its parts."""
        copy = type(self)(self.row, self.linked, self.over)
        copy.drawn, copy.stored = self.drawn, self.stored
        return copy

    def read(self, text: str) -> None:
        """Take in what the page says, before what was typed is put on the row."""
        self.drawn = unseal(text, self.row)
        self.stored = state_of(self.row, self.linked)

    def clean(self, value: object) -> str:
        if self.drawn is None:
            raise ValidationError(UNKNOWN, code="unknown")
        if self.changed():
            raise ValidationError(REFUSED, code="stale")
        if self.drawn.refused and not self.over:
            raise ValidationError(UNTICKED, code="unticked")
        return ""

    def changed(self) -> set[str]:
        was = self.drawn.row if self.drawn else None
        return differing(was, prints(self.row, self.stored), self.stored)

    def has_changed(self, initial: object, data: object) -> bool:
        return False

    def bound_data(self, data: object, initial: object) -> str:
        return self.sealed


class Fresh:
    """Makes an admin class refuse to save, or delete, what its page did not show.

    A page carries a print of each column of its row, of its many-to-many fields and of
    the rows of its inlines. A save locks the rows and compares. If any column of any
    of them differs, also one that the page does not show, nothing is stored. The page
    comes back: a field that only the other person changed now holds theirs, every
    other one what was typed, and each that differs is listed with both values and with
    who saved theirs and when. The page is stored as it then stands, once its box is
    ticked; if somebody saved in between, it is refused again. So theirs is lost only
    where both changed the same field, and only knowingly.

    Rows of inlines: one that the other person added stays; one they deleted stays
    deleted, unless it was edited here: then it is offered as a new row.
    """

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """One row comes with those that it leads to, which its form shows."""
        rows = super().get_queryset(request)
        if not is_of_one_row(request):
            return rows
        shown = {*self.autocomplete_fields, *self.readonly_fields}
        links = [f.name for f in self.opts.fields if f.many_to_one and f.name in shown]
        return rows.select_related(*links) if links else rows

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> models.Model | None:
        """Read the row under its lock when a form was sent."""
        if request.method == "POST" and connection.in_atomic_block:
            lock(self.model, object_id, from_field)
        return super().get_object(request, object_id, from_field)

    def get_form(
        self,
        request: HttpRequest,
        obj: models.Model | None = None,
        change: bool = False,
        **kwargs: object,
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        harden(form)
        if obj is not None and obj.pk:
            form = with_rows_at_hand(form)
            links = [link.name for link in obj._meta.many_to_many]
            linked = [name for name in links if name in form.base_fields]
            drawn = DrawnField(obj, linked, OVER in request.POST)
            if request.method == "POST":
                drawn.read(request.POST.get(FIELD, ""))
            form.base_fields[FIELD] = drawn
        return form

    def get_formsets_with_inlines(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> Iterator[tuple[type[forms.BaseInlineFormSet], admin.options.InlineModelAdmin]]:
        drawn = unseal(request.POST.get(FIELD, ""), obj) if obj and obj.pk else None
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            harden(formset.form)
            translate_once(formset.form)
            if obj is None or isinstance(inline, ReadOnly):
                yield formset, inline
                continue
            if request.method == "POST":
                lock(formset.model, obj.pk, formset.fk.name)
            known = {"drawn": drawn, "form": with_rows_at_hand(formset.form)}
            yield type(formset.__name__, (FreshFormSet, formset), known), inline

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: object, **kwargs: object
    ) -> TemplateResponse:
        form = context["adminform"].form
        drawn = form.fields.get(FIELD)
        if isinstance(drawn, DrawnField):
            inlines = context["inline_admin_formsets"]
            formsets = [each.formset for each in inlines]
            fresh = [each for each in formsets if isinstance(each, FreshFormSet)]
            context["comparison"] = self.compare(form, drawn, fresh)
            # An error of another kind leaves the page what it was drawn from.
            again = form.is_bound and not context["comparison"] and drawn.drawn
            page = again or draw(form, drawn, fresh, bool(context["comparison"]))
            drawn.sealed = form.initial[FIELD] = page.seal(drawn.row)
        return super().render_change_form(request, context, *args, **kwargs)

    def compare(
        self, form: forms.ModelForm, drawn: DrawnField, formsets: list[FreshFormSet]
    ) -> Comparison | None:
        """None where there is nothing to ask."""
        refusals = form.errors.as_data().get(FIELD) if form.is_bound else None
        stale = form.is_bound and any(formset.is_stale() for formset in formsets)
        asked = form.is_bound and drawn.drawn and drawn.drawn.refused
        if not (refusals or stale or asked):
            return None
        was = drawn.drawn.row if drawn.drawn else None
        return Comparison(form, drawn.stored, was, formsets)

    def render_delete_form(
        self, request: HttpRequest, context: dict
    ) -> TemplateResponse:
        row = context["object"]
        if not context["protected"]:
            context[FIELD] = self.whole(row).seal(row)
        return super().render_delete_form(request, context)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except Stale:
            # Out here the transaction is undone.
            self.message_user(request, NOT_DELETED, messages.WARNING)
            return HttpResponseRedirect(request.get_full_path())

    def log_deletions(self, request: HttpRequest, rows: list[models.Model]) -> None:
        """Refuse, for Django asks for this before anything is deleted."""
        for row in rows:
            if unseal(request.POST.get(FIELD, ""), row) != self.whole(row):
                raise Stale

    def whole(self, row: models.Model) -> Drawn:
        """A row with the parts that are deleted along with it, as one print of all."""
        parts = sorted(
            (part._meta.label_lower, part.pk, snapshot(part))
            for part in self.parts(row)
        )
        return Drawn(prints(row, {**state_of(row), "parts": parts}))


def draw(
    form: forms.ModelForm,
    drawn: DrawnField,
    formsets: list[FreshFormSet],
    refused: bool,
) -> Drawn:
    """What the page that is about to be shown stands on."""
    row = drawn.row
    # Of a form that was sent, the row already bears what was typed.
    stored = drawn.stored or with_links(row, form.initial, drawn.linked)
    parts = {formset.prefix: formset.prints_of_stored() for formset in formsets}
    return Drawn(prints(row, stored), parts, refused)


def with_links(row: models.Model, initial: dict, linked: list[str]) -> dict:
    """The state of a row, with the links that its form has already read."""
    links = {name: sorted(each.pk for each in initial[name]) for name in linked}
    return state_of(row) | links


def lock(model: type[models.Model], value: object, name: str | None) -> None:
    """Lock the rows of a value; none for a value that no row can have."""
    column = model._meta.get_field(name) if name else model._meta.pk
    try:
        column.to_python(value)
    except ValidationError:
        return
    rows = model._base_manager.filter(**{column.attname: value})
    list(rows.select_for_update(of=("self",)).values_list("pk"))
