"""The texts of a draft that the public will read, each by a key of its own."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext

from inspectorate.fields import Wording


class Segment(NamedTuple):
    """A text of a draft: the two columns `name` of `row`.

    `what` is what people call it, `key` what an address or a file calls it for ever.
    """

    key: str
    what: str
    row: models.Model
    name: str

    @property
    def wording(self) -> Wording:
        return getattr(self.row, self.name)

    @property
    def place(self) -> tuple[str, int, str]:
        """By which its former source is found."""
        return self.row._meta.label_lower, self.row.pk, self.name


class Segmented(models.Model):
    """What of a draft the public will read, text by text."""

    class Meta:
        abstract = True

    def wordings(self) -> list[tuple[str, Wording]]:
        """The texts of the draft that are published, with what each is called; those
        that need not be there only where they are.
        """
        return [(each.what, each.wording) for each in self.own_segments()]

    def quotations(self) -> list[tuple[str, Wording]]:
        """The words of judgements that are not the label of their grade.

        Those of a historical report are quoted in the language they were found in,
        so they do not count among its languages.
        """
        return [(each.what, each.wording) for each in self.quoted_segments()]

    def segments(self) -> list[Segment]:
        return [*self.own_segments(), *self.quoted_segments()]

    def read_segments(self) -> list[Segment]:
        """All that the public will read, the reason of a correction as well."""
        if not self.correction:
            return self.segments()
        told = gettext("The reason of the correction")
        return [*self.segments(), Segment("correction", told, self, "correction")]

    def own_segments(self) -> list[Segment]:
        inspection = self.inspection
        findings = [f for f in self.stated(inspection.findings) if f.is_public]
        compared = gettext("The comparison of “%s”")
        optional = [
            Segment("summary", gettext("The summary"), self, "summary"),
            *of_case(inspection),
            *(
                Segment(f"comparison {f.pk}", compared % f, f, "compared_with")
                for f in findings
            ),
        ]
        finding = gettext("The finding “%s”")
        return [
            Segment("title", gettext("The title"), self, "title"),
            *(each for each in optional if each.wording),
            *map(heading, self.sections.all()),
            *map(paragraph, self.paragraphs.all()),
            *map(recommendation, self.stated(inspection.recommendations)),
            *(Segment(f"finding {f.pk}", finding % f, f, "text") for f in findings),
        ]

    def quoted_segments(self) -> list[Segment]:
        told = gettext("The judgement on “%s”")
        return [
            Segment(f"{name} {each.area.code}", told % each.area, each, name)
            for each in self.stated(self.inspection.judgements)
            for name in ("wording", "mapping_note")
            if getattr(each, name)
        ]


def of_case(inspection: models.Model) -> list[Segment]:
    """What a report says of its inspection."""
    named = [
        ("service", gettext("The title of the service"), "service_title"),
        ("fieldwork", gettext("The fieldwork as stated"), "fieldwork_stated"),
        ("note", gettext("The note on the record"), "note"),
    ]
    return [Segment(key, what, inspection, name) for key, what, name in named]


def heading(section: models.Model) -> Segment:
    told = gettext("The heading “%s”") % section
    return Segment(f"heading {section.pk}", told, section, "heading")


def paragraph(row: models.Model) -> Segment:
    told = gettext("Paragraph %s") % row
    return Segment(f"paragraph {row.stable_id}", told, row, "text")


def recommendation(row: models.Model) -> Segment:
    told = gettext("Recommendation %s") % (row.number or row.reference)
    return Segment(f"recommendation {row.reference}", told, row, "text")
