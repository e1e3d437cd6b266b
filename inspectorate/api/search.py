"""Full text of what is published: reports by their words, with their best passages."""

import json

from django import forms
from django.core.paginator import EmptyPage, Page, Paginator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from inspectorate.api.authorities import AuthorityNameSerializer, find_authority
from inspectorate.api.fields import BothLanguages, Pages
from inspectorate.api.filters import LAST_YEAR, EditionFilterSet, find_service
from inspectorate.api.language import PARAMETER
from inspectorate.api.licence import LicensedSerializer
from inspectorate.api.pagination import LARGEST, USUAL, page_size
from inspectorate.api.parameters import KnownField, WholeNumberField, refuse_odd
from inspectorate.api.published import PlaceSerializer
from inspectorate.reports.models import Edition
from inspectorate.reports.search.finding import Found, Hit, readable, search
from inspectorate.reports.search.index import MOST, PARTS, WHOLE
from inspectorate.reports.search.passages import ORDER, Marker, passages_of
from inspectorate.reports.search.query import Narrowing
from inspectorate.reports.search.terms import LANGUAGES

NARROWER = [part for part in PARTS if part != WHOLE]
SAME = EditionFilterSet.base_filters


def one_of(values: list[str]) -> forms.ChoiceField:
    sentence = _("“%(value)s” is not one of its values. Choose one of: {codes}.")
    told = {"invalid_choice": format_lazy(sentence, codes=", ".join(values))}
    choices = [(value, value) for value in values]
    return forms.ChoiceField(choices=choices, required=False, error_messages=told)


class SearchForm(forms.Form):
    q = forms.CharField(
        error_messages={"required": _("Give the words to look for: q=caseload.")},
    )
    authority = KnownField(
        find=find_authority, missing=SAME["authority"].extra["missing"], required=False
    )
    service = KnownField(
        find=find_service, missing=SAME["service"].extra["missing"], required=False
    )
    year = WholeNumberField(largest=LAST_YEAR, required=False)
    language = one_of(list(LANGUAGES))
    found_in = one_of(NARROWER)
    page = WholeNumberField(largest=MOST, required=False)

    def narrowing(self) -> Narrowing:
        told = self.cleaned_data
        authority, service = told["authority"], told["service"]
        return Narrowing(
            authority=authority.slug if authority else "",
            service=service.code if service else "",
            year=str(told["year"] or ""),
            language=told["language"],
            part=told["found_in"],
        )


class SegmentSerializer(serializers.Serializer):
    """A piece of a text."""

    text = serializers.CharField()
    is_marked = serializers.BooleanField(help_text="A word of the search.")


class PassageSerializer(serializers.Serializer):
    """A passage that holds the words, shortened around them."""

    kind = serializers.ChoiceField([(kind, kind.capitalize()) for kind in ORDER])
    number = serializers.CharField(help_text="As printed; empty where none is.")
    stable_id = serializers.CharField(help_text="Of a paragraph; else empty.")
    anchor = serializers.CharField(help_text="Its place in the page, after #.")
    language = serializers.ChoiceField([("en", "English"), ("cy", "Welsh")])
    segments = SegmentSerializer(many=True)


class ResultSerializer(serializers.Serializer):
    """A report that was found, as its current edition has it."""

    edition = PlaceSerializer(source="*")
    title = BothLanguages()
    page = Pages()
    found_in = serializers.ListField(
        child=serializers.ChoiceField([(part, part.capitalize()) for part in NARROWER]),
        help_text="Which of its parts hold every word; empty: only the whole of it.",
    )
    passages = PassageSerializer(many=True)


class SearchSerializer(LicensedSerializer):
    """What was found."""

    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    words = serializers.ListField(
        child=serializers.CharField(), help_text="What of q was looked up."
    )
    count = serializers.IntegerField(help_text=f"At most {MOST}.")
    has_more = serializers.BooleanField(
        help_text="Whether there are more than are counted and listed."
    )
    authorities = AuthorityNameSerializer(many=True, help_text="That q names.")
    results = ResultSerializer(many=True)


def parameter(
    name: str, told: str, kind: type | dict = str, **more: object
) -> OpenApiParameter:
    return OpenApiParameter(name, kind, description=told, **more)


def whole_number(largest: int, **more: object) -> dict:
    return {"type": "integer", "minimum": 1, "maximum": largest, **more}


PARAMETERS = [
    parameter("q", "Words in English or Welsh; each must be found.", required=True),
    parameter("authority", "The authority, by GSS code (W06000012) or slug."),
    parameter("service", "The service inspected, by its code: children."),
    parameter("year", "The year of the date it bears.", whole_number(LAST_YEAR)),
    parameter("language", "Found in the text of this language.", enum=LANGUAGES),
    parameter("found_in", "Every word is in this part of it.", enum=NARROWER),
    parameter("page", "Which page of the results, from 1.", whole_number(MOST)),
    parameter(
        "page_size", "How many a page has.", whole_number(LARGEST, default=USUAL)
    ),
    PARAMETER,
]


class Search(APIView):
    """Reports that hold every word of `q` in one language, in the order of the page.

    Case, accents, Welsh mutations and the plural do not matter; a word of an
    authority's name also finds what is about it.
    """

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="search",
        summary="Search what is published",
        parameters=PARAMETERS,
        responses=SearchSerializer,
        tags=["search"],
    )
    def get(self, request: Request) -> Response:
        refuse_odd(request, [each.name for each in PARAMETERS])
        form = SearchForm(request.query_params)
        if not form.is_valid():
            raise exceptions.ValidationError(dict(form.errors))
        found = search(form.cleaned_data["q"], form.narrowing())
        page = page_of(found, request, form.cleaned_data["page"] or 1)
        ways = {
            "next": page.next_page_number() if page.has_next() else None,
            "previous": page.previous_page_number() if page.has_previous() else None,
        }
        here = request.build_absolute_uri()
        told = {
            **{
                way: number and replace_query_param(here, "page", number)
                for way, number in ways.items()
            },
            "words": found.query.words,
            "count": len(found.hits),
            "has_more": found.has_more,
            "authorities": found.authorities,
            "results": rows_of(list(page), found, form.narrowing()),
        }
        return Response(SearchSerializer(told, context={"request": request}).data)


def page_of(found: Found, request: Request, number: int) -> Page:
    pages = Paginator(found.hits, page_size(request))
    try:
        return pages.page(number)
    except EmptyPage as error:
        sentence = _("There are no more results on this page. Begin with page=1.")
        raise exceptions.ValidationError({"page": [sentence]}) from error


def rows_of(hits: list[Hit], found: Found, narrowing: Narrowing) -> list[Edition]:
    """With what of them is told beside."""
    editions = readable([hit.edition for hit in hits]).prefetch_related("authorities")
    editions = editions.select_related("report", "framework")
    editions = {row.pk: row for row in editions}
    languages = [narrowing.language] if narrowing.language else LANGUAGES
    markers = {each: Marker(found.query.units, each) for each in languages}
    rows = []
    for hit in hits:
        row = editions[hit.edition]
        document = json.loads(row.document)
        row.passages, _count = passages_of(document, markers, narrowing.part)
        row.found_in = [part for part in NARROWER if part in hit.parts]
        rows.append(row)
    return rows
