"""What the database knows of the things a line names, asked once each."""

from collections.abc import Iterator

from authorities.models import Authority, Service
from inspectorate.fields import PartialDate
from inspectorate.frameworks.models import (
    Framework,
    JudgementArea,
    Scale,
    ScalePoint,
    Theme,
)
from inspectorate.reports.importing.codes import code_of
from inspectorate.reports.importing.form import Fault
from inspectorate.reports.importing.sentences import quoted

# The scale of a framework that an import makes: what English reports have used.
DEFAULT_SCALE = "four-point"


class Lookups:
    """Finds frameworks, areas, grades, services and themes, and remembers them."""

    def __init__(self) -> None:
        self.themes = {theme.code: theme for theme in Theme.objects.vocabulary()}
        self.services = {service.code: service for service in Service.objects.all()}
        self.default_scale = Scale.objects.get(code=DEFAULT_SCALE)
        self._versions: dict[str, list[Framework]] = {}
        self._areas: dict[int, dict[str, JudgementArea]] = {}
        self._points: dict[int, dict[str, ScalePoint]] = {}

    def faults(self, document: dict) -> Iterator[Fault]:
        """What a line names that is not known and cannot be made.

        Values that are wrong by themselves have been taken out (form.check).
        """
        yield from self.kind_faults(document.get("authority") or {})
        if document.keys() >= {"framework", "fieldwork_start", "published_on"}:
            yield from self.framework_faults(document)
        for path, code in themes_named(document):
            if code not in self.themes:
                known = ", ".join(sorted(self.themes))
                yield path, f"{quoted(code)} is not one of {known}."

    def kind_faults(self, authority: dict) -> Iterator[Fault]:
        kind = authority.get("kind", "other")
        if code_of(kind) not in Authority.Kind.values:
            known = ", ".join(Authority.Kind.values)
            yield "authority.kind", f"{quoted(kind)} is not one of {known}."

    def framework_faults(self, document: dict) -> Iterator[Fault]:
        name, framework = document["framework"], self.framework(document)
        if framework is None and self.versions(name):
            known = ", ".join(version.code for version in self.versions(name))
            reason = f"No version of {quoted(name)} covers the fieldwork: {known}."
            yield "framework", reason
        else:
            yield from self.area_faults(document, framework)
            yield from self.grade_faults(document, framework)

    def area_faults(
        self, document: dict, framework: Framework | None
    ) -> Iterator[Fault]:
        judged = set()
        for place, judgement in items(document, "judgements"):
            path, name = f"judgements[{place}].area", judgement.get("area", "")
            if name and code_of(name) in judged:
                yield path, f"{quoted(name)} is judged twice."
            judged.add(code_of(name))
            unknown = name and self.area(framework, name) is None
            if unknown and not self.may_grow(framework):
                known = "; ".join(area.name_en for area in self.areas(framework))
                yield path, f"{quoted(name)} is not one of the areas: {known}."

    def grade_faults(
        self, document: dict, framework: Framework | None
    ) -> Iterator[Fault]:
        default = self.scale_id(framework)
        for place, judgement in items(document, "judgements"):
            area = self.area(framework, judgement.get("area", ""))
            scale_id = area.scale_id if area else default
            yield from self.point_faults(f"judgements[{place}]", scale_id, judgement)
        for place, section in items(document, "sections"):
            yield from self.point_faults(f"sections[{place}]", default, section)

    def point_faults(self, path: str, scale_id: int, graded: dict) -> Iterator[Fault]:
        grade = graded.get("grade")
        if grade and self.point(scale_id, grade) is None:
            known = ", ".join(point.label_en for point in self.points(scale_id))
            reason = f"{quoted(grade)} is not one of the grades: {known}."
            yield f"{path}.grade", reason

    def versions(self, name: str) -> list[Framework]:
        """Versions of a family, or the one with a code; the newest first."""
        if name not in self._versions:
            self._versions[name] = list(Framework.objects.named(name))
        return self._versions[name]

    def framework(self, document: dict) -> Framework | None:
        """The version in force on the first day of fieldwork, or of publication."""
        text = document["fieldwork_start"] or document["published_on"]
        on = PartialDate.parse(text).earliest if text else None
        versions = self.versions(document["framework"])
        return next((v for v in versions if on is None or v.covers(on)), None)

    def may_grow(self, framework: Framework | None) -> bool:
        """Only a framework that an import made gets areas from an import."""
        return framework is None or bool(framework.recorded_from)

    def area(self, framework: Framework | None, name: str) -> JudgementArea | None:
        return self.areas_by_code(framework).get(code_of(name)) if framework else None

    def areas(self, framework: Framework) -> list[JudgementArea]:
        return sorted(
            set(self.areas_by_code(framework).values()), key=lambda area: area.order
        )

    def areas_by_code(self, framework: Framework) -> dict[str, JudgementArea]:
        if framework.pk not in self._areas:
            rows = list(framework.areas.all())
            by_code = {row.code: row for row in rows}
            self._areas[framework.pk] = by_code | {
                code_of(row.name_en): row for row in rows
            }
        return self._areas[framework.pk]

    def scale_id(self, framework: Framework | None) -> int:
        """The scale of the overall judgement, else of the first area."""
        areas = self.areas(framework) if framework else []
        areas.sort(key=lambda area: not area.is_overall)
        return areas[0].scale_id if areas else self.default_scale.pk

    def points(self, scale_id: int) -> list[ScalePoint]:
        return list(dict.fromkeys(self.points_by_code(scale_id).values()))

    def point(self, scale_id: int, grade: str) -> ScalePoint | None:
        return self.points_by_code(scale_id).get(code_of(grade))

    def points_by_code(self, scale_id: int) -> dict[str, ScalePoint]:
        if scale_id not in self._points:
            rows = list(ScalePoint.objects.filter(scale_id=scale_id).order_by("order"))
            by_code = {row.code: row for row in rows}
            self._points[scale_id] = by_code | {
                code_of(row.label_en): row for row in rows
            }
        return self._points[scale_id]

    def forget(self, document: dict, framework: Framework) -> None:
        """Ask again about a framework that has just been made or has grown."""
        self._versions.pop(document["framework"], None)
        self._areas.pop(framework.pk, None)


def themes_named(document: dict) -> Iterator[tuple[str, str]]:
    for place, finding in items(document, "findings"):
        if "theme" in finding:
            yield f"findings[{place}].theme", finding["theme"]
    for place, item in items(document, "recommendations"):
        for code in filter(None, item.get("themes", [])):
            yield f"recommendations[{place}].themes", code


def items(document: dict, name: str) -> Iterator[tuple[int, dict]]:
    """The members of a list with their places, but for those taken out."""
    for place, item in enumerate(document.get(name, []), start=1):
        if item is not None:
            yield place, item
