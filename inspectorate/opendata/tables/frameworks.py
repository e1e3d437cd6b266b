"""What is judged by: bodies, frameworks, themes, areas, scales and their points."""

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from inspectorate.frameworks.models import (
    Body,
    Framework,
    JudgementArea,
    Scale,
    ScalePoint,
    Theme,
)
from inspectorate.opendata.column import both, columns
from inspectorate.opendata.table import Table

VOCABULARY = _(
    "Empty for the stable vocabulary; findings have none at all (null) in its place."
)


def with_framework(themes: QuerySet) -> QuerySet:
    """Empty and not null, so that it can be part of a key."""
    return themes.annotate(of_framework=Coalesce("framework__code", Value("")))


TABLES = [
    Table(
        "bodies",
        _("Inspecting bodies"),
        _("Under each name that one bore."),
        rows=Body.objects.all,
        key=("code",),
        columns=columns(
            Body,
            "code",
            *both("name"),
            *both("short_name"),
            (
                "predecessor",
                "predecessor__code",
                _("The body whose work it took over."),
            ),
            "valid_from",
            "valid_to",
            "website",
        ),
    ),
    Table(
        "frameworks",
        _("Frameworks"),
        _("The rules that inspections are done by, each version by itself."),
        rows=Framework.objects.all,
        key=("code",),
        columns=columns(
            Framework,
            "code",
            "family",
            ("body", "body__code"),
            *both("name"),
            "valid_from",
            "valid_to",
            "languages",
            "source_url",
            "recorded_from",
        ),
    ),
    Table(
        "scales",
        _("Scales"),
        _("What grades are taken from."),
        rows=Scale.objects.all,
        key=("code",),
        columns=columns(Scale, "code", *both("name"), "kind"),
    ),
    Table(
        "grades",
        _("Grades"),
        _("The points of scales, with what each means in plain words."),
        rows=ScalePoint.objects.all,
        key=("scale", "code"),
        columns=columns(
            ScalePoint,
            ("scale", "scale__code"),
            "code",
            "order",
            *both("label"),
            *both("meaning"),
            "polarity",
        ),
    ),
    Table(
        "areas",
        _("Judgement areas"),
        _("What a framework judges, and on which scale."),
        rows=JudgementArea.objects.all,
        key=("framework", "code"),
        columns=columns(
            JudgementArea,
            ("framework", "framework__code"),
            "code",
            "order",
            *both("name"),
            ("scale", "scale__code"),
            "is_overall",
        ),
    ),
    Table(
        "themes",
        _("Themes"),
        _("Subjects of the stable vocabulary, and those of frameworks."),
        rows=lambda: with_framework(Theme.objects.all()),
        key=("framework", "code"),
        columns=columns(
            Theme,
            (
                "framework",
                "of_framework",
                VOCABULARY,
                "framework__code",
                False,
            ),
            "code",
            "order",
            *both("name"),
            (
                "stands_for",
                "stands_for__code",
                _("The theme of the stable vocabulary."),
            ),
        ),
    ),
]
