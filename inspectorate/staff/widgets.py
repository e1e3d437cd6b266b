"""What Django's admin draws in a way of its own, drawn for everybody.

Dates in forms by the browser's own field, which has one name and needs no script: the
admin's leave the time without a label, and open a calendar at the end of the page,
where the keyboard does not find it. Days in words, also those as exact as their
source. Ticks and crosses named in the page's language, and Welsh for the fields that
look up their choices.
"""

from django import forms
from django.contrib.admin import helpers, options, utils, widgets
from django.contrib.admin.templatetags import admin_list
from django.db import models
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from inspectorate.fields import PartialDate

ICONS = {True: "yes", False: "no", None: "unknown"}


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


def icon(value: bool | None) -> SafeString:
    name = {True: _("Yes"), False: _("No"), None: _("Unknown")}[value]
    file = static(f"admin/img/icon-{ICONS[value]}.svg")
    return format_html('<img src="{}" alt="{}">', file, name)


def shown(
    value: object, field: models.Field, empty: str, avoid_link: bool = False
) -> object:
    """What a row holds, for who reads it in a list or on a page."""
    if isinstance(value, PartialDate):
        return value.in_words
    return utils.display_for_field(value, field, empty, avoid_link=avoid_link)


def use_them() -> None:
    """In every list and form that the admin makes from here on."""
    # It names them "True" and "False" in every language, and offers no way to say more.
    admin_list._boolean_icon = icon
    # It knows days of every field but ours.
    admin_list.display_for_field = helpers.display_for_field = shown
    # Among our static files, at the address where the admin looks for it.
    widgets.SELECT2_TRANSLATIONS["cy"] = "cy"
    options.FORMFIELD_FOR_DBFIELD_DEFAULTS |= {
        models.DateField: {"widget": DayInput},
        models.DateTimeField: {"widget": MomentInput},
        models.TimeField: {"widget": TimeInput},
    }
