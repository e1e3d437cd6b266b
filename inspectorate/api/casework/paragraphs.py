"""The draft of a report: its sections, and their paragraphs in both languages."""

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.response import Response

from inspectorate.api.casework.desk import Desk
from inspectorate.api.casework.rows import (
    CaseFilterSet,
    CaseKeySerializer,
    CaseRows,
    VersionedSerializer,
    find_case,
)
from inspectorate.api.casework.typed import Strict, Text, Texts, Whole, in_columns, read
from inspectorate.api.errors import InvalidBody
from inspectorate.api.fields import Address, BothLanguages
from inspectorate.api.parameters import KnownFilter
from inspectorate.fields import Wording
from inspectorate.forms import LONGEST
from inspectorate.reports.models import Paragraph, Report, Section
from inspectorate.reports.texts import plain, text_faults


class SectionSerializer(VersionedSerializer):
    """A section of a draft."""

    id = serializers.IntegerField()
    inspection = CaseKeySerializer(source="report.inspection")
    report = serializers.CharField(source="report.slug", help_text="Its slug.")
    parent = serializers.IntegerField(
        source="parent_id", allow_null=True, help_text="The section it is a part of."
    )
    position = serializers.IntegerField(help_text="Its place in the report.")
    number = serializers.CharField(help_text="Empty until the report is signed off.")
    heading = BothLanguages()


class DraftParagraphSerializer(VersionedSerializer):
    """A paragraph of a draft, which the public does not read."""

    url = Address("api:casework-paragraph", {"stable_id": "stable_id"})
    stable_id = serializers.CharField(help_text="For ever, wherever it goes.")
    inspection = CaseKeySerializer(source="report.inspection")
    report = serializers.CharField(source="report.slug", help_text="Its slug.")
    section = serializers.IntegerField(source="section_id")
    position = serializers.IntegerField(help_text="Its place in the report.")
    number = serializers.CharField(help_text="Empty until the report is signed off.")
    text = BothLanguages(help_text="Markdown.")
    recorded_from = serializers.CharField()


class ParagraphWriteSerializer(Strict):
    """The text; a language that is left out stays as it is."""

    text = Texts(required=False)


class NewParagraphSerializer(Strict):
    """A paragraph of a section, behind another one or before all others."""

    section = Whole(required=True, help_text="By its id.")
    after = Text(
        allow_null=True,
        help_text="The stable id of the paragraph it stands behind; null: it is first.",
    )
    text = Texts(required=False)


class DraftFilterSet(CaseFilterSet):
    inspection = KnownFilter(
        field_name="report__inspection",
        find=find_case,
        missing=gettext_lazy("There is no case “%(value)s”. Give its reference."),
        help_text="The case, by its reference.",
    )
    report = KnownFilter(
        field_name="report__slug",
        find=str,
        missing="",
        help_text="The report, by its slug; of one that is not there, none.",
    )


@extend_schema_view(list=extend_schema(summary="List sections of drafts"))
class SectionViewSet(CaseRows):
    """Sections of the reports that the person may read, in the order they were made."""

    model = Section
    serializer_class = SectionSerializer
    filterset_class = DraftFilterSet

    def shown(self, rows: models.QuerySet) -> models.QuerySet:
        return rows.select_related("report__inspection")


@extend_schema_view(
    list=extend_schema(summary="List paragraphs of drafts"),
    retrieve=extend_schema(summary="Get a paragraph of a draft"),
    create=extend_schema(
        summary="Add a paragraph to a draft",
        description="Behind the paragraph `after` of the section, or as its first one.",
        request=NewParagraphSerializer,
        responses={201: DraftParagraphSerializer},
    ),
    partial_update=extend_schema(
        summary="Change the text of a paragraph", request=ParagraphWriteSerializer
    ),
)
class DraftParagraphViewSet(CaseRows):
    """Paragraphs of the reports that the person may read, in the order they were
    written.
    """

    model = Paragraph
    serializer_class = DraftParagraphSerializer
    write_class = ParagraphWriteSerializer
    filterset_class = DraftFilterSet
    lookup_field = "stable_id"

    def shown(self, rows: models.QuerySet) -> models.QuerySet:
        return rows.select_related("report__inspection", "section")

    @transaction.atomic
    def make(self) -> Response:
        given = read(NewParagraphSerializer(data=self.request.data))
        section = self.section_of(given["section"])
        report = section.report
        self.inspection = report.inspection
        # Adding parts is a change to their report.
        self.desk(Report, report.pk).check_change(report)
        after = self.after_of(section, given.get("after"))
        wording = self.wording(given)
        return self.made(
            section.insert_paragraph(by=self.request.user, after=after, text=wording)
        )

    def section_of(self, number: int) -> Section:
        rows = self.desk(Section).rows().select_related("report__inspection")
        section = rows.filter(pk=number).first()
        if section is None:
            told = _("There is no section %d that you may see.") % number
            raise InvalidBody([("/section", told)])
        return section

    def after_of(self, section: Section, stable_id: str | None) -> Paragraph | None:
        if not stable_id:
            return None
        found = section.paragraphs.filter(stable_id=stable_id).first()
        if found is None:
            told = _("This section has no paragraph “%s”.") % stable_id
            raise InvalidBody([("/after", told)])
        return found

    def wording(self, given: dict) -> Wording:
        text = {"en": "", "cy": "", **given.get("text", {})}
        faults = [
            (f"/text/{code}", fault)
            for code, each in text.items()
            for fault in text_faults(each, longest=LONGEST)
        ]
        if faults:
            raise InvalidBody(faults)
        return Wording(**{code: plain(each) for code, each in text.items()})

    def columns(self, given: dict, row: Paragraph) -> dict:
        return {name: plain(text) for name, text in in_columns(given).items()}

    def change(self, desk: Desk, row: Paragraph, given: dict) -> None:
        # Under the lock of the report, whose text may have been fixed meanwhile.
        row.report.opened()
        super().change(desk, row, given)
