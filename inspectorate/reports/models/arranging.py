"""Adding, moving and deleting the parts of a draft, each under the report's lock.

Positions stay those of the reading order, from 1 without gaps. History tells of the
part that was moved; the places of those it passed follow from that.
"""

from django.db import models, transaction
from django.utils.translation import gettext as _

from inspectorate.fields import Wording
from inspectorate.history.closed import CLOSED
from inspectorate.history.models import CREATED, System, record, snapshot
from inspectorate.lifecycle import Refusal, locked
from inspectorate.reports.outline import Outline, first_free

MOVED, DELETED = "moved", "deleted"
EMPTY = Wording("", "")


def at_edge(*, up: bool) -> str:
    return _("It stands first already.") if up else _("It stands last already.")


class Arranged(models.Model):
    """What a report does with its parts."""

    class Meta:
        abstract = True

    def opened(self) -> "Arranged":
        """The stored report, locked until the transaction ends.

        Raises Refusal when its text is fixed.
        """
        report = locked(type(self)).get(pk=self.pk)
        if report.status in self.FIXED:
            raise Refusal(str(CLOSED))
        return report

    @transaction.atomic
    def insert_section(
        self,
        *,
        by: models.Model | System,
        parent: models.Model | None = None,
        after: models.Model | None = None,
        heading: Wording = EMPTY,
    ) -> models.Model:
        """Add a section behind the section `after`, or as the last part of `parent`
        (of the report, if None).
        """
        report = self.opened()
        outline = Outline(report)
        if after is not None:
            parent = outline.known.get(outline.section(after).parent_id)
        elif parent is not None:
            parent = outline.section(parent)
        section = report.sections.create(
            parent=parent,
            position=next(first_free(outline.sections)),
            heading_en=heading.en,
            heading_cy=heading.cy,
        )
        outline.known[section.pk], outline.within[section.pk] = section, []
        siblings = outline.children.setdefault(parent and parent.pk, [])
        place = siblings.index(after) + 1 if after else len(siblings)
        siblings.insert(place, section)
        outline.store()
        record(section, CREATED, by=by, after=snapshot(section))
        return section


class Part(models.Model):
    """What a section and a paragraph can both be asked to do."""

    class Meta:
        abstract = True

    def record_move(self, before: dict, by: models.Model | System) -> None:
        after = snapshot(self, list(before))
        changed = [name for name in after if after[name] != before[name]]
        if changed:
            told = {"before": before, "after": after}
            record(self, MOVED, by=by, **told)

    def delete_part(self, outline: Outline, by: models.Model | System) -> None:
        record(self, DELETED, by=by, before=snapshot(self))
        self.delete()
        outline.store()


class ArrangedSection(Part):
    class Meta:
        abstract = True

    @transaction.atomic
    def insert_paragraph(
        self,
        *,
        by: models.Model | System,
        after: models.Model | None = None,
        text: Wording = EMPTY,
    ) -> models.Model:
        """Add a paragraph behind `after`, or before all others of the section."""
        report = self.report.opened()
        outline = Outline(report)
        section = outline.section(self)
        others = outline.within[section.pk]
        place = others.index(outline.paragraph(after)) + 1 if after else 0
        paragraph = report.paragraphs.create(
            section=section,
            position=next(first_free([*outline.paragraphs, *outline.astray])),
            text_en=text.en,
            text_cy=text.cy,
        )
        others.insert(place, paragraph)
        outline.store()
        record(paragraph, CREATED, by=by, after=snapshot(paragraph))
        return paragraph

    @transaction.atomic
    def step(self, *, by: models.Model | System, up: bool) -> None:
        """Change places with the section before or behind it, its parts with it."""
        outline = Outline(self.report.opened())
        section = outline.section(self)
        siblings = outline.siblings(section)
        before, place = snapshot(section, ["position"]), siblings.index(section)
        other = place - 1 if up else place + 1
        if not 0 <= other < len(siblings):
            raise Refusal(at_edge(up=up))
        siblings.insert(other, siblings.pop(place))
        outline.store()
        section.record_move(before, by)

    @transaction.atomic
    def become_part_of(
        self, parent: models.Model | None, *, by: models.Model | System
    ) -> None:
        """Stand last among the parts of `parent`, or of the report when it is None."""
        outline = Outline(self.report.opened())
        section = outline.section(self)
        own = {section.pk, *(each.pk for each, _d in outline.walk(section.pk, 1))}
        if parent is not None and outline.section(parent).pk in own:
            raise Refusal(_("A section cannot be a part of itself: choose another."))
        before = snapshot(section, ["position", "parent"])
        outline.siblings(section).remove(section)
        outline.children.setdefault(parent and parent.pk, []).append(section)
        section.parent = parent
        outline.store()
        section.record_move(before, by)

    @transaction.atomic
    def remove(self, *, by: models.Model | System) -> None:
        """Delete the section; raises Refusal while anything stands in it."""
        outline = Outline(self.report.opened())
        section = outline.section(self)
        if outline.within[section.pk] or outline.children.get(section.pk):
            raise Refusal(
                _(
                    "Something still stands in this section: delete its paragraphs and "
                    "parts, or move them into another one, first."
                )
            )
        # What the public is not to read is shown nowhere: none could take it out.
        if self.placements.exclude(finding__is_public=False).exists():
            raise Refusal(
                _(
                    "Something is still placed in this section: take it out, or place "
                    "it in another one, first."
                )
            )
        outline.siblings(section).remove(section)
        del outline.known[section.pk]
        section.delete_part(outline, by)


class ArrangedParagraph(Part):
    """The stable id stays, wherever a paragraph goes."""

    class Meta:
        abstract = True

    @transaction.atomic
    def move(
        self,
        *,
        by: models.Model | System,
        to: models.Model | None = None,
        after: models.Model | None = None,
    ) -> None:
        """Stand behind the paragraph `after`, or last in the section `to`."""
        outline = Outline(self.report.opened())
        own = outline.paragraph(self)
        if after is not None:
            after = outline.paragraph(after)
            to = after.section
        section = outline.section(to)
        if after == own:
            return
        outline.within[own.section_id].remove(own)
        others = outline.within[section.pk]
        place = others.index(after) + 1 if after else len(others)
        own.stand(outline, section, place, by)

    @transaction.atomic
    def step(self, *, by: models.Model | System, up: bool) -> None:
        """Change places with its neighbour; at the edge of a section, go on into the
        next one.
        """
        outline = Outline(self.report.opened())
        own = outline.paragraph(self)
        sections, others = outline.sections, outline.within[own.section_id]
        place = others.index(own) + (-1 if up else 1)
        section = outline.known[own.section_id]
        if not 0 <= place < len(others):
            at = sections.index(section) + (-1 if up else 1)
            if not 0 <= at < len(sections):
                raise Refusal(at_edge(up=up))
            section = sections[at]
            place = len(outline.within[section.pk]) if up else 0
        others.remove(own)
        own.stand(outline, section, place, by)

    def stand(
        self,
        outline: Outline,
        section: models.Model,
        place: int,
        by: models.Model | System,
    ) -> None:
        """Take a place in an outline that it was taken out of."""
        before = snapshot(self, ["section", "position"])
        outline.within[section.pk].insert(place, self)
        self.section = section
        outline.store()
        self.record_move(before, by)

    @transaction.atomic
    def remove(self, *, by: models.Model | System) -> None:
        outline = Outline(self.report.opened())
        own = outline.paragraph(self)
        outline.within[own.section_id].remove(own)
        own.delete_part(outline, by)
