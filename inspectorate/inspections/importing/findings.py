from datetime import datetime
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspectorate.forms import harden
from inspectorate.frameworks.models import Theme
from inspectorate.inspections.importing.row_form import RowForm
from inspectorate.inspections.importing.sheet import SAME, Line, Sheet
from inspectorate.inspections.models import Evidence, Finding
from inspectorate.spreadsheets import Row, Unreadable

TEXTS = ("text_en", "text_cy")
YES, NO = {"yes", "ie", "true", "1"}, {"no", "na", "false", "0"}


class FindingRowForm(RowForm):
    """A theme by its code or name, evidence by its references, both in one cell."""

    theme = forms.CharField(label=gettext_lazy("Theme"), required=False)
    evidence = forms.CharField(label=gettext_lazy("Evidence"), required=False)
    is_public = forms.CharField(label=gettext_lazy("Public"), required=False)

    class Meta:
        model = Finding
        fields = [
            "classification",
            *TEXTS,
            "change",
            "change_reason",
            "compared_with_en",
            "compared_with_cy",
            "legal_reference",
            "is_public",
        ]

    def clean_theme(self) -> Theme | None:
        told = self.cleaned_data["theme"]
        if not told:
            return self.instance.theme
        found = self.sheet.themes.get(told.casefold())
        if found is None:
            msg = _(
                "“%s” is no theme of the inspection's framework, nor of the stable "
                "vocabulary: write the code or the name of one of these."
            )
            raise ValidationError(msg % told[:60])
        return found

    def clean_evidence(self) -> list[int]:
        told = [part.strip() for part in self.cleaned_data["evidence"].split(";")]
        unknown = [each for each in told if each and each not in self.sheet.items]
        if unknown:
            msg = _(
                "This case has no item of evidence %s: mend the reference, or import "
                "the evidence first."
            )
            raise ValidationError(msg % ", ".join(unknown)[:200])
        return sorted({self.sheet.items[each] for each in told if each})

    def clean_is_public(self) -> bool:
        told = str(self.cleaned_data["is_public"]).casefold()
        if told not in YES | NO:
            raise ValidationError(_("Write yes or no."))
        return told in YES

    def clean(self) -> dict:
        """The row's own rules are asked of its theme, too."""
        given = super().clean()
        if "theme" in given:
            self.instance.theme = given["theme"]
        return given


harden(FindingRowForm)


class FindingSheet(Sheet):
    """A row adds a finding; one with the position of a finding changes that."""

    model = Finding
    form = FindingRowForm
    kind = "findings"
    headings = {
        "position": "position",
        "classification": "classification",
        "theme": "theme",
        "text_en": "text_en",
        "text_cy": "text_cy",
        "evidence": "evidence",
        "change": "change",
        "change_reason": "change_reason",
        "compared_with_en": "compared_with_en",
        "compared_with_cy": "compared_with_cy",
        "legal_reference": "legal_reference",
        "public": "is_public",
        "safle": "position",
        "dosbarthiad": "classification",
        "thema": "theme",
        "testun_en": "text_en",
        "testun_cy": "text_cy",
        "tystiolaeth": "evidence",
        "newid": "change",
        "rheswm_newid": "change_reason",
        "cymharu_en": "compared_with_en",
        "cymharu_cy": "compared_with_cy",
        "cyfeirnod_cyfreithiol": "legal_reference",
        "cyhoeddus": "is_public",
    }
    references = ["evidence"]

    def look_up(self) -> None:
        found = self.case.findings.select_related("theme").prefetch_related("evidence")
        self.findings = list(found)
        readable = self.case.evidence.readable_by(self.by)
        self.items = dict(readable.values_list("reference", "pk"))
        self.themes = themes_of(self.case.framework_id)

    def key_of(self, cells: dict[str, str]) -> tuple:
        if position := cells.get("position", "").strip():
            return ("position", position)
        return tuple(text_in(cells, name) for name in TEXTS)

    def line_of(self, row: Row) -> Line:
        position = row.cells.get("position", "").strip()
        known = self.at(position) if position else self.like(row.cells)
        if known and not position:
            return Line(row.number, SAME, self.told(known))
        finding = known or Finding(inspection=self.case)
        # The rules ask for the framework of the case, which is at hand.
        finding.inspection = self.case
        before = self.state_with_evidence(finding) if known else {}
        form = self.checked(finding, row.cells)
        chosen = form.cleaned_data["evidence"] or before.get("evidence", [])
        after = {**self.state(finding), "evidence": chosen}
        return self.difference(row.number, before, finding, after)

    def state(self, row: models.Model) -> dict:
        return {**super().state(row), "theme_id": row.theme_id}

    def state_with_evidence(self, finding: Finding) -> dict:
        mine = set(self.items.values())
        chosen = sorted(i.pk for i in finding.evidence.all() if i.pk in mine)
        return {**self.state(finding), "evidence": chosen}

    def at(self, position: str) -> Finding:
        found = [each for each in self.findings if str(each.position) == position]
        if not found:
            told = _(
                "There is no finding at position %s: mend it, or leave the cell empty "
                "to add the finding."
            )
            raise Unreadable(told % position[:20])
        if len(found) > 1:
            told = _(
                "Several findings stand at position %s: give each its own position "
                "first, or change them one by one."
            )
            raise Unreadable(told % position)
        return found[0]

    def like(self, cells: dict[str, str]) -> Finding | None:
        """The one that says already what the row says; a translation may be added."""
        said = {name: text_in(cells, name) for name in TEXTS if text_in(cells, name)}
        if not said:
            return None
        return next(
            (
                each
                for each in self.findings
                if all(as_sent(getattr(each, n)) == said[n] for n in said)
            ),
            None,
        )

    def told(self, finding: Finding) -> str:
        told = _("%(finding)s (position %(position)s)")
        return told % {"finding": finding, "position": finding.position}

    def store(self, line: Line, *, at: datetime | None, batch: UUID) -> None:
        finding = line.row
        chosen = set(line.after.get("evidence", [])) | self.kept(line)
        finding.log(by=self.by, evidence=sorted(chosen), at=at, batch=batch)

    def kept(self, line: Line) -> set[int]:
        """What it rests on and the row says nothing of, or may not see."""
        if line.row.pk is None:
            return set()
        rests_on = set(
            Evidence.objects.filter(findings=line.row.pk).values_list("pk", flat=True)
        )
        is_replaced = "evidence" in line.after
        return rests_on - set(self.items.values()) if is_replaced else rests_on


def themes_of(framework: int) -> dict[str, Theme]:
    """By code and by name in each language, those of the framework before others.

    Those of other frameworks are known by their code, to be told what they are.
    """
    every = sorted(
        Theme.objects.filter(models.Q(framework=framework) | models.Q(framework=None)),
        key=lambda theme: theme.framework_id is None,
    )
    found = {}
    for names in ("code", "name_en", "name_cy"):
        for theme in every:
            if name := getattr(theme, names).casefold():
                found.setdefault(name, theme)
    others = Theme.objects.exclude(framework=framework).exclude(framework=None)
    for theme in others:
        found.setdefault(theme.code.casefold(), theme)
    return found


def text_in(cells: dict[str, str], name: str) -> str:
    return as_sent(cells.get(name, ""))


def as_sent(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
