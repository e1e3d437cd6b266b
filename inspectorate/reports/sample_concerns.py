"""The ladder of Powys from 2017 to 2020 and the intervention in Swansea of 2009, loaded
from data/concerns.json: what other public sources tell beside the two stories.

Each row names its source; where none says it the record is empty.
"""

from datetime import date
from pathlib import Path

from django.db import transaction

from authorities.models import Authority
from inspectorate.concerns.models import Board, Episode, Instrument, Intervention
from inspectorate.frameworks.models import Framework
from inspectorate.history.models import CHANGED, record, snapshot
from inspectorate.inspections.models import Inspection
from inspectorate.reference import read_json
from inspectorate.reports.sample import BY, place, texts

PATH = Path(__file__).parent / "data" / "concerns.json"
POWYS = "W06000023"


@transaction.atomic
def load() -> bool:
    """Load what is not there; False where it was loaded before."""
    told = read_json(PATH)
    if Inspection.objects.filter(reference=told["inspections"][0]["reference"]):
        return False
    for each in told["inspections"]:
        load_inspection(each)
    for each in told["concerns"]:
        load_episode(each)
    for each in told["interventions"]:
        load_intervention(each)
    for each in told["boards"]:
        load_board(each)
    enrich_board(told["board_of_the_story"])
    return True


def load_inspection(told: dict) -> None:
    where = place({**told, "authority": POWYS})
    Inspection.objects.open_case(
        where["authority"],
        by=BY,
        year=int(told["fieldwork_start"][:4]),
        reference=told["reference"],
        kind=told["kind"],
        service=where["service"],
        framework=Framework.objects.get(code=told["framework"]),
        fieldwork_start=told["fieldwork_start"],
        fieldwork_end=told["fieldwork_end"],
        status=Inspection.Status.CLOSED,
        recorded_from=told["recorded_from"],
        **texts(told, "note"),
    )


def load_episode(told: dict) -> None:
    episode = Episode.objects.create(
        recorded_from=told["recorded_from"],
        **place(told),
        **texts(told, "instrument"),
    )
    for item in told["decisions"]:
        episode.decide(
            item["decision"],
            by=BY,
            decided_on=item["on"],
            basis=Inspection.objects.filter(reference=item["basis"]).first(),
            announced=True,
            statement_url=item["statement_url"],
            recorded_from=told["recorded_from"],
            **texts(item, "reason"),
        )


def load_intervention(told: dict) -> None:
    intervention = Intervention.objects.create(
        recorded_from=told["recorded_from"], **place(told)
    )
    for item in told["steps"]:
        step = intervention.record_step(
            item["step"],
            by=BY,
            decided_on=item["on"],
            provision=Instrument.objects.get(code=item["law"]),
            comply_by=day(item["comply_by"]),
            statement_url=item["statement_url"],
            recorded_from=item["recorded_from"],
            **texts(item, "instrument", "reason", "required"),
        )
        for done in item["done"]:
            intervention.record_duty(
                step,
                done["duty"],
                day(done["on"]),
                by=BY,
                url=done["url"],
                recorded_from=done["recorded_from"],
            )


def day(stated: str | None) -> date | None:
    return date.fromisoformat(stated) if stated else None


def load_board(told: dict) -> None:
    board = Board.objects.create(
        kind=told["kind"],
        announced=True,
        recorded_from=told["recorded_from"],
        **place(told),
        **texts(told, "name", "terms"),
    )
    for item in told["decisions"]:
        board.decide(
            item["decision"],
            by=BY,
            decided_on=item["on"],
            announced=True,
            statement_url=item["statement_url"],
            recorded_from=item["recorded_from"],
            **texts(item, "decided_by"),
        )


def enrich_board(told: dict) -> None:
    """Tell of the board in the second story what others say of it, if it is there."""
    authority = Authority.objects.get(gss_code=told["authority"])
    board = Board.objects.filter(authority=authority, name_en=told["name_en"]).first()
    if board is None:
        return
    before = snapshot(board)
    board.established_on = told["established_on"]
    board.terms_en, board.terms_cy = told["terms_en"], told["terms_cy"]
    board.save()
    record(board, CHANGED, by=BY, before=before, after=snapshot(board))
    for seat in told["members"]:
        board.members.create(
            is_chair=seat["is_chair"],
            from_outside=True,
            recorded_from=told["recorded_from"],
            **texts(seat, "role"),
        )
    item = told["stand_down"]
    board.decide(
        "stand_down",
        by=BY,
        decided_on=item["on"],
        announced=True,
        statement_url=item["statement_url"],
        recorded_from=item["recorded_from"],
    )
