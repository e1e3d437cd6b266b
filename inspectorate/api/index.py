"""The first address of the API."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from inspectorate.api.fields import Address
from inspectorate.api.licence import LicensedSerializer
from inspectorate.api.parameters import refuse_odd
from inspectorate.api.tables import LISTED, address_of

TablesSerializer = type(
    "TablesSerializer",
    (serializers.Serializer,),
    {table.name: Address(f"api:{address_of(table)}-list") for table in LISTED},
)


class IndexSerializer(LicensedSerializer):
    """Where everything is."""

    authorities = Address("api:authority-list")
    reports = Address("api:report-list")
    editions = Address("api:edition-list")
    paragraphs = Address("api:paragraph-list")
    findings = Address("api:finding-list")
    judgements = Address("api:judgement-list")
    recommendations = Address("api:recommendation-list")
    register = Address("api:register-list")
    changes = Address("api:change-list")
    search = Address("api:search")
    standing = Address("api:standing")
    schema = Address("api:schema")
    docs = Address("api:docs")
    tables = TablesSerializer(
        source="*", help_text="Lists of the other tables of the open data."
    )


class Index(APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="index",
        summary="See where everything is",
        description="The addresses of all lists.",
        responses=IndexSerializer,
        tags=["index"],
    )
    def get(self, request: Request) -> Response:
        refuse_odd(request, [])
        return Response(IndexSerializer({}, context={"request": request}).data)
