"""Authorities: whom we inspect."""

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.viewsets import ReadOnlyModelViewSet

from authorities.models import Alias, Authority
from authorities.models.authority import AuthorityQuerySet
from inspectorate.api.exports import ExportedList
from inspectorate.api.fields import Address, BothLanguages, SharedSerializer, Worked
from inspectorate.api.licence import LicensedSerializer, OneOrMany
from inspectorate.api.pagination import Keyset
from inspectorate.api.parameters import NamedFilterSet, OneOfFilter
from inspectorate.opendata.tables import TABLES


def find_authority(
    text: str, among: AuthorityQuerySet = Authority.objects
) -> Authority | None:
    """The authority that has a GSS code or once had it, or has an address name."""
    return among.with_code(text).first() or among.filter(slug=text).first()


@extend_schema_field(OpenApiTypes.STR)
class Identifier(Worked):
    """The GSS code, or for an authority without one its address name."""

    columns = ("gss_code", "slug")

    def worked(self, gss_code: str | None, slug: str) -> str:
        return gss_code or slug


IDENTIFIER = Identifier()


class AuthorityNameSerializer(SharedSerializer):
    """An authority by its name."""

    url = Address("api:authority-detail", {"identifier": IDENTIFIER})
    gss_code = serializers.CharField(allow_null=True)
    slug = serializers.CharField()
    name = BothLanguages()


class AuthorityLinksSerializer(serializers.Serializer):
    """What is published about an authority."""

    reports = Address("api:report-list", query={"authority": IDENTIFIER})
    findings = Address("api:finding-list", query={"authority": IDENTIFIER})
    judgements = Address("api:judgement-list", query={"authority": IDENTIFIER})
    recommendations = Address(
        "api:recommendation-list", query={"authority": IDENTIFIER}
    )


class AuthoritySerializer(AuthorityNameSerializer):
    """A public authority."""

    formal_name = BothLanguages(help_text="The full style, where it has one.")
    locative_cy = serializers.CharField(
        help_text="Welsh for “in …”, with its mutation: yng Nghastell-nedd Port Talbot."
    )
    kind = serializers.ChoiceField(Authority.Kind.choices)
    region = BothLanguages()
    website = serializers.CharField()
    population = serializers.IntegerField(
        allow_null=True, help_text="Usual residents at the census of 21 March 2021."
    )
    other_names = serializers.SerializerMethodField()
    former_codes = serializers.SerializerMethodField(
        help_text="Retired GSS codes. They are understood wherever the present one is."
    )
    predecessors = serializers.ListField(
        child=Identifier(),
        source="predecessors.all",
        help_text="The authorities whose area and duties this one took over.",
    )
    successors = serializers.ListField(child=Identifier(), source="successors.all")
    links = AuthorityLinksSerializer(source="*")

    def get_other_names(self, authority: Authority) -> list[str]:
        return aliases(authority, Alias.Kind.NAME)

    def get_former_codes(self, authority: Authority) -> list[str]:
        return aliases(authority, Alias.Kind.CODE)


def aliases(authority: Authority, kind: Alias.Kind) -> list[str]:
    return [alias.text for alias in authority.aliases.all() if alias.kind == kind]


class OneAuthoritySerializer(AuthoritySerializer, LicensedSerializer):
    pass


class AuthorityFilterSet(NamedFilterSet):
    kind = OneOfFilter(choices=Authority.Kind.choices)


@extend_schema_view(
    list=extend_schema(summary="List authorities"),
    retrieve=extend_schema(summary="Get an authority"),
)
class AuthorityViewSet(ExportedList, OneOrMany, ReadOnlyModelViewSet):
    """Authorities in the order of their address names.

    An authority is identified by its GSS code (W06000012), and one that has no code
    by its address name, which is the slug. Retired codes are understood too.
    """

    queryset = Authority.objects.prefetch_related(
        "aliases", "predecessors", "successors"
    )
    serializer_class = AuthoritySerializer
    one_serializer_class = OneAuthoritySerializer
    permission_classes = [AllowAny]
    filterset_class = AuthorityFilterSet
    pagination_class = Keyset
    ordering = ("slug",)
    exported = TABLES["authorities"]
    lookup_field = "identifier"

    def get_object(self) -> Authority:
        authorities = self.filter_queryset(self.get_queryset())
        authority = find_authority(self.kwargs["identifier"], among=authorities)
        if authority is None:
            raise Http404
        return authority
