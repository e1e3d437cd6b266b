"""Many findings of one case at once, as a tablet brings them back from the field."""

import uuid
from typing import ClassVar

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from inspectorate.api.casework import once
from inspectorate.api.casework.desk import Desk, case_of, rule_of
from inspectorate.api.casework.findings import (
    CaseFindingSerializer,
    FindingRows,
    FindingWriteSerializer,
)
from inspectorate.api.casework.rows import NewSerializer
from inspectorate.api.casework.typed import Many, Strict, YesNo, read
from inspectorate.api.errors import InvalidBody
from inspectorate.inspections.models import Finding, Inspection
from inspectorate.lifecycle import locked

MOST = 500
CREATED, INVALID, WITH_OTHERS = 201, 400, 424


class BulkRefused(InvalidBody):
    """One row at least does not fit, so none was stored; each tells its result."""

    def __init__(self, results: list[dict]) -> None:
        super().__init__(
            [(e["pointer"], e["detail"]) for each in results for e in each["errors"]]
        )
        self.told = {"results": results}


ANYTHING = ["object", "string", "number", "boolean", "array"]


@extend_schema_field(
    {"type": ANYTHING, "items": {"description": "Nothing that a row has."}}
)
class Sent(serializers.JSONField):
    """A row, whatever it is: what is none is told among the results."""


class ManySerializer(NewSerializer, Strict):
    """Findings of one case."""

    all_or_nothing = YesNo(
        default=True, help_text="False: those that fit are stored without the others."
    )
    rows = Many(
        child=Sent(allow_null=True),
        min_length=1,
        max_length=MOST,
        help_text="From 1 to 500, each as a single finding without its case.",
    )


class FaultSerializer(serializers.Serializer):
    """What is wrong with a row."""

    name = serializers.CharField()
    detail = serializers.CharField()
    pointer = serializers.CharField(help_text="Its place in the body: /rows/3/text/en")


class ResultSerializer(serializers.Serializer):
    """What became of a row."""

    row = serializers.IntegerField(help_text="Its place in rows, from 0.")
    status = serializers.ChoiceField(
        [(code, str(code)) for code in (CREATED, INVALID, WITH_OTHERS)],
        help_text="201: stored. 400: does not fit, as errors say. 424: would fit, and "
        "is not stored because of others.",
    )
    finding = CaseFindingSerializer(allow_null=True)
    errors = FaultSerializer(many=True)


class ManyResultsSerializer(serializers.Serializer):
    """What became of each row, in the order they were sent."""

    stored = serializers.IntegerField()
    refused = serializers.IntegerField()
    results = ResultSerializer(many=True)


class BulkFindingViewSet(FindingRows):
    pagination_class = None
    filterset_class: ClassVar = None

    @extend_schema(
        summary="Log many findings",
        description="Up to 500 of one case. With all_or_nothing, which is the default, "
        "one that does not fit keeps all out: the answer is 400, and tells the result "
        "of each row in results. Otherwise those that fit are stored.",
        request=ManySerializer,
        responses=ManyResultsSerializer,
    )
    def many(self, request: Request) -> HttpResponse:
        return once.carry_out(self, self.make_many)

    @transaction.atomic
    def make_many(self) -> Response:
        given = read(ManySerializer(data=self.request.data))
        self.inspection = case = case_of(given["inspection"])
        locked(Inspection).get(pk=case.pk)
        desk, self.batch = self.desk(Finding), uuid.uuid4()
        desk.check_add(Finding(inspection=case))
        desk.check_case(case)
        desk.leave_rules_to_database()
        results = [self.result(desk, n, row) for n, row in enumerate(given["rows"])]
        refused = [each for each in results if each["status"] != CREATED]
        if refused and given["all_or_nothing"]:
            for each in results:
                if each["status"] == CREATED:
                    each |= {"status": WITH_OTHERS, "finding": None}
            raise BulkRefused(results)
        told = {"stored": len(results) - len(refused), "refused": len(refused)}
        return Response({**told, "results": self.with_findings(results)})

    def result(self, desk: Desk, place: int, sent: object) -> dict:
        at = f"/rows/{place}"
        told = {"row": place, "status": CREATED, "finding": None, "errors": []}
        try:
            with transaction.atomic():
                return told | {"finding": self.stored(desk, sent)}
        except InvalidBody as error:
            found = [fault(f"{at}{pointer}", line) for pointer, line in error.faults]
            return told | {"status": INVALID, "errors": found}
        except IntegrityError as error:
            found = [fault(at, rule_of(Finding, error))]
            return told | {"status": INVALID, "errors": found}

    def stored(self, desk: Desk, sent: object) -> Finding:
        """Logged as on the screen for it; all of one request are one batch."""
        row = Finding(inspection=self.inspection)
        columns = self.columns(read(FindingWriteSerializer(data=sent)), row)
        form = desk.form(row, columns, self.places)
        evidence = form.cleaned_data["evidence"]
        row.log(by=self.request.user, evidence=evidence, batch=self.batch)
        if form.cleaned_data["other_themes"]:
            desk.admin.save_form(desk.request, form, change=False)
            desk.admin.save_related(desk.request, form, [], change=False)
        return row

    def with_findings(self, results: list[dict]) -> list[dict]:
        """Each with its finding as it is stored, read for all at once."""
        keys = [each["finding"].pk for each in results if each["finding"]]
        rows = self.shown(Finding.objects.filter(pk__in=keys))
        told = {row.pk: self.told(row) for row in rows}
        return [
            {**each, "finding": each["finding"] and told[each["finding"].pk]}
            for each in results
        ]


def fault(pointer: str, sentence: str) -> dict:
    name = pointer.strip("/").replace("/", ".")
    return {"name": name, "detail": sentence, "pointer": pointer}
