"""Which reports are recorded already, and which a file holds twice."""

import hashlib
import json
from typing import NamedTuple

from inspectorate.frameworks.models import Framework
from inspectorate.inspections.models import Inspection
from inspectorate.reports.importing.form import Fault
from inspectorate.reports.importing.lines import Line
from inspectorate.reports.importing.origins import DEFAULT_SERVICE


class Checked(NamedTuple):
    """What is wrong with a line, a remark on it, and whether nothing is left to do."""

    faults: list[Fault]
    remark: str = ""
    done: bool = False


def key_of(document: dict, framework: Framework | None) -> str:
    """The natural key: which inspection of whom, by which framework, and when.

    Where no date is stated, the title tells one report from the next. It is a
    digest, so that it fits its column whatever the names are.
    """
    stated = document["fieldwork_start"] or document["published_on"]
    parts = [
        document["source"],
        framework.code if framework else document["framework"],
        document["authority"]["gss_code"],
        document.get("service", DEFAULT_SERVICE),
        document.get("kind", Inspection.Kind.INSPECTION),
        stated,
        "" if stated else document.get("title", ""),
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def digest_of(document: dict) -> str:
    """The SHA-256 of a line, whatever the order of its fields."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=False)
    # A line that is not checked yet may hold half a surrogate pair.
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


class Recorded:
    """Remembers digests only, some hundred bytes a report, and no text."""

    def __init__(self) -> None:
        rows = Inspection.objects.exclude(source_digest="")
        digests = rows.values_list("source_digest", flat=True).iterator()
        self.digests = {bytes.fromhex(digest) for digest in digests}
        self._met: dict[bytes, tuple[int, bytes]] = {}

    def knows(self, digest: str) -> bool:
        """Whether a report with exactly this text is recorded."""
        return bytes.fromhex(digest) in self.digests

    def add(self, digest: str) -> None:
        self.digests.add(bytes.fromhex(digest))

    def inspection(
        self, document: dict, framework: Framework | None
    ) -> Inspection | None:
        """The one with this key, whatever its text; none of an unknown framework."""
        if framework is None:
            return None
        key = key_of(document, framework)
        return Inspection.objects.filter(source_key=key).first()

    def meet(self, line: Line, key: str, digest: str) -> tuple[list[Fault], str]:
        """Note that a line has this key; of a second one say why it is wrong.

        Returns faults, or a warning where the text is the same, or neither.
        """
        mine = (line.number, bytes.fromhex(digest))
        number, text = self._met.setdefault(bytes.fromhex(key), mine)
        if number == line.number:
            return [], ""
        if text == mine[1]:
            remark = f"This is line {number} again, word for word, and is left out."
            return [], remark
        reason = (
            f"This is the same inspection as line {number}; take one of the two out, "
            "or tell them apart by kind, service or date."
        )
        return [("", reason)], ""
