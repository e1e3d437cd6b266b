from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.frameworks.models import Body
from inspectorate.history.admin.recorded import RecordedAdmin


@admin.register(Body)
class BodyAdmin(RecordedAdmin):
    list_display = ["code", "name_en", "name_cy", "valid_from", "valid_to"]
    search_fields = ["code", "name_en", "name_cy", "short_name_en", "short_name_cy"]
    autocomplete_fields = ["predecessor"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "A body that takes a new name is a new row, with the old one as "
                    "its predecessor; its reports keep the name they were issued under."
                ),
                "fields": [
                    "code",
                    ("name_en", "name_cy"),
                    ("short_name_en", "short_name_cy"),
                    "website",
                ],
            },
        ),
        (_("In time"), {"fields": [("valid_from", "valid_to"), "predecessor"]}),
    ]
