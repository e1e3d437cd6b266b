"""What is measured, and each reading that was published, former ones among them."""

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from inspectorate.measures.models import Equivalence, Measure, MeasureSet, Reading
from inspectorate.opendata.column import DATE, both, columns
from inspectorate.opendata.table import Table


def readings() -> QuerySet:
    whose = Coalesce("authority__slug", Value(""))
    return Reading.objects.published().annotate(whose=whose)


TABLES = [
    Table(
        "measure_sets",
        _("Measure sets"),
        _("Each generation of measures; readings are compared within one alone."),
        rows=MeasureSet.objects.all,
        key=("code",),
        columns=columns(
            MeasureSet,
            "code",
            "order",
            *both("name"),
            "valid_from",
            "valid_to",
            "least_count",
            *both("source"),
        ),
    ),
    Table(
        "measures",
        _("Measures"),
        _("What a measure counts, and whether more of it is better."),
        rows=Measure.objects.all,
        key=("measure_set", "code"),
        columns=columns(
            Measure,
            ("measure_set", "measure_set__code"),
            "code",
            "order",
            *both("name"),
            *both("unit"),
            *both("formula"),
            "per",
            "decimals",
            "direction",
            "target_low",
            "target_high",
        ),
    ),
    Table(
        "measure_equivalences",
        _("Equivalent measures"),
        _("Which measure of an earlier set asked the same."),
        rows=Equivalence.objects.all,
        key=("measure_set", "measure"),
        columns=columns(
            Equivalence,
            ("measure_set", "measure__measure_set__code"),
            ("measure", "measure__code"),
            ("earlier_set", "earlier__measure_set__code"),
            ("earlier", "earlier__code"),
            *both("note"),
        ),
    ),
    Table(
        "readings",
        _("Readings"),
        _("What a source states of a measure, an authority and a period."),
        rows=readings,
        key=(
            *("measure_set", "measure", "authority"),
            *("period_start", "period_end", "number"),
        ),
        refers=((("authority",), "authorities", ()),),
        columns=columns(
            Reading,
            ("measure_set", "measure__measure_set__code"),
            ("measure", "measure__code"),
            (
                "authority",
                "whose",
                _("Empty for Wales as a whole."),
                "authority__slug",
                False,
            ),
            "period_start",
            "period_end",
            "number",
            "status",
            "numerator",
            "denominator",
            "value",
            "decimals",
            "source",
            "source_url",
            *both("note"),
            (
                "public_on",
                "public_on",
                _("The day it became public."),
                DATE,
            ),
        ),
    ),
]
