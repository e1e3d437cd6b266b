"""The 22 councils of Wales and the service areas that are shipped in data/."""

from collections.abc import Callable
from pathlib import Path

from django.db import models

from inspectorate.reference import keep, read_csv

DATA = Path(__file__).parent / "data"


def load(get_model: Callable[[str, str], type[models.Model]]) -> None:
    """Make the rows that are not there yet; `get_model` as that of an app registry."""
    load_councils(
        get_model("authorities", "Authority"), get_model("authorities", "Alias")
    )
    service = get_model("authorities", "Service")
    for row in read_csv(DATA / "services.csv"):
        parent = service.objects.filter(code=row["parent"]).first()
        values = {"code": row["code"], "parent": parent}
        values |= {name: row[name] for name in ("name_en", "name_cy")}
        keep(service, {"code": row["code"]}, values)


def load_councils(authority: type[models.Model], alias: type[models.Model]) -> None:
    for row in read_csv(DATA / "councils.csv"):
        names, codes = row.pop("aliases"), row.pop("predecessor_codes")
        row["population"] = int(row["population"])
        council = keep(authority, {"gss_code": row["gss_code"]}, row)
        for kind, texts in (("name", names), ("code", codes)):
            for text in filter(None, texts.split("|")):
                keep(alias, {"authority": council, "kind": kind, "text": text}, {})
