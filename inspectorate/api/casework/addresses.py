"""The addresses under /api/v1/casework/."""

from django.urls import URLPattern, path

from inspectorate.api.casework import schema
from inspectorate.api.casework.acts import ActsViewSet
from inspectorate.api.casework.bulk import BulkFindingViewSet
from inspectorate.api.casework.evidence import EvidenceViewSet
from inspectorate.api.casework.findings import CaseFindingViewSet
from inspectorate.api.casework.inspections import CaseViewSet
from inspectorate.api.casework.judgements import CaseJudgementViewSet
from inspectorate.api.casework.paragraphs import DraftParagraphViewSet, SectionViewSet
from inspectorate.api.casework.recommendations import CaseRecommendationViewSet
from inspectorate.api.casework.verifications import VerificationViewSet

LIST, ONE = {"get": "list"}, {"get": "retrieve"}
ROWS = {"get": "list", "post": "create"}
ROW = {"get": "retrieve", "patch": "partial_update"}
CASE = "inspections/<reference:reference>/"
ASKED = "recommendations/<reference:reference>/"
ITEM = "evidence/<int:pk>/"

# The address below casework/, the view, what its methods do, and its name.
VIEWS = [
    ("inspections/", CaseViewSet, LIST, "inspections"),
    (CASE, CaseViewSet, ONE, "inspection"),
    (f"{CASE}acts/", ActsViewSet, {"get": "acts"}, "acts"),
    (f"{CASE}acts/<slug:act>/", ActsViewSet, {"post": "act"}, "act"),
    ("evidence/", EvidenceViewSet, ROWS, "evidence-items"),
    (ITEM, EvidenceViewSet, ROW, "evidence-item"),
    (f"{ITEM}files/", EvidenceViewSet, {"post": "add_file"}, "evidence-files"),
    (
        f"{ITEM}files/<int:revision>/",
        EvidenceViewSet,
        {"get": "file"},
        "evidence-file",
    ),
    ("findings/", CaseFindingViewSet, ROWS, "findings"),
    ("findings/bulk/", BulkFindingViewSet, {"post": "many"}, "findings-bulk"),
    ("findings/<int:pk>/", CaseFindingViewSet, ROW, "finding"),
    ("judgements/", CaseJudgementViewSet, ROWS, "judgements"),
    ("judgements/<int:pk>/", CaseJudgementViewSet, ROW, "judgement"),
    ("sections/", SectionViewSet, LIST, "sections"),
    ("paragraphs/", DraftParagraphViewSet, ROWS, "paragraphs"),
    ("paragraphs/<slug:stable_id>/", DraftParagraphViewSet, ROW, "paragraph"),
    ("recommendations/", CaseRecommendationViewSet, ROWS, "recommendations"),
    (ASKED, CaseRecommendationViewSet, ROW, "recommendation"),
    (f"{ASKED}verifications/", VerificationViewSet, ROWS, "verifications"),
]


def addresses() -> list[URLPattern]:
    own = [
        path(f"casework/{way}", view.as_view(does), name=f"casework-{name}")
        for way, view, does, name in VIEWS
    ]
    return [*own, *schema.addresses()]
