"""The public register: the chain by which a stranger checks the whole record."""

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.viewsets import GenericViewSet

from inspectorate.api.exports import ExportedList
from inspectorate.api.pagination import Keyset
from inspectorate.api.parameters import NamedFilterSet, OneOfFilter
from inspectorate.opendata.tables import TABLES
from inspectorate.reports.models import RegisterEntry


class RegisterEntrySerializer(serializers.Serializer):
    """A link of the register, in the order in which things entered the record."""

    sequence = serializers.IntegerField()
    kind = serializers.ChoiceField(RegisterEntry.Kind.choices)
    previous = serializers.CharField(help_text="The digest of the link before.")
    content = serializers.CharField(
        help_text="What entered, as canonical JSON; docs/register.md tells its keys."
    )
    digest = serializers.CharField(help_text="SHA-256 of content.")
    key = serializers.CharField(
        source="signed_with.code",
        default=None,
        allow_null=True,
        help_text="The key that signed it; null while the register is unsigned.",
    )
    signature = serializers.CharField(
        help_text="Ed25519 over content, in base64; empty while there is no key."
    )


class RegisterFilterSet(NamedFilterSet):
    kind = OneOfFilter(
        field_name="kind",
        choices=RegisterEntry.Kind.choices,
        help_text="The kind of link; without it the whole chain.",
    )


@extend_schema_view(list=extend_schema(summary="List the register"))
class RegisterViewSet(ExportedList, GenericViewSet):
    """Every link of the public register, the first one first.

    Each covers the digest of the one before it: whoever keeps the last digest can
    tell, without us, whether anything before it was altered.
    """

    queryset = RegisterEntry.objects.published().select_related("signed_with")
    serializer_class = RegisterEntrySerializer
    permission_classes = [AllowAny]
    filterset_class = RegisterFilterSet
    pagination_class = Keyset
    ordering = ("sequence",)
    exported = TABLES["register"]
