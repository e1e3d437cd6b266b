"""Cases: what is planned and under way, as everybody on the staff sees it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from inspectorate.api.authorities import find_authority
from inspectorate.api.casework.rows import CaseRows, VersionedSerializer
from inspectorate.api.fields import Address, BothLanguages, StatedDate
from inspectorate.api.parameters import KnownFilter, OneOfFilter
from inspectorate.inspections.models import Inspection


class CaseAuthoritySerializer(serializers.Serializer):
    """An authority that is inspected."""

    slug = serializers.CharField()
    gss_code = serializers.CharField(allow_null=True)
    name = BothLanguages()


class TeamMemberSerializer(serializers.Serializer):
    """Who is on the team."""

    name = serializers.CharField(source="user.name")
    role = serializers.CharField()


class CaseLinksSerializer(serializers.Serializer):
    """What belongs to the case."""

    OWN = {"inspection": "reference"}

    acts = Address("api:casework-acts", {"reference": "reference"})
    evidence = Address("api:casework-evidence-items", query=OWN)
    findings = Address("api:casework-findings", query=OWN)
    judgements = Address("api:casework-judgements", query=OWN)
    sections = Address("api:casework-sections", query=OWN)
    paragraphs = Address("api:casework-paragraphs", query=OWN)
    recommendations = Address("api:casework-recommendations", query=OWN)


class CaseSerializer(VersionedSerializer):
    """An inspection, from its plan on."""

    url = Address("api:casework-inspection", {"reference": "reference"})
    reference = serializers.CharField()
    kind = serializers.ChoiceField(Inspection.Kind.choices)
    status = serializers.ChoiceField(Inspection.Status.choices)
    authorities = CaseAuthoritySerializer(many=True, source="authorities.all")
    service = serializers.CharField(source="service.code", help_text="Its code.")
    framework = serializers.CharField(source="framework.code", help_text="Its code.")
    announced = serializers.BooleanField(
        help_text="Whether the authority is told before fieldwork begins."
    )
    notified_on = serializers.DateField(allow_null=True)
    fieldwork_start = StatedDate()
    fieldwork_end = StatedDate()
    publishes = serializers.BooleanField(help_text="Whether it yields a report.")
    follows = serializers.CharField(
        source="follows.reference",
        default=None,
        allow_null=True,
        help_text="The earlier inspection whose findings it revisits.",
    )
    team = TeamMemberSerializer(many=True, source="team.all")
    recorded_from = serializers.CharField(
        help_text="The source of a historical record; empty for one made here."
    )
    links = CaseLinksSerializer(source="*")


class InspectionFilterSet(FilterSet):
    authority = KnownFilter(
        field_name="authorities",
        find=find_authority,
        missing=_("No authority has the GSS code or address name “%(value)s”."),
        help_text="The authority inspected, by GSS code (W06000012) or slug.",
    )
    status = OneOfFilter(
        choices=Inspection.Status.choices, help_text="Where the case stands."
    )
    kind = OneOfFilter(
        choices=Inspection.Kind.choices, help_text="The kind of inspection."
    )


@extend_schema_view(
    list=extend_schema(summary="List cases"),
    retrieve=extend_schema(summary="Get a case"),
)
class CaseViewSet(CaseRows):
    """Inspections in the order they were entered.

    Everybody on the staff sees that a case is planned and how it goes on; what belongs
    to it is for those who may read its draft.
    """

    model = Inspection
    serializer_class = CaseSerializer
    filterset_class = InspectionFilterSet
    lookup_field = "reference"

    def shown(self, rows: models.QuerySet) -> models.QuerySet:
        linked = rows.select_related("service", "framework", "follows")
        return linked.prefetch_related("authorities", "team__user")
