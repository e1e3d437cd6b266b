from django import forms
from django.contrib import admin
from django.forms.models import modelform_factory
from django.http import HttpRequest
from django.utils.translation import gettext as _

from inspectorate.forms import harden
from inspectorate.inspections.models import Inspection, ProgrammeEntry
from inspectorate.inspections.models.announcing import FOLLOWS, TOLD
from inspectorate.lifecycle import Act


class Announces(admin.ModelAdmin):
    """Acts by which the public is told of a case, and those that tell it besides."""

    def act_form(
        self, request: HttpRequest, row: Inspection, act: Act
    ) -> type[forms.ModelForm]:
        """What is announced is no column of the case, but of what is said of it."""
        if act.verb != "announce":
            return super().act_form(request, row, act)
        fields = {
            name: self.formfield_for_dbfield(
                ProgrammeEntry._meta.get_field(name), request=request
            )
            for name in TOLD
        }
        form = modelform_factory(Inspection, fields=[])
        form = type(form)("AnnouncementForm", (form,), fields)
        harden(form)
        return form

    def offered(self, row: Inspection, act: Act) -> dict[str, object]:
        """What is said by now; before that the days of fieldwork, no more exact than
        to the month.
        """
        given = super().offered(row, act)
        if act.verb != "announce":
            return given
        if said := row.said:
            return given | {name: getattr(said, name) for name in TOLD}
        days = {"window_from": row.fieldwork_start, "window_to": row.fieldwork_end}
        return given | {
            name: str(day)[:7] for name, day in days.items() if day and day.year
        }

    def warnings(self, row: Inspection, act: Act) -> list[str]:
        told = super().warnings(row, act)
        said, after = FOLLOWS.get(act.verb, ("", ()))
        if said and row.said and row.said.said in after:
            told += [
                _("It is in the forward programme. The public reads at once: %s.")
                % f"“{said.label}”"
            ]
        return told
