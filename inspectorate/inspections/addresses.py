"""A reference as part of an address, for every door."""

from django.urls.converters import StringConverter

from inspectorate.inspections.models.reference import REFERENCE


class ReferenceConverter(StringConverter):
    """Only what the database may keep as one, so nothing that PostgreSQL refuses.

    An address ends where a further part begins, so the pattern goes without its ends.
    """

    regex = REFERENCE.removeprefix(r"\A").removesuffix(r"\Z")
