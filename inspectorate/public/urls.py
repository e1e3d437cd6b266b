"""The public addresses: pages under /en/ and /cy/, and a few without a language."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter
from django.views.generic import RedirectView

from inspectorate.public import (
    authorities,
    committee,
    comparisons,
    concern_data,
    concerns,
    editions,
    feeds,
    files,
    follow,
    glossary,
    home,
    list_data,
    open_data,
    paragraphs,
    programme,
    programme_data,
    recommendation,
    recommendation_data,
    recommendations,
    register,
    reports,
    search,
    sitemaps,
    standing_pages,
)
from inspectorate.public.compare import authorities as compared_authorities
from inspectorate.public.compare import data as compared_data
from inspectorate.public.compare import inspections as compared_inspections
from inspectorate.public.measures import data as measure_data
from inspectorate.public.measures import pages as measures


class DataForm(StringConverter):
    regex = "csv|json"


class SheetForm(StringConverter):
    regex = "pdf|xlsx"


register_converter(SheetForm, "sheet_form")
register_converter(DataForm, "data_form")

pages = [
    path("", home.Home.as_view(), name="home"),
    path("reports/", reports.ReportList.as_view(), name="report-list"),
    path("reports.csv", list_data.report_data, name="report-data"),
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
    path(
        "reports/<slug:slug>/editions/<int:number>/files/<str:name>",
        files.edition_file,
        name="report-file",
    ),
    path("authorities/", authorities.AuthorityList.as_view(), name="authority-list"),
    path("authorities.csv", list_data.authority_data, name="authority-data"),
    path(
        "authorities/<slug:slug>/",
        authorities.AuthorityPage.as_view(),
        name="authority-detail",
    ),
    path(
        "authorities/<slug:slug>/committee/",
        committee.CommitteePage.as_view(),
        name="committee",
    ),
    path(
        "authorities/<slug:slug>/committee.<sheet_form:form>",
        committee.committee_file,
        name="committee-file",
    ),
    path(
        "authorities/<slug:slug>/compare/",
        compared_inspections.ChooseTwo.as_view(),
        name="authority-compare",
    ),
    path(
        "authorities/<slug:slug>/compare/<slug:old>/<slug:new>/",
        compared_inspections.ComparisonOfTwo.as_view(),
        name="inspection-comparison",
    ),
    path("compare/", compared_authorities.Areas.as_view(), name="compare-list"),
    path(
        "compare/<slug:framework>/<slug:area>/",
        compared_authorities.AreaPage.as_view(),
        name="compare-area",
    ),
    path(
        "compare/<slug:framework>/<slug:area>.csv",
        compared_data.area_data,
        name="compare-data",
    ),
    path(
        "recommendations/",
        recommendations.RecommendationList.as_view(),
        name="recommendation-list",
    ),
    path(
        "recommendations.<data_form:form>",
        recommendation_data.recommendation_data,
        name="recommendation-data",
    ),
    path(
        "recommendations/<reference:reference>/",
        recommendation.RecommendationPage.as_view(),
        name="recommendation-detail",
    ),
    path("measures/", measures.MeasureList.as_view(), name="measure-list"),
    path(
        "measures/<slug:slug>/",
        measures.MeasurePage.as_view(),
        name="measure-detail",
    ),
    path("measures/<slug:slug>.csv", measure_data.measure_data, name="measure-data"),
    path("concerns/", concerns.ConcernList.as_view(), name="concern-list"),
    *(
        path(
            f"{track}.csv",
            concern_data.concern_data,
            {"track": track},
            name=f"{track}-data",
        )
        for track in concern_data.TRACKS
    ),
    path("programme/", programme.ProgrammePage.as_view(), name="programme"),
    path("programme.csv", programme_data.programme_data, name="programme-data"),
    path("glossary/", glossary.Glossary.as_view(), name="glossary"),
    path("open-data/", open_data.OpenData.as_view(), name="open-data"),
    path("open-data/columns/", open_data.Codebook.as_view(), name="codebook"),
    *standing_pages.pages,
    path("search/", search.SearchPage.as_view(), name="search"),
    path("search.csv", list_data.search_data, name="search-data"),
    path("register/", register.RegisterPage.as_view(), name="register-list"),
    path("feeds/reports/", feeds.Feed.as_view(), name="feed-reports"),
    path(
        "feeds/authorities/<slug:slug>/",
        feeds.AuthorityFeed.as_view(),
        name="feed-authority",
    ),
    path("feeds/themes/<slug:slug>/", feeds.ThemeFeed.as_view(), name="feed-theme"),
    path(
        "feeds/recommendations/",
        feeds.RecommendationFeed.as_view(),
        name="feed-recommendations",
    ),
    path("feeds/programme/", feeds.ProgrammeFeed.as_view(), name="feed-programme"),
    path("feeds/concerns/", feeds.ConcernFeed.as_view(), name="feed-concerns"),
    path("follow/", follow.Follow.as_view(), name="follow"),
    path("follow/asked/", follow.Asked.as_view(), name="follow-asked"),
    path("follow/confirmed/", follow.Confirmed.as_view(), name="follow-confirmed"),
    path(
        "follow/confirm/<slug:token>/",
        follow.Confirm.as_view(),
        name="follow-confirm",
    ),
    path("follow/stop/<slug:token>/", follow.Stop.as_view(), name="follow-stop"),
    path("follow/manage/<slug:token>/", follow.Manage.as_view(), name="follow-manage"),
]

# Which pages are the same for whoever asks, as tests make sure; each page is named in
# one of the three.

# Drawn once and stored (inspectorate/public/store.py). Not those of which there are
# many to a report.
STORED = {
    "home",
    "report-list",
    "report-detail",
    "report-edition",
    "authority-list",
    "authority-detail",
    "recommendation-list",
    "register-list",
    "concern-list",
    "programme",
    "compare-list",
    "compare-area",
    "measure-list",
    "measure-detail",
    "glossary",
    "codebook",
    "search",
    *standing_pages.TEMPLATES,
}
# Drawn each time, but a reader who has the page is not sent it again; so are those
# above when they are asked by a filter.
SHARED = STORED | {
    "authority-compare",
    "committee",
    "inspection-comparison",
    "open-data",
    "paragraph-detail",
    "recommendation-detail",
    "report-changes",
}
# What sees to that itself, what is a file, and what is for one reader alone.
FILES = {
    *("report-file", "committee-file", "recommendation-data", "measure-data"),
    *("report-data", "search-data", "authority-data", "programme-data"),
    *("compare-data", *(f"{track}-data" for track in concern_data.TRACKS)),
}
APART = FILES | {
    page.name for page in pages if page.name.startswith(("feed-", "follow"))
}

without_language = [
    # To /en/ or /cy/, by what the reader's browser asks for.
    path("", RedirectView.as_view(pattern_name="home"), name="start"),
    path("robots.txt", home.Robots.as_view(), name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap-index"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap"),
    path(
        "open-data/<slug:snapshot>/<str:name>",
        open_data.snapshot_file,
        name="snapshot-file",
    ),
]
