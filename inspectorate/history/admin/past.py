"""What became of a row: its entries, and the row as it stood on a day."""

from datetime import datetime, time

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.history.changes import CONCEALED, READ_ALL, concealed, told
from inspectorate.history.models import DELETED, Entry, as_at
from inspectorate.history.words import Words, column_name, is_number_of_row
from inspectorate.paging import BadCursor, paginate

PER_PAGE = 25
# Parts of one row whose entries are shown with its own.
PARTS = 500


class AsAtForm(forms.Form):
    """Asks for a moment, by the clock of London, that is not still to come."""

    day = forms.DateField(
        label=_("Date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    hour = forms.TimeField(
        label=_("Time (London)"),
        required=False,
        widget=forms.TimeInput(attrs={"size": 8}, format="%H:%M"),
        help_text=_("For example 14:30. Leave it empty for the end of the day."),
        error_messages={"invalid": _("Write a time as hours and minutes: 14:30.")},
    )

    def __init__(self, data: dict | None, *, now: datetime) -> None:
        super().__init__(data)
        self.now = timezone.localtime(now)
        told = _("Write a date as 23/04/2026 or 2026-04-23.")
        self.fields["day"].error_messages["invalid"] = told

    def clean_day(self) -> object:
        day = self.cleaned_data["day"]
        if day > self.now.date():
            raise ValidationError(
                _("That day is still to come. Give today or an earlier day.")
            )
        return day

    def clean(self) -> None:
        if not self.errors and self.moment() > self.now:
            self.add_error("hour", _("That time is still to come."))

    def moment(self) -> datetime:
        """The end of the minute that was given: entries are told by the minute."""
        day, hour = self.cleaned_data["day"], self.cleaned_data["hour"]
        if hour is None:
            return min(self.now, self.aware(day, time.max))
        end = hour.replace(second=59, microsecond=999999)
        now_as_given = self.now.replace(second=0, microsecond=0, tzinfo=None)
        if datetime.combine(day, hour) == now_as_given:
            return self.now
        return self.aware(day, end)

    def aware(self, day: object, hour: time) -> datetime:
        return timezone.make_aware(datetime.combine(day, hour))


class Past:
    """Makes an admin class show history where Django would show its own log."""

    def may_read_history(self, request: HttpRequest, obj: models.Model) -> bool:
        """Of those who see the row: who may read all of history, or edit the row."""
        may_read_all = request.user.has_perm(READ_ALL)
        return may_read_all or self.has_change_permission(request, obj)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict,
        *args: object,
        obj: models.Model | None = None,
        **kwargs: object,
    ) -> TemplateResponse:
        context["shows_history"] = obj and self.may_read_history(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict | None = None,
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        sees = self.has_view_or_change_permission(request, row)
        if not (sees and self.may_read_history(request, row)):
            raise PermissionDenied
        entries, cursor = self.entries(request, row), request.GET.get("cursor")
        try:
            page = paginate(entries, order=["-pk"], size=PER_PAGE, cursor=cursor)
        except BadCursor as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History"),
            "subtitle": str(row),
            "object": row,
            "opts": self.opts,
            "page": page,
            "told": list(told(page.rows, self.opts.label_lower, request.user)),
            "reads_all": request.user.has_perm(READ_ALL),
            **self.as_at(request, row),
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/history/past.html", context)

    def entries(self, request: HttpRequest, row: models.Model) -> models.QuerySet:
        """Of the row, and of the rows of its inlines, also those that are deleted."""
        about = models.Q(subject_type=row._meta.label_lower, subject_id=str(row.pk))
        for formset, _inline in self.get_formsets_with_inlines(request, row):
            label, link = formset.model._meta.label_lower, formset.fk.attname
            parts = formset.model._base_manager.filter(**{link: row.pk})
            pks = [str(pk) for pk in parts.values_list("pk", flat=True)[:PARTS]]
            gone = Entry.objects.filter(
                subject_type=label, act=DELETED, **{f"before__{link}": row.pk}
            )
            known = models.Q(subject_id__in=pks)
            known |= models.Q(subject_id__in=gone.order_by().values("subject_id"))
            about |= models.Q(subject_type=label) & known
        return Entry.objects.filter(about)

    def as_at(self, request: HttpRequest, row: models.Model) -> dict[str, object]:
        """The form that asks for a moment, and the row as it stood then."""
        is_asked = "day" in request.GET
        form = AsAtForm(request.GET if is_asked else None, now=timezone.now())
        if not form.is_valid():
            return {"as_at_form": form}
        state = as_at(row, form.moment())
        if state is not None:
            hidden = concealed(row._meta.label_lower, str(row.pk), request.user)
            state |= dict.fromkeys(hidden & set(state), str(CONCEALED))
        columns = None if state is None else columns_of(type(row), state)
        return {"as_at_form": form, "moment": form.moment(), "columns": columns}


def columns_of(model: type[models.Model], state: dict) -> list[tuple[str, str]]:
    words = Words([(model, state)])
    return [
        (column_name(model, column), words.value(model, column, value))
        for column, value in state.items()
        if not is_number_of_row(model, column)
    ]
