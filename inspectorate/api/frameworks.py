"""What is judged by: frameworks, their bodies, scales and themes."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from inspectorate.api.fields import Address, BothLanguages, SharedSerializer, StatedDate
from inspectorate.frameworks.models import (
    Framework,
    JudgementArea,
    Scale,
    ScalePoint,
    Theme,
)


class BodySerializer(SharedSerializer):
    """An inspecting body under the name it bore."""

    code = serializers.CharField()
    name = BothLanguages()


class FrameworkSerializer(SharedSerializer):
    """The version of the rules that an inspection was done by."""

    code = serializers.CharField(help_text="With its first year: ILACS-2018.")
    family = serializers.CharField(help_text="What all its versions share: ILACS.")
    url = Address("api:frameworks-list", query={"code": "code"})
    name = BothLanguages()
    body = BodySerializer()
    valid_from = StatedDate()
    valid_to = StatedDate()


class AreaSerializer(SharedSerializer):
    """What is judged."""

    code = serializers.CharField()
    name = BothLanguages()
    is_overall = serializers.BooleanField(
        help_text="Whether it sums up the other areas of its framework."
    )


class PointSerializer(SharedSerializer):
    """A grade, and what it means in plain words."""

    code = serializers.CharField()
    label = BothLanguages()
    meaning = BothLanguages()
    polarity = serializers.ChoiceField(ScalePoint.Polarity.choices)


class ScaleSerializer(SharedSerializer):
    """The points that could have been given."""

    code = serializers.CharField()
    name = BothLanguages()
    kind = serializers.ChoiceField(Scale.Kind.choices)
    points = PointSerializer(many=True, help_text="From the best to the worst.")


class ThemeSerializer(SharedSerializer):
    """A subject: of the stable vocabulary, or of one framework."""

    code = serializers.CharField()
    name = BothLanguages()
    framework = serializers.CharField(
        source="framework.code",
        default=None,
        allow_null=True,
        help_text="Null for a theme of the stable vocabulary.",
    )
    stands_for = serializers.CharField(
        source="stands_for.code",
        default=None,
        allow_null=True,
        help_text="The stable theme that a framework's theme stands for.",
    )


MISSING_AREA = _(
    "No framework has an area “%(value)s”. See /api/v1/areas/ for those there are."
)
MISSING_GRADE = _(
    "No scale has a grade “%(value)s”. See /api/v1/grades/ for those there are."
)
MISSING_THEME = _(
    "There is no theme “%(value)s”. See /api/v1/themes/ for those there are."
)


def find_framework(text: str) -> list[Framework] | None:
    """The version with a code, or all versions of a family."""
    versions = list(Framework.objects.filter(code=text))
    return versions or list(Framework.objects.filter(family=text)) or None


def find_area(code: str) -> str | None:
    return code if JudgementArea.objects.filter(code=code).exists() else None


def find_grade(code: str) -> str | None:
    return code if ScalePoint.objects.filter(code=code).exists() else None


def find_themes(code: str) -> list[Theme] | None:
    """A theme of the stable vocabulary with those of frameworks that stand for it.

    Where the vocabulary has no such theme, the frameworks' own of that code.
    """
    stable = Q(code=code, framework=None) | Q(stands_for__code=code)
    themes = Theme.objects.filter(stable) or Theme.objects.filter(code=code)
    return list(themes) or None
