"""The concern register as files, as it stood on the day that its page is asked for:
concerns, interventions and boards apart, as there.
"""

from collections.abc import Callable, Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from inspectorate.concerns.as_at import (
    Standing,
    announced_episodes,
    boards_at,
    entry_at,
    interventions_at,
)
from inspectorate.fields import Wording
from inspectorate.public.concerns import AS_AT, DayForm, asked
from inspectorate.public.interventions import (
    announced_board_rows,
    announced_interventions,
)
from inspectorate.public.list_file import (
    AUTHORITY,
    as_file,
    authority,
    lines_of,
    refused,
)

LAST = ["last_act", "last_decided_on", "last_decided_by_en", "last_decided_by_cy"]
OF_CONCERNS = [
    *(*AUTHORITY, "service", "protocol_en", "protocol_cy", "press_label_en"),
    *("press_label_cy", "level", "since", *LAST, "recorded_from", "as_at"),
]
OF_INTERVENTIONS = [
    *(*AUTHORITY, "service", "stage", "has_ended", "since", *LAST),
    *("last_instrument_en", "last_instrument_cy", "recorded_from", "as_at"),
]
OF_BOARDS = [
    *(*AUTHORITY, "service", "name_en", "name_cy", "kind", "established_on"),
    *("has_ended", "stood_down_on", "focused_on", "focus_areas_en"),
    *("focus_areas_cy", "recorded_from", "as_at"),
]
BETWEEN = "; "

Line = tuple[object, ...]


def concerns(day: date) -> Iterator[Line]:
    for entry in filter(None, (entry_at(each, day) for each in announced_episodes())):
        episode, last = entry.episode, entry.last
        yield (
            *authority(episode.authority),
            episode.service.code,
            *episode.instrument,
            *episode.press_label,
            int(entry.level),
            entry.entered.decided_on,
            *(last.act, last.decided_on, *last.decided_by),
            *(episode.recorded_from, day),
        )


def interventions(day: date) -> Iterator[Line]:
    for entry in interventions_at(announced_interventions(), day):
        of, last = entry.intervention, entry.last
        yield (
            *authority(of.authority),
            *(of.service.code, str(entry.stage.value), has_ended(entry)),
            entry.first.decided_on,
            *(last.act, last.decided_on, *last.decided_by, *last.instrument),
            *(last.recorded_from, day),
        )


def has_ended(entry: Standing) -> bool | None:
    """None of the last step that a source of former days tells: whether that still
    applies is not on record.
    """
    return entry.has_ended or (None if entry.last.recorded_from else False)


def boards(day: date) -> Iterator[Line]:
    for entry in boards_at(announced_board_rows(), day):
        board, focused = entry.board, entry.focused
        areas = [area.name for area in focused.focus_areas.all()] if focused else []
        yield (
            *authority(board.authority),
            *(board.service.code, *board.name, board.kind, board.established_on),
            entry.has_ended,
            board.stood_down_on if entry.has_ended else None,
            focused.decided_on if focused else None,
            *joined(areas),
            *(board.recorded_from, day),
        )


def joined(names: list[Wording]) -> tuple[str, str]:
    return (
        BETWEEN.join(filter(None, (name.en for name in names))),
        BETWEEN.join(filter(None, (name.cy for name in names))),
    )


TRACKS: dict[str, tuple[list[str], Callable[[date], Iterator[Line]]]] = {
    "concerns": (OF_CONCERNS, concerns),
    "interventions": (OF_INTERVENTIONS, interventions),
    "boards": (OF_BOARDS, boards),
}


@require_safe
def concern_data(request: HttpRequest, track: str) -> HttpResponse:
    today = timezone.localdate()
    form = DayForm(asked(request), today=today)
    if not form.is_valid():
        return refused(form.errors[AS_AT])
    columns, rows_at = TRACKS[track]
    rows = rows_at(form.cleaned_data[AS_AT] or today)
    return as_file(track, lines_of(columns, rows))
