from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from inspectorate.frameworks.models import NonWorkingDay
from inspectorate.history.admin.recorded import RecordedAdmin


@admin.register(NonWorkingDay)
class NonWorkingDayAdmin(RecordedAdmin):
    list_display = ["day", "name_en", "name_cy"]
    search_fields = ["name_en", "name_cy"]
    date_hierarchy = "day"
    show_full_result_count = False
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "Weekends and the bank holidays of England and Wales are known "
                    "already. Add only days that no rule foretells."
                ),
                "fields": ["day", ("name_en", "name_cy")],
            },
        )
    ]
