"""The description of the API, as programs read it."""

from functools import cache

from django.http import HttpResponse
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiJsonRenderer2
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from inspectorate.api.editions import unless_held
from inspectorate.api.parameters import refuse_odd
from inspectorate.reports.document import digest


class Description(APIView):
    """The same for everybody, in English; names of codes are in it."""

    renderer_classes = [OpenApiJsonRenderer, OpenApiJsonRenderer2]
    permission_classes = [AllowAny]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        refuse_odd(request, [])
        text = written()
        answer = unless_held(request, f'"{digest(text)}"', text.encode)
        if answer.content:
            answer.headers["Content-Type"] = OpenApiJsonRenderer.media_type
        answer.headers["Content-Language"] = "en"
        return answer


@cache
def written() -> str:
    """Made once in each process, of nothing that a request could change."""
    with translation.override("en"):
        told = SchemaGenerator().get_schema(request=None, public=True)
    return OpenApiJsonRenderer().render(told, renderer_context={}).decode()
