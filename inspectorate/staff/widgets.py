"""Dates in forms by the browser's own field, which has one name and needs no script.

Those of Django's admin leave the time without a label, and open a calendar at the end
of the page, where the keyboard does not find it.
"""

from django import forms
from django.contrib.admin import options
from django.db import models


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M:%S")


class TimeInput(forms.TimeInput):
    input_type = "time"


def use_them() -> None:
    """In every form that the admin makes from here on."""
    options.FORMFIELD_FOR_DBFIELD_DEFAULTS |= {
        models.DateField: {"widget": DayInput},
        models.DateTimeField: {"widget": MomentInput},
        models.TimeField: {"widget": TimeInput},
    }
