"""The public addresses: pages under /en/ and /cy/, and a few without a language."""

from django.urls import path
from django.views.generic import RedirectView

from inspectorate.public import (
    authorities,
    comparisons,
    editions,
    home,
    paragraphs,
    recommendations,
    register,
    reports,
)

pages = [
    path("", home.Home.as_view(), name="home"),
    path("reports/", reports.ReportList.as_view(), name="report-list"),
    path("reports/<slug:slug>/", editions.ReportPage.as_view(), name="report-detail"),
    path(
        "reports/<slug:slug>/editions/<int:number>/",
        editions.EditionPage.as_view(),
        name="report-edition",
    ),
    path(
        "reports/<slug:slug>/editions/<int:old>/changes/<int:new>/",
        comparisons.ComparisonPage.as_view(),
        name="report-changes",
    ),
    path(
        "reports/<slug:slug>/paragraphs/<slug:stable_id>/",
        paragraphs.ParagraphPage.as_view(),
        name="paragraph-detail",
    ),
    path("authorities/", authorities.AuthorityList.as_view(), name="authority-list"),
    path(
        "authorities/<slug:slug>/",
        authorities.AuthorityPage.as_view(),
        name="authority-detail",
    ),
    path(
        "recommendations/",
        recommendations.RecommendationList.as_view(),
        name="recommendation-list",
    ),
    path("register/", register.RegisterPage.as_view(), name="register-list"),
]

without_language = [
    # To /en/ or /cy/, by what the reader's browser asks for.
    path("", RedirectView.as_view(pattern_name="home"), name="start"),
    path("robots.txt", home.Robots.as_view(), name="robots"),
]
