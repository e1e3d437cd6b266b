"""Whose cases are whose, in the admin: few read a draft, and its team edits it."""

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from inspectorate.at_hand import is_of_one_row
from inspectorate.history.admin.closing import Closing, ClosingInline
from inspectorate.inspections.admin.own_cases import is_free, is_own
from inspectorate.inspections.models import Inspection
from inspectorate.inspections.models.access import DIRECT, reads_every_case
from inspectorate.lists import GrowingTable

# So many cases are told by number. Who reads more reads most, as most are public.
FEW = 200

NOT_ON_TEAM = _("You are not on the team of this case, so you can only read it.")
TIED = _(
    "You have declared an interest in the authority of this case, so you can only read "
    "it."
)
CHOOSE_YOURS = _(
    "Choose a case of yours that is not over and whose report is not signed off."
)
OVER = _(
    "This inspection is over: what belongs to it stays as it is. To correct a report "
    "that is published, return it to revision."
)


class TeamEdits:
    """Makes an admin class, or an inline by its parent, one that only the team of the
    case edits.

    `case` is the way from a row to its inspection, "" from the inspection itself. Who
    has the permission `beyond` edits these rows of every case.
    """

    case = "inspection"
    beyond = ""

    def edits(self, request: HttpRequest, row: models.Model | None) -> bool:
        """Whether the person edits the case of this row; of None, any case."""
        if row is None:
            return True
        if self.edits_every(request):
            return is_free(request, case_of(row, self.case))
        return self.is_mine(request, row)

    def edits_every(self, request: HttpRequest) -> bool:
        return bool(self.beyond) and request.user.has_perm(self.beyond)

    def is_mine(self, request: HttpRequest, row: models.Model) -> bool:
        case = case_of(row, self.case)
        directs = request.user.has_perm(DIRECT)
        return is_free(request, case) if directs else is_own(request, case)

    def has_change_permission(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> bool:
        return super().has_change_permission(request, obj) and self.edits(request, obj)

    def has_delete_permission(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> bool:
        return super().has_delete_permission(request, obj) and self.edits(request, obj)

    def get_readonly_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> list[str]:
        """What is on record from elsewhere need not be complete: who works on a case
        does not say so of it.
        """
        fields = super().get_readonly_fields(request, obj)
        if request.user.has_perm(DIRECT):
            return fields
        return [*fields, "recorded_from"]

    def may_read_history(self, request: HttpRequest, obj: models.Model) -> bool:
        """Its team also where nothing can be edited any more."""
        edits = self.has_change_permission(request) and self.edits(request, obj)
        return edits or super().may_read_history(request, obj)

    def get_fieldsets(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> list[tuple]:
        """Say first why nothing can be edited."""
        (name, options), *others = super().get_fieldsets(request, obj)
        may = f"{self.opts.app_label}.change_{self.opts.model_name}"
        if request.user.has_perm(may) and not self.edits(request, obj):
            is_tied = not is_free(request, case_of(obj, self.case))
            options = {**options, "description": TIED if is_tied else NOT_ON_TEAM}
        return [(name, options), *others]


class OverWithCase(TeamEdits, Closing):
    """Makes an admin class one to read where the case of a row is over, unless it
    `outlives` the case.
    """

    outlives = False

    def is_over(self, row: models.Model) -> bool:
        if self.outlives:
            return False
        for name in self.case.split("__"):
            row = getattr(row, name)
        return row.is_settled()

    def is_closed(self, row: models.Model | None) -> bool:
        return super().is_closed(row) or (row is not None and self.is_over(row))

    def get_fieldsets(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> list[tuple]:
        """Say first why nothing can be edited."""
        (name, options), *others = super().get_fieldsets(request, obj)
        if self.is_shut(request, obj) and self.is_over(obj):
            options = {**options, "description": OVER}
        return [(name, options), *others]

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: object
    ) -> forms.ModelChoiceField:
        """No row is added to a case that is over."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        parent, _sign, way = self.case.partition("__")
        if db_field.name == parent and not self.outlives:
            over = Inspection.objects.settled().values("pk")
            field.queryset = field.queryset.exclude(**{f"{way or 'pk'}__in": over})
        return field


class OfCase(OverWithCase, GrowingTable):
    """Makes an admin class one whose rows are read by who may read the case's draft."""

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        rows = super().get_queryset(request)
        if is_of_one_row(request):
            rows = rows.select_related(self.case)
        if reads_every_case(request.user) or self.edits_every(request):
            return rows
        few = few_cases(request)
        if few is not None:
            return rows.filter(**{f"{self.case}__in": few})
        cases = Inspection.objects.drafts_readable_by(request.user)
        return rows.filter(models.Exists(cases.filter(pk=models.OuterRef(self.case))))

    def are_newest_shown(self, request: HttpRequest, rows: models.QuerySet) -> bool:
        """Also where nothing but what is not public yet is left out."""
        if super().are_newest_shown(request, rows):
            return True
        readable = self.get_queryset(request)
        is_narrowed = len(rows.query.where) > len(readable.query.where)
        return not is_narrowed and few_cases(request) is None

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: object
    ) -> forms.ModelChoiceField:
        """No row is added to somebody else's case, nor moved there."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        parent, _sign, way = self.case.partition("__")
        if db_field.name != parent:
            return field
        cases = Inspection.objects.free_of_interest(request.user)
        if not self.edits_every(request):
            cases = cases.editable_by(request.user)
        mine = {f"{way or 'pk'}__in": cases.values("pk")}
        field.queryset = field.queryset.filter(**mine)
        field.error_messages["invalid_choice"] = CHOOSE_YOURS
        return field


class OfCaseInline(TeamEdits, ClosingInline):
    """`case` and `closed_by` are ways from the parent of the inline."""

    def has_add_permission(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> bool:
        return super().has_add_permission(request, obj) and self.edits(request, obj)

    def get_fieldsets(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> list[tuple]:
        """The page says why; its inlines need not repeat it."""
        return admin.StackedInline.get_fieldsets(self, request, obj)


def few_cases(request: HttpRequest) -> list[int] | None:
    """The cases that the person may read, None where they are many or one is asked.

    Asked once a request. To go through all rows for a few cases would take as long
    as to gather those of all cases.
    """
    if is_of_one_row(request):
        return None
    if "few_cases" not in request.__dict__:
        few = Inspection.objects.few_readable_by(request.user, most=FEW)
        request.few_cases = few
    return request.few_cases


def case_of(row: models.Model, way: str) -> int:
    """The number of the inspection at the end of the way."""
    if not way:
        return row.pk
    *names, last = way.split("__")
    for name in names:
        row = getattr(row, name)
    return getattr(row, f"{last}_id")


class Over(TeamEdits, Closing):
    """Closes what is over, or signed off: the edition says what the form would not."""

    case = ""
    closed_by = "reports__status"
    closed_words = _(
        "This inspection is over or its report is signed off, so nothing here can be "
        "edited. To correct a report, send it back to revision."
    )

    def is_closed(self, row: Inspection | None) -> bool:
        is_over = row is not None and row.status in Inspection.OVER
        return is_over or super().is_closed(row)
