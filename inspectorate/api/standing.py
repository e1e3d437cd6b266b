"""Who stood where on a day: concerns, interventions and boards, each by itself."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import exceptions, serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from inspectorate.api.authorities import AuthorityNameSerializer, find_authority
from inspectorate.api.fields import BothLanguages, StatedDate
from inspectorate.api.filters import MISSING_AUTHORITY, MISSING_SERVICE, find_service
from inspectorate.api.language import LANGUAGE, PARAMETER
from inspectorate.api.licence import LicensedSerializer
from inspectorate.api.parameters import DayField, KnownField, refuse_odd
from inspectorate.concerns.as_at import (
    BoardStanding,
    Entry,
    Standing,
    announced_episodes,
    boards_at,
    entry_at,
    interventions_at,
)
from inspectorate.concerns.models import (
    Board,
    BoardDecision,
    Intervention,
    MinistersStep,
)
from inspectorate.concerns.models.levels import Act, Level
from inspectorate.concerns.models.stages import Stage, Step
from inspectorate.concerns.models.standing import standing_among

PARAMETERS = {
    "as_of": "The day: 2012-11-19; today in London when left out.",
    "authority": "By GSS code (W06000012) or slug.",
    "service": "By its code: children.",
}


class StandingForm(forms.Form):
    as_of = DayField(required=False)
    authority = KnownField(
        find=find_authority, missing=MISSING_AUTHORITY, required=False
    )
    service = KnownField(find=find_service, missing=MISSING_SERVICE, required=False)

    def clean_as_of(self) -> date:
        today = timezone.localdate()
        day = self.cleaned_data["as_of"] or today
        if day > today:
            told = _("That day is still to come. Choose today or an earlier day.")
            raise ValidationError(told)
        return day


class LastDecisionSerializer(serializers.Serializer):
    """The last decision until that day."""

    act = serializers.ChoiceField(Act.choices)
    decided_on = StatedDate()
    decided_by = BothLanguages()


class ConcernSerializer(serializers.Serializer):
    """A concern of the inspectorate about one service of an authority."""

    authority = AuthorityNameSerializer(source="episode.authority")
    service = serializers.CharField(source="episode.service.code")
    protocol = BothLanguages(source="episode.instrument")
    press_label = BothLanguages(source="episode.press_label")
    level = serializers.ChoiceField(
        Level.choices,
        help_text="0: it stood no more on that day; `last` tells what ended it.",
    )
    since = StatedDate(
        source="entered.decided_on",
        help_text="When the protocol, or closer monitoring where it never came to "
        "that, began, also where it has ended since; null: no date is stated.",
    )
    last = LastDecisionSerializer()


class LastStepSerializer(serializers.Serializer):
    """The last step until that day."""

    act = serializers.ChoiceField(Step.choices)
    decided_on = StatedDate()
    decided_by = BothLanguages()
    instrument = BothLanguages()


class InterventionSerializer(serializers.Serializer):
    """What ministers did about one service of an authority."""

    authority = AuthorityNameSerializer(source="intervention.authority")
    service = serializers.CharField(source="intervention.service.code")
    stage = serializers.ChoiceField(Stage.choices)
    has_ended = serializers.BooleanField(
        help_text="Whether nothing of it stood any more on that day."
    )
    since = StatedDate(
        source="first.decided_on",
        help_text="The date of its first step, also where it has ended since.",
    )
    last = LastStepSerializer()


class FocusAreaSerializer(serializers.Serializer):
    """What a board attended to."""

    name = BothLanguages()
    theme = serializers.CharField(
        source="theme.code", default=None, allow_null=True, help_text="Its theme."
    )


class BoardSerializer(serializers.Serializer):
    """A board that oversaw one service of an authority."""

    authority = AuthorityNameSerializer(source="board.authority")
    service = serializers.CharField(source="board.service.code")
    name = BothLanguages(source="board.name")
    kind = serializers.ChoiceField(Board.Kind.choices, source="board.kind")
    established_on = StatedDate(source="board.established_on")
    has_ended = serializers.BooleanField(
        help_text="Whether it sat no more on that day."
    )
    focused_on = StatedDate(
        source="focused.decided_on", help_text="When it was told to attend to these."
    )
    focus_areas = serializers.SerializerMethodField()

    @extend_schema_field(FocusAreaSerializer(many=True))
    def get_focus_areas(self, row: BoardStanding) -> list[dict]:
        areas = row.focused.focus_areas.all() if row.focused else []
        return FocusAreaSerializer(areas, many=True, context=self.context).data


class OnDaySerializer(LicensedSerializer):
    """Three tracks, never one; what was not announced is in none of them."""

    as_of = serializers.DateField()
    concerns = ConcernSerializer(many=True)
    interventions = InterventionSerializer(many=True)
    boards = BoardSerializer(many=True)


class StandingView(APIView):
    """Which services stood under concern, intervention or a board on a day.

    What was decided until then counts, as far as it is announced by now: decisions
    that were put right as they are right. One without a stated date counts from the
    day it was entered here. What had ended by then is told too, by level 0 or
    has_ended. All of it in one answer.
    """

    permission_classes = [AllowAny]

    @extend_schema(
        summary="See who stood where on a day",
        operation_id="standing",
        tags=["concerns"],
        parameters=[
            OpenApiParameter(name, date if name == "as_of" else str, description=told)
            for name, told in PARAMETERS.items()
        ]
        + [PARAMETER],
        responses=OnDaySerializer,
    )
    def get(self, request: Request) -> Response:
        refuse_odd(request, [*PARAMETERS, LANGUAGE])
        form = StandingForm(request.query_params)
        if not form.is_valid():
            raise exceptions.ValidationError(dict(form.errors))
        told = standing_on(**form.cleaned_data)
        return Response(OnDaySerializer(told, context={"request": request}).data)


def standing_on(as_of: date, **about: models.Model | None) -> dict:
    """`about` is an authority and a service; None for any."""

    def is_asked(row: models.Model) -> bool:
        return all(each in (None, getattr(row, name)) for name, each in about.items())

    episodes: list[Entry | None] = [entry_at(e, as_of) for e in announced_episodes()]
    interventions: list[Standing] = interventions_at(told_interventions(), as_of)
    boards: list[BoardStanding] = boards_at(told_boards(), as_of)
    return {
        "as_of": as_of,
        "concerns": [e for e in episodes if e and is_asked(e.episode)],
        "interventions": [i for i in interventions if is_asked(i.intervention)],
        "boards": [b for b in boards if is_asked(b.board)],
    }


def told_interventions() -> list[Intervention]:
    steps = MinistersStep.objects.published().select_related("corrects")
    rows = Intervention.objects.filter(steps__in=MinistersStep.objects.published())
    return list(
        rows.distinct()
        .select_related("authority", "service")
        .prefetch_related(Prefetch("steps", steps, to_attr="told"))
    )


def told_boards() -> list[Board]:
    decisions = BoardDecision.objects.published().prefetch_related("focus_areas__theme")
    rows = list(
        Board.objects.published()
        .select_related("authority", "service")
        .prefetch_related(Prefetch("decisions", decisions, to_attr="known"))
    )
    for board in rows:
        board.told = standing_among(board.known)
    return rows
