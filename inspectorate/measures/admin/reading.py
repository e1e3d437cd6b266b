from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from inspectorate.history.admin.append_only import AppendOnlyAdmin
from inspectorate.lists import FarRelated
from inspectorate.measures.models import Reading
from inspectorate.measures.models.checked import plain_number

UNKNOWN = "–"


@admin.register(Reading)
class ReadingAdmin(AppendOnlyAdmin):
    list_display = [
        "code",
        "place_name",
        "period",
        "figure",
        "status",
        "number",
        "delivery",
    ]
    list_select_related = ["measure", "authority", "delivery__measure_set"]
    list_filter = ["status", ("measure__measure_set", FarRelated)]
    search_fields = [
        "measure__code",
        "measure__name_en",
        "measure__name_cy",
        "authority__name_en",
        "authority__name_cy",
    ]
    search_help_text = _("The code or name of a measure, or the name of an authority.")
    readonly_fields = ["revisions", "warned"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "A reading is permanent. One that is wrong is put right by a file "
                    "with the right figure, which revises it and leaves it readable."
                ),
                "fields": [
                    ("measure", "authority"),
                    ("period_start", "period_end"),
                    ("value", "decimals", "status"),
                    ("numerator", "denominator"),
                    "warned",
                    ("source", "source_url"),
                    ("note_en", "note_cy"),
                    ("collected_on", "delivery"),
                    ("number", "revises"),
                    "revisions",
                ],
            },
        )
    ]

    @admin.display(description=_("measure"), ordering="measure__code")
    def code(self, reading: Reading) -> str:
        return reading.measure.code

    @admin.display(description=_("authority"))
    def place_name(self, reading: Reading) -> str:
        return reading.place_name

    @admin.display(description=_("period"))
    def period(self, reading: Reading) -> str:
        return reading.period

    @admin.display(description=_("value"))
    def figure(self, reading: Reading) -> str:
        return plain_number(reading.value) if reading.has_value else UNKNOWN

    @admin.display(description=_("to be looked at"))
    def warned(self, reading: Reading) -> str:
        return " ".join(map(str, reading.warnings())) or UNKNOWN

    @admin.display(description=_("all that is known of it, the newest first"))
    def revisions(self, reading: Reading) -> SafeString:
        same = Reading.objects.filter(
            measure=reading.measure_id,
            place=reading.place,
            period_start=reading.period_start,
            period_end=reading.period_end,
        )
        rows = same.select_related("delivery__measure_set", "delivery__discard")
        told = (
            (row.number, self.figure(row), standing_of(row), row.delivery)
            for row in rows.order_by("-number")
        )
        return format_html_join("\n", "<p>{}. {} · {} · {}</p>", told)


def standing_of(reading: Reading) -> str:
    """Its status, unless nothing of its delivery counts."""
    if reading.delivery.is_discarded:
        return str(_("Discarded"))
    return reading.get_status_display()
