"""The addresses under /api/v1/: everything that other systems can reach."""

from django.urls import path, re_path
from drf_spectacular.views import SpectacularSwaggerSplitView

from inspectorate.api import (
    authorities,
    changes,
    description,
    editions,
    findings,
    index,
    judgements,
    nothing,
    paragraphs,
    problems,
    recommendations,
    register,
    reports,
    search,
    standing,
    tables,
)
from inspectorate.api.casework.addresses import addresses as casework

app_name = "api"

LIST, ONE, DOCUMENT = {"get": "list"}, {"get": "retrieve"}, {"get": "document"}

urlpatterns = [
    # What is asked for most comes first: to look every one of them over takes time.
    path("changes/", changes.ChangeViewSet.as_view(LIST), name="change-list"),
    path("findings/", findings.FindingViewSet.as_view(LIST), name="finding-list"),
    path(
        "paragraphs/",
        paragraphs.ParagraphViewSet.as_view(LIST),
        name="paragraph-list",
    ),
    path(
        "recommendations/",
        recommendations.RecommendationViewSet.as_view(LIST),
        name="recommendation-list",
    ),
    path(
        "judgements/",
        judgements.JudgementViewSet.as_view(LIST),
        name="judgement-list",
    ),
    path("", index.Index.as_view(), name="index"),
    path("problems/<slug:code>/", problems.ProblemPage.as_view(), name="problem"),
    path(
        "authorities/",
        authorities.AuthorityViewSet.as_view(LIST),
        name="authority-list",
    ),
    path(
        "authorities/<slug:identifier>/",
        authorities.AuthorityViewSet.as_view(ONE),
        name="authority-detail",
    ),
    path("reports/", reports.ReportViewSet.as_view(LIST), name="report-list"),
    path(
        "reports/<slug:slug>/",
        reports.ReportViewSet.as_view(ONE),
        name="report-detail",
    ),
    path(
        "reports/<slug:slug>/editions/<int:number>/",
        editions.EditionViewSet.as_view(ONE),
        name="edition-detail",
    ),
    path(
        "reports/<slug:slug>/editions/<int:number>/document/",
        editions.EditionViewSet.as_view(DOCUMENT),
        name="edition-document",
    ),
    path("editions/", editions.EditionViewSet.as_view(LIST), name="edition-list"),
    path(
        "paragraphs/<slug:stable_id>/",
        paragraphs.ParagraphViewSet.as_view(ONE),
        name="paragraph-detail",
    ),
    path(
        "recommendations/<reference:reference>/",
        recommendations.RecommendationViewSet.as_view(ONE),
        name="recommendation-detail",
    ),
    path("register/", register.RegisterViewSet.as_view(LIST), name="register-list"),
    path("search/", search.Search.as_view(), name="search"),
    path("standing/", standing.StandingView.as_view(), name="standing"),
    *tables.addresses(),
    *casework(),
    path("schema/", description.Description.as_view(), name="schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(
            url_name="api:schema",
            title="Inspectorate API",
            template_name="api/docs.html",
            template_name_js="api/docs.js",
        ),
        name="docs",
    ),
    # Line breaks too, which a dot does not stand for.
    re_path(r"^[\s\S]+$", nothing.Nothing.as_view()),
]
