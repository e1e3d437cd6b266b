"""Addresses that only those have to whom they were sent."""

from django.urls import path

from inspectorate.portal.early import EarlyReport

urlpatterns = [
    path("early/<str:token>/", EarlyReport.as_view(), name="early-report"),
]
