from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext as _

from inspectorate.fields import Wording


class Segment(NamedTuple):
    """A text of a draft, in both languages.

    `key` names it for as long as it is there, `what` in words as it is called now;
    `about` is the row that it stands on.
    """

    key: str
    what: str
    wording: Wording
    about: models.Model


class Segmented(models.Model):
    """What of a draft the public will read, text by text."""

    class Meta:
        abstract = True

    def segments(self) -> list[Segment]:
        """Those that need not be there only where they are."""
        case = self.inspection
        findings = [f for f in self.stated(case.findings) if f.is_public]
        optional = [
            Segment("summary", _("The summary"), self.summary, self),
            Segment("service", _("The title of the service"), case.service_title, case),
            Segment(
                "fieldwork", _("The fieldwork as stated"), case.fieldwork_stated, case
            ),
            Segment("note", _("The note on the record"), case.note, case),
            *(
                Segment(
                    f"comparison-{f.pk}",
                    _("The comparison of “%s”") % f,
                    f.compared_with,
                    f,
                )
                for f in findings
            ),
        ]
        return [
            Segment("title", _("The title"), self.title, self),
            *(segment for segment in optional if segment.wording),
            *(
                Segment(f"heading-{s.pk}", _("The heading “%s”") % s, s.heading, s)
                for s in self.sections.all()
            ),
            *(
                Segment(f"paragraph-{p.stable_id}", _("Paragraph %s") % p, p.text, p)
                for p in self.paragraphs.all()
            ),
            *(
                Segment(
                    f"recommendation-{r.pk}",
                    _("Recommendation %s") % (r.number or r.reference),
                    r.text,
                    r,
                )
                for r in self.stated(case.recommendations)
            ),
            *(
                Segment(f"finding-{f.pk}", _("The finding “%s”") % f, f.text, f)
                for f in findings
            ),
        ]

    def quoted_segments(self) -> list[Segment]:
        """The words of judgements that are not the label of their grade.

        Those of a historical report are quoted in the language they were found in,
        so they do not count among its languages.
        """
        return [
            Segment(
                f"{name}-{judgement.pk}",
                _("The judgement on “%s”") % judgement.area,
                wording,
                judgement,
            )
            for judgement in self.stated(self.inspection.judgements)
            for name, wording in (
                ("judgement", judgement.wording),
                ("mapping", judgement.mapping_note),
            )
            if wording
        ]

    def wordings(self) -> list[tuple[str, Wording]]:
        return [(each.what, each.wording) for each in self.segments()]

    def quotations(self) -> list[tuple[str, Wording]]:
        return [(each.what, each.wording) for each in self.quoted_segments()]
