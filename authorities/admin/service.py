from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from authorities.models import Service
from inspectorate.history.admin.recorded import RecordedAdmin


@admin.register(Service)
class ServiceAdmin(RecordedAdmin):
    list_display = ["name_en", "name_cy", "code", "parent"]
    list_select_related = ["parent"]
    search_fields = ["name_en", "name_cy", "code"]
    autocomplete_fields = ["parent"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "A service is the same for every authority. What one authority "
                    "calls it is written on the inspection."
                ),
                "fields": ["code", ("name_en", "name_cy"), "parent", "recorded_from"],
            },
        )
    ]
