from django.urls import path

from floor import findings, views
from inspectorate.urls import urlpatterns as site

urlpatterns = [
    path("floor/body<path:key>", views.body),
    path("floor/digest<path:key>", views.digest),
    path("floor/named<path:key>", views.named),
    path("floor/list/", views.PlainList.as_view()),
    path("floor/authority/<slug:slug>/", views.AuthorityPage.as_view()),
    path("floor/findings/", findings.findings),
    path("floor/changes/", findings.changes),
    path("floor/models/", findings.Findings.as_view()),
    *site,  # where the links of the pages lead
]
