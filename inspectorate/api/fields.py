"""How the API writes the domain's own values, and addresses of its own."""

from collections.abc import Callable
from datetime import datetime
from operator import attrgetter
from urllib.parse import urlencode

from django.db import models
from django.db.models.constants import LOOKUP_SEP
from django.urls import reverse as path_of
from django.utils import translation
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from inspectorate.api.language import language_of, told_in
from inspectorate.api.pagination import LICENCE
from inspectorate.fields import PARTIAL_DATE, PartialDate, Wording
from inspectorate.opendata.column import cell


class SharedSerializer(serializers.Serializer):
    """For what many rows of a page have in common: written once, then repeated."""

    def to_representation(self, row: models.Model) -> dict:
        written = self.context.setdefault("written", {})
        key = (type(self), row.pk)
        if key not in written:
            written[key] = super().to_representation(row)
        return written[key]


class WordingSerializer(serializers.Serializer):
    """One text in both languages, or in the one that `lang` asks for; empty in a
    language it was not published in.
    """

    en = serializers.CharField(help_text="In English.", required=False)
    cy = serializers.CharField(help_text="In Welsh.", required=False)


@extend_schema_field(WordingSerializer)
class BothLanguages(serializers.Field):
    def to_representation(self, value: Wording) -> dict[str, str]:
        return told_in(language_of(self.context["request"]), value._asdict())


@extend_schema_field(
    {
        "type": "string",
        "pattern": f"^{PARTIAL_DATE.pattern}$",
        "examples": ["2012-11-19", "2012-11", "2012", "XXXX-02"],
        "description": "A date as exact as its source, in the Extended Date/Time "
        "Format; XXXX stands for a year that is not stated. Null: no date is stated.",
    }
)
class StatedDate(serializers.Field):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(allow_null=True, **kwargs)

    def to_representation(self, value: PartialDate) -> str:
        return str(value)


@extend_schema_field(OpenApiTypes.DATETIME)
class Moment(serializers.Field):
    """In UTC and to the last digit, as tables have it. No digest is made of it:
    documents and the register have a spelling of their own.
    """

    def to_representation(self, value: datetime) -> str:
        return cell(value)


class StatedChoice(serializers.ChoiceField):
    """One of a few codes, or null where none is stated."""

    def __init__(self, choices: list, **kwargs: object) -> None:
        super().__init__(choices, allow_null=True, **kwargs)

    def to_representation(self, value: str) -> str | None:
        return value or None


class Worked(serializers.Field):
    """Worked out of `columns` of a row, which are named by their paths."""

    columns: tuple[str, ...] = ()

    def get_attribute(self, row: models.Model) -> models.Model:
        return row

    def to_representation(self, row: models.Model) -> object:
        paths = (each.replace(LOOKUP_SEP, ".") for each in self.columns)
        return self.worked(*(attrgetter(path)(row) for path in paths))

    def worked(self, *values: object) -> object:
        raise NotImplementedError


# An attribute of the row, what is worked out of it, or what finds the value in it.
Source = str | Worked | Callable[[object], object]


@extend_schema_field(OpenApiTypes.URI)
class Address(serializers.Field):
    """The absolute address of another answer of the API.

    `path` and `query` say what each part of the address is filled with:
    `Address("api:report-detail", {"slug": "report.slug"})`.
    """

    def __init__(
        self,
        name: str,
        path: dict[str, Source] | None = None,
        query: dict[str, Source] | None = None,
        **kwargs: object,
    ) -> None:
        self.name, self.path, self.query = name, path or {}, query or {}
        super().__init__(**kwargs)

    def get_attribute(self, row: object) -> object:
        return row

    def to_representation(self, row: object) -> str:
        kwargs = {key: read(row, source) for key, source in self.path.items()}
        url = reverse(self.name, kwargs=kwargs, request=self.context["request"])
        query = {key: read(row, source) for key, source in self.query.items()}
        return f"{url}?{urlencode(query)}" if query else url

    def template(self) -> str:
        """It without the site; {0}, {1}, … stand for what is filled in, in order."""
        # Numbers are what every part of an address takes.
        marks = {key: 900_000_000 + place for place, key in enumerate(self.path)}
        path = path_of(self.name, kwargs=marks)
        for place, mark in enumerate(marks.values()):
            path = path.replace(str(mark), f"{{{place}}}")
        numbered = enumerate(self.query, len(marks))
        query = "&".join(f"{key}={{{place}}}" for place, key in numbered)
        return f"{path}?{query}" if query else path


def read(row: object, source: Source) -> object:
    if isinstance(source, Worked):
        return source.to_representation(row)
    return source(row) if callable(source) else attrgetter(source)(row)


class Constant(serializers.Field):
    """The same of whatever row, in the language asked for or, where that is empty, in
    both.
    """

    def __init__(self, **kwargs: object) -> None:
        super().__init__(source="*", **kwargs)

    def to_representation(self, row: object) -> object:
        return self.told(language_of(self.context["request"]))

    def told(self, language: str) -> object:
        raise NotImplementedError


@extend_schema_field(
    {"type": "string", "description": "Of the texts, as SPDX names it."}
)
class Licence(Constant):
    def told(self, language: str) -> str:
        return LICENCE


class PagesSerializer(serializers.Serializer):
    """The page for readers, in either language, or in the one `lang` asks for."""

    en = serializers.URLField(required=False)
    cy = serializers.URLField(required=False)


@extend_schema_field(PagesSerializer)
class Pages(serializers.Field):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(source="*", **kwargs)

    def to_representation(self, row: models.Model) -> dict[str, str]:
        request = self.context["request"]
        pages = {}
        asked = language_of(request)
        for language in [asked] if asked else Wording._fields:
            with translation.override(language):
                pages[language] = request.build_absolute_uri(row.get_absolute_url())
        return pages
