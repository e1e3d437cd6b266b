from collections.abc import Iterator

from django.db import models
from django.db.models.deletion import Collector
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest

from inspectorate.forms import is_number
from inspectorate.history.admin.export import Exports
from inspectorate.history.admin.once import Once
from inspectorate.history.admin.past import Past
from inspectorate.history.admin.seen import SeesLinks
from inspectorate.history.admin.stale import Fresh
from inspectorate.history.models import CHANGED, CREATED, DELETED, record, snapshot
from inspectorate.history.words import as_list


class Recorded(Once, Fresh, Past, SeesLinks):
    """Makes an admin class record what is saved or deleted on its pages, and show it.

    Rows of inlines are recorded as themselves. Django saves a page in one transaction,
    so a change and its entry stand or fall together. Django's own log of the admin
    would tell the same once more, and less of it: it is not written.
    """

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, object]:
        """Leave out what an address offers for a link and is no number of a row."""
        links = {f.name for f in self.opts.get_fields() if f.is_relation}
        initial = super().get_changeform_initial_data(request)
        return {
            name: value
            for name, value in initial.items()
            if name not in links or all(map(is_number, as_list(value)))
        }

    def save_model(
        self, request: HttpRequest, obj: models.Model, form: ModelForm, change: bool
    ) -> None:
        before = stored(obj) if change else {}
        super().save_model(request, obj, form, change)
        record_save(obj, before, request)

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm,
        formsets: list[BaseInlineFormSet],
        change: bool,
    ) -> None:
        before = linked(form)
        super().save_related(request, form, formsets, change)
        record_difference(form.instance, before, linked(form), request)

    def save_formset(
        self,
        request: HttpRequest,
        form: ModelForm,
        formset: BaseInlineFormSet,
        change: bool,
    ) -> None:
        before = {
            part.instance.pk: stored(part.instance)
            for part in formset.initial_forms
            if part.has_changed()
        }
        for part in formset.deleted_forms:
            if part.instance.pk:
                self.record_deletion(request, part.instance)
        super().save_formset(request, form, formset, change)
        for row in formset.new_objects:
            record_save(row, {}, request)
        for row, _changed in formset.changed_objects:
            record_save(row, before[row.pk], request)

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        self.record_deletion(request, obj)
        super().delete_model(request, obj)

    def log_change(
        self, request: HttpRequest, obj: models.Model, message: object
    ) -> None:
        """Leave it to history."""

    def parts(self, row: models.Model) -> Iterator[models.Model]:
        return parts(row)

    def record_deletion(self, request: HttpRequest, row: models.Model) -> None:
        """Record it, and the parts that go with it, while they have their numbers."""
        record(row, DELETED, by=request.user, before=stored(row))
        for part in parts(row):
            record(part, DELETED, by=request.user, before=snapshot(part))


class RecordedAdmin(Recorded, Exports):
    """The base of every admin class whose rows can be edited."""


def stored(row: models.Model) -> dict:
    """The columns of a row as the database has them, whatever the form has set."""
    return snapshot(type(row)._base_manager.get(pk=row.pk))


def linked(form: ModelForm) -> dict:
    """The numbers of the rows that each many-to-many field of a form leads to."""
    return {
        field.name: sorted(
            getattr(form.instance, field.name).order_by().values_list("pk", flat=True)
        )
        for field in form.instance._meta.many_to_many
        if field.name in form.cleaned_data
    }


def parts(row: models.Model) -> Iterator[models.Model]:
    """The rows that are deleted with a row, without mere links."""
    collector = Collector(using=row._state.db, origin=row)
    collector.collect([row])
    for found in [*collector.data.values(), *collector.fast_deletes]:
        for part in found:
            if part != row and not part._meta.auto_created:
                yield part


def record_save(row: models.Model, before: dict, request: HttpRequest) -> None:
    """Record a row that is new (`before` is empty), or the columns that differ."""
    after = stored(row)
    if not before:
        record(row, CREATED, by=request.user, after=after)
        return
    record_difference(row, before, after, request)


def record_difference(
    row: models.Model, before: dict, after: dict, request: HttpRequest
) -> None:
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        record(
            row,
            CHANGED,
            by=request.user,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
