from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    name = "inspectorate.staff"
    verbose_name = _("Inspectors' workspace")

    def ready(self) -> None:
        # They ask for models, which are not ready while this module loads.
        from inspectorate.accounts.permissions import READ_WITH  # noqa: PLC0415
        from inspectorate.notices.models import Notice  # noqa: PLC0415

        READ_WITH["unread"] = Notice.objects.unread_of_each


class StaffAdminConfig(admin_apps.AdminConfig):
    """Django's admin, with our site class as the default one."""

    default = False
    default_site = "inspectorate.staff.site.StaffSite"

    def ready(self) -> None:
        # Needs the models, loaded by now; super().ready() registers the admin classes,
        # and each takes its widgets then.
        from inspectorate.accounts import trail  # noqa: PLC0415
        from inspectorate.notices import security  # noqa: PLC0415
        from inspectorate.staff import widgets  # noqa: PLC0415

        widgets.use_them()
        trail.follow(security.tell_of_change)
        super().ready()
