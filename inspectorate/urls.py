from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views import defaults

from inspectorate.api.errors import fault, unread
from inspectorate.public import urls as public

urlpatterns = [
    *public.without_language,
    path("account/", include("inspectorate.accounts.urls")),
    path("admin/", admin.site.urls),
    path("portal/", include("inspectorate.portal.urls")),
    path("api/v1/", include("inspectorate.api.urls")),
    *i18n_patterns(*public.pages, prefix_default_language=True),
]


def answer_fault(request: HttpRequest) -> HttpResponse:
    """Other systems read no pages, also where something of ours broke."""
    of_api = request.path.startswith("/api/")
    return fault(request) if of_api else defaults.server_error(request)


def answer_unread(request: HttpRequest, exception: Exception) -> HttpResponse:
    of_api = request.path.startswith("/api/")
    return unread(request) if of_api else defaults.bad_request(request, exception)


handler400 = answer_unread
handler500 = answer_fault
