"""The bodies, scales, frameworks and themes that are shipped in data/."""

from collections.abc import Callable
from pathlib import Path

from django.db import models

from inspectorate.reference import keep, read_csv, read_json

DATA = Path(__file__).parent / "data"


def load(get_model: Callable[[str, str], type[models.Model]]) -> None:
    """Make the rows that are not there yet; `get_model` as that of an app registry."""

    def model(name: str) -> type[models.Model]:
        return get_model("frameworks", name)

    load_bodies(model("Body"))
    load_scales(model("Scale"), model("ScalePoint"))
    for order, row in enumerate(read_csv(DATA / "themes.csv"), start=1):
        values = {**row, "order": order}
        keep(model("Theme"), {"framework": None, "code": row["code"]}, values)
    for row in read_json(DATA / "frameworks.json"):
        load_framework(model, row)


def load_bodies(body: type[models.Model]) -> None:
    for row in read_json(DATA / "bodies.json"):
        predecessor = body.objects.filter(code=row["predecessor"]).first()
        keep(body, {"code": row["code"]}, {**row, "predecessor": predecessor})


def load_scales(scale: type[models.Model], point: type[models.Model]) -> None:
    for row in read_json(DATA / "scales.json"):
        points = row.pop("points")
        owner = keep(scale, {"code": row["code"]}, row)
        for values in points:
            keep(point, {"scale": owner, "code": values["code"]}, values)


def load_framework(model: Callable[[str], type[models.Model]], row: dict) -> None:
    areas, themes = row.pop("areas"), row.pop("themes")
    deadlines = row.pop("deadlines")
    row["body"] = model("Body").objects.get(code=row["body"])
    framework = keep(model("Framework"), {"code": row["code"]}, row)
    for values in areas:
        values["scale"] = model("Scale").objects.get(code=values["scale"])
        key = {"framework": framework, "code": values["code"]}
        keep(model("JudgementArea"), key, values)
    for values in themes:
        stable = model("Theme").objects.filter(framework=None)
        values["stands_for"] = stable.filter(code=values["stands_for"]).first()
        keep(model("Theme"), {"framework": framework, "code": values["code"]}, values)
    for values in deadlines:
        key = {"framework": framework, "event": values["event"]}
        keep(model("DeadlineRule"), key, values)


def load_checklist(get_model: Callable[[str, str], type[models.Model]]) -> None:
    """The questions of quality assurance; apart, for their table came later."""
    for order, row in enumerate(read_json(DATA / "checklist.json"), start=1):
        item = get_model("frameworks", "ChecklistItem")
        keep(item, {"code": row["code"]}, {**row, "order": order})
