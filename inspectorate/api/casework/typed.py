"""Fields that take what they are meant to hold and turn nothing else into it."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from inspectorate.api.errors import InvalidBody

# Of a number of a row, and of any other one.
LARGEST, LARGEST_PLACE = 2**63 - 1, 2**31 - 1
NONE = _("This takes no fields: leave it out.")
CHOOSE = _("There is no such field here. Choose from: %s.")
ONCE = _("Give this field once only.")
TEXT = _("Write a text, in quotation marks.")
NO_CODE = _("“%(value)s” is not one of its values. Choose one of: %(codes)s.")
WHOLE = _("Write a whole number, without quotation marks.")


class Plain:
    """Mixed into a field: what any of them refuses, with the cure."""

    default_error_messages: ClassVar = {
        "required": _("This is missing: give it."),
        "null": _("This cannot be null: give a value, or leave it out."),
    }


@extend_schema_field(OpenApiTypes.STR)
class Text(Plain, serializers.CharField):
    default_error_messages: ClassVar = {
        "blank": _("This has no text: write one."),
        "max_length": _("This is longer than {max_length} signs: shorten it."),
    }

    def __init__(self, **kwargs: object) -> None:
        kwargs = {"required": False, "allow_blank": True, **kwargs}
        super().__init__(trim_whitespace=False, **kwargs)

    def to_internal_value(self, data: object) -> str:
        if not isinstance(data, str):
            raise serializers.ValidationError(TEXT)
        return super().to_internal_value(data)


@extend_schema_field(OpenApiTypes.INT64)
class Whole(Plain, serializers.IntegerField):
    default_error_messages: ClassVar = {
        "max_value": _("This is too great: write {max_value} or less."),
        "min_value": _("This is too small: write {min_value} or more."),
    }

    def __init__(self, **kwargs: object) -> None:
        bounds = {"min_value": 1, "max_value": LARGEST}
        super().__init__(**{"required": False, **bounds, **kwargs})

    def to_internal_value(self, data: object) -> int:
        if not isinstance(data, int) or isinstance(data, bool):
            raise serializers.ValidationError(WHOLE)
        return super().to_internal_value(data)


class YesNo(Plain, serializers.BooleanField):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"required": False, **kwargs})

    def to_internal_value(self, data: object) -> bool:
        if not isinstance(data, bool):
            raise serializers.ValidationError(_("Write true or false."))
        return data


class Day(Plain, serializers.DateField):
    default_error_messages: ClassVar = {
        "invalid": _("This is not a day. Write it as year-month-day: 2015-04-23.")
    }

    def __init__(self, **kwargs: object) -> None:
        kwargs = {"required": False, "allow_null": True, **kwargs}
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)


class Instant(Plain, serializers.DateTimeField):
    default_error_messages: ClassVar = {
        "invalid": _("This is not a moment. Write it as 2026-03-02T12:00:00Z.")
    }


class Code(Plain, serializers.ChoiceField):
    """One of a few codes; empty where none is stated."""

    def __init__(self, choices: list, **kwargs: object) -> None:
        kwargs = {"required": False, "allow_blank": True, **kwargs}
        super().__init__(choices, **kwargs)

    def to_internal_value(self, data: object) -> str:
        if not isinstance(data, str):
            raise serializers.ValidationError(TEXT)
        if data not in self.choices and not (data == "" and self.allow_blank):
            told = {"value": data, "codes": ", ".join(self.choices)}
            raise serializers.ValidationError(NO_CODE % told)
        return super().to_internal_value(data)


class Many(Plain, serializers.ListField):
    default_error_messages: ClassVar = {
        "not_a_list": _("Write a list, in square brackets."),
        "min_length": _("This has too few: give {min_length} at least."),
        "max_length": _("This has too many: give {max_length} at most."),
    }


class Upload(Plain, serializers.FileField):
    default_error_messages: ClassVar = {
        "invalid": _("This is no file: send one, as multipart/form-data."),
        "no_name": _("The file has no name: give it one."),
    }


class Strict(Plain, serializers.Serializer):
    """Refuses keys that it does not know."""

    default_error_messages: ClassVar = {"invalid": _("Write an object: {{}}.")}

    def to_internal_value(self, data: object) -> dict:
        odd = self.oddities(data) if isinstance(data, Mapping) else {}
        try:
            given = super().to_internal_value(data)
        except serializers.ValidationError as error:
            raise serializers.ValidationError({**error.detail, **odd}) from None
        if odd:
            raise serializers.ValidationError(odd)
        return given

    def oddities(self, data: Mapping) -> dict[str, list[str]]:
        known = [name for name, field in self.fields.items() if not field.read_only]
        told = CHOOSE % ", ".join(known) if known else NONE
        odd = {str(key): [told] for key in data if key not in known}
        if isinstance(data, QueryDict):
            odd |= {name: [ONCE] for name, given in data.lists() if len(given) > 1}
        return odd


class Texts(Strict):
    """One text in both languages; a language that is left out stays as it is."""

    default_error_messages: ClassVar = {
        "invalid": _('Write its languages: {{"en": "…", "cy": "…"}}.')
    }

    en = Text(help_text="In English.")
    cy = Text(help_text="In Welsh.")


def read(serializer: serializers.Serializer, at: str = "") -> dict:
    """What was sent, understood; raises InvalidBody with every fault."""
    if serializer.is_valid():
        return dict(serializer.validated_data)
    raise InvalidBody(list(faults(serializer.errors, at)))


def faults(errors: object, at: str) -> Iterator[tuple[str, str]]:
    if isinstance(errors, dict):
        for name, inner in errors.items():
            is_whole = name == "non_field_errors"
            yield from faults(inner, at if is_whole else f"{at}/{escaped(name)}")
    elif isinstance(errors, list) and any(isinstance(e, dict | list) for e in errors):
        for place, inner in enumerate(errors):
            yield from faults(inner, f"{at}/{place}")
    else:
        yield from ((at, str(each)) for each in errors)


def escaped(name: object) -> str:
    """A key as a pointer of RFC 6901 has it."""
    return str(name).replace("~", "~0").replace("/", "~1")


def in_columns(given: dict) -> dict:
    """Texts in two languages by the names of their columns: text_en, text_cy."""
    found: dict = {}
    for name, value in given.items():
        if isinstance(value, dict):
            found |= {f"{name}_{code}": text for code, text in value.items()}
        else:
            found[name] = value
    return found
