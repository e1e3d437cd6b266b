"""What the words of a line become: its source, its title, its grades as printed."""

from django.utils import translation

from inspectorate.fields import PartialDate
from inspectorate.frameworks.models import ScalePoint
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Refusal


def source_of(document: dict) -> str:
    parts = [document["source"], document.get("licence", "")]
    return ", ".join(part for part in parts if part)[:200]


def year_of(document: dict) -> int | None:
    """The year it is counted in; None where no date, or none with a year, is stated."""
    text = document["fieldwork_start"] or document["published_on"]
    return PartialDate.parse(text).year if text else None


def title_of(inspection: Inspection, year: int | None) -> str:
    """A descriptive English title for a report whose file gives none."""
    with translation.override("en"):
        kind = str(Inspection.Kind(inspection.kind).label)
    title = f"{kind} of {inspection.service.name_en.lower()}"
    return f"{title}, {year}" if year else title


def wording_of(grade: str, point: ScalePoint) -> str:
    """The grade as printed, where that is not the point's label; else empty."""
    words = " ".join(grade.split())
    is_code = "_" in words and words == point.code  # which no report prints
    return "" if is_code or words.casefold() == point.label_en.casefold() else grade


def refused(error: Exception) -> str:
    if isinstance(error, Refusal):
        return str(error)
    told = str(error).strip().splitlines()[0]
    return f"The database refuses this report: change what it names ({told})."


def two_texts(item: str | dict) -> tuple[str, str]:
    if isinstance(item, str):
        return item, ""
    return item["text"], item.get("text_cy", "")
