"""What the admin class of a noun shows, takes and refuses, asked for a program.

So the API has no rights and rules of its own: what may be read is the queryset of the
admin class, what may be changed its permissions, what fits its form, and what is stored
and recorded its saving.
"""

import re
from collections.abc import Mapping

from django import forms
from django.contrib import admin
from django.contrib.auth import get_permission_codename
from django.core.exceptions import (
    NON_FIELD_ERRORS,
    PermissionDenied,
    ValidationError,
)
from django.db import IntegrityError, models
from django.http import HttpRequest, QueryDict
from django.urls import ResolverMatch
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from inspectorate.api.errors import InvalidBody
from inspectorate.history.admin.stale import FIELD
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Refusal
from inspectorate.lifecycle.asking import not_in_role

LANGUAGE = re.compile(r"(\w+)_(en|cy)")
CLOSED = _("This cannot be changed here, or not by you: leave it out.")
BROKEN = _("The rules of the record do not allow this.")
NO_CASE = _("There is no case “%s”. See the list of inspections for those there are.")


class Sent(forms.Widget):
    """Hands a field what was sent, whatever would be drawn for a browser."""

    def value_from_datadict(self, data: Mapping, files: Mapping, name: str) -> object:
        return data.get(name)

    def value_omitted_from_data(self, data: Mapping, files: Mapping, name: str) -> bool:
        return name not in data


class Desk:
    """The admin class of `model` as `user` meets it, at the row `pk` if one is named.

    `asks` is what an address of the admin would ask beside.
    """

    def __init__(
        self,
        model: type[models.Model],
        user: models.Model,
        pk: int | None = None,
        **asks: object,
    ) -> None:
        self.admin = admin.site.get_model_admin(model)
        self.request = HttpRequest()
        self.request.method, self.request.user = "GET", user
        self.request.GET = query_of(asks)
        named = {} if pk is None else {"object_id": str(pk)}
        self.request.resolver_match = ResolverMatch(print, (), named)

    def rows(self) -> models.QuerySet:
        """Those that the person may see, none without the right to view any."""
        rows = self.admin.get_queryset(self.request)
        may = self.admin.has_view_permission(self.request)
        return rows if may else rows.none()

    # Who may

    def check_change(self, row: models.Model) -> None:
        """Raise PermissionDenied for who may not, Refusal where nobody may.

        What it has found it knows: of a row that was locked since, ask another desk.
        """
        if self.admin.has_change_permission(self.request, row):
            return
        change = self.permission("change")
        if not self.request.user.has_perm(change):
            raise PermissionDenied(str(not_in_role(change)))
        if self.admin.edits(self.request, row):
            raise Refusal(self.told_first(row))
        raise PermissionDenied(self.told_first(row))

    def check_add(self, row: models.Model) -> None:
        """As check_change(), of a row that is not stored yet."""
        if not self.admin.has_add_permission(self.request):
            raise PermissionDenied(str(not_in_role(self.permission("add"))))
        if not self.admin.edits(self.request, row):
            raise PermissionDenied(self.told_first(row))

    def permission(self, verb: str) -> str:
        opts = self.admin.opts
        return f"{opts.app_label}.{get_permission_codename(verb, opts)}"

    def told_first(self, row: models.Model) -> str:
        """What the page of the row says first: why nothing can be edited."""
        _name, options = self.admin.get_fieldsets(self.request, row)[0]
        return str(options.get("description", ""))

    # What is stored

    def form(
        self, row: models.Model, given: Mapping, places: Mapping
    ) -> forms.ModelForm:
        """The form with what the row holds, and what was given over it; valid.

        `places` are those in the body of fields that are called otherwise there.
        Raises InvalidBody, and Refusal where the case takes nothing more.
        """
        change = row.pk is not None
        made = self.made_for(row) if change else self.made_for_new
        data: dict[str, object] = {}
        form = made(data, data, instance=row)
        # If-Match has asked that already.
        form.fields.pop(FIELD, None)
        odd = [name for name in given if name not in form.fields]
        if odd:
            raise InvalidBody([(place_of(name, places), CLOSED) for name in odd])
        for name, field in form.fields.items():
            field.widget = Sent()
            data[name] = numbers(form.initial.get(name))
        data |= given
        if not form.is_valid():
            raise refused(form, places)
        return form

    @cached_property
    def made_for_new(self) -> type[forms.ModelForm]:
        """Made once for many rows, each of which has fields of its own of it."""
        return self.admin.get_form(self.request, None, change=False)

    def leave_rules_to_database(self) -> None:
        """For many rows: their forms ask it nothing that it will say anyway, by
        IntegrityError; rule_of() has the sentence.
        """
        made, asks = self.made_for_new, {"validate_unique": no_more}
        asks |= {"validate_constraints": no_more}
        self.made_for_new = type(made.__name__, (made,), asks)
        # Django makes the fields of a subclass anew, without what was done to these.
        self.made_for_new.base_fields = made.base_fields

    def check_case(self, case: Inspection) -> None:
        """Raise Refusal where nothing is added to the case; its forms need not ask."""
        try:
            self.made_for_new.base_fields["inspection"].clean(case.pk)
        except ValidationError as error:
            raise Refusal(*error.messages) from None
        del self.made_for_new.base_fields["inspection"]

    def made_for(self, row: models.Model) -> type[forms.ModelForm]:
        return self.admin.get_form(self.request, row, change=True)

    def save(self, form: forms.ModelForm, *, change: bool) -> models.Model:
        """Store and record it, as the page of the admin does."""
        row = self.admin.save_form(self.request, form, change)
        self.admin.save_model(self.request, row, form, change)
        self.admin.save_related(self.request, form, [], change)
        return row


def no_more(form: forms.ModelForm) -> None:
    """Stands in for what a form asks of the database before it stores its row."""


def rule_of(model: type[models.Model], error: IntegrityError) -> str:
    """The sentence of the rule that a row has broken."""
    told = str(error)
    for rule in model._meta.constraints:
        if rule.name in told:
            return str(rule.violation_error_message)
    return str(BROKEN)


def numbers_of_rows(desk: Desk) -> models.QuerySet:
    """Rows that are told of by their numbers alone, as far as the person sees them."""
    return desk.rows().select_related(None).only("pk").order_by()


def query_of(asks: dict) -> QueryDict:
    found = QueryDict(mutable=True)
    found.update({name: str(value) for name, value in asks.items()})
    return found


def numbers(value: object) -> object:
    """Rows that a form links to, by their numbers."""
    return [row.pk for row in value] if isinstance(value, list) else value


def refused(form: forms.ModelForm, places: Mapping) -> InvalidBody | Refusal:
    """Each sentence of the form at its place in the body.

    A case that is there and theirs, and is not offered, is over or fixed.
    """
    told = form.errors.get_json_data()
    if "inspection" in told:
        return Refusal(*(each["message"] for each in told["inspection"]))
    return InvalidBody(
        [
            (place_of(name, places), each["message"])
            for name, lines in told.items()
            for each in lines
        ]
    )


def place_of(name: str, places: Mapping[str, str]) -> str:
    """Where in the body a field of a form stands, as a pointer."""
    if name == NON_FIELD_ERRORS:
        return ""
    if name in places:
        return places[name]
    of_language = LANGUAGE.fullmatch(name)
    return f"/{of_language[1]}/{of_language[2]}" if of_language else f"/{name}"


def case_of(reference: str) -> Inspection:
    """The case that a body names; raises InvalidBody where there is none."""
    found = Inspection.objects.filter(reference=reference).first()
    if found is None:
        raise InvalidBody([("/inspection", NO_CASE % reference)])
    return found
