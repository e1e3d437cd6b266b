from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from inspectorate.public import urls as public

urlpatterns = [
    *public.without_language,
    path("account/", include("inspectorate.accounts.urls")),
    path("admin/", admin.site.urls),
    path("portal/", include("inspectorate.portal.urls")),
    path("api/v1/", include("inspectorate.api.urls")),
    *i18n_patterns(*public.pages, prefix_default_language=True),
]
