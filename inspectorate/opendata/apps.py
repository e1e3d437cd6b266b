from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpenDataConfig(AppConfig):
    name = "inspectorate.opendata"
    verbose_name = _("Open data")

    def ready(self) -> None:
        # They ask for models, which are not ready while this module loads.
        from inspectorate.lifecycle import follow  # noqa: PLC0415
        from inspectorate.opendata.snapshots import make_soon  # noqa: PLC0415
        from inspectorate.reports.models import Report  # noqa: PLC0415

        for verb in ("publish", "withdraw", "withdraw_former"):
            follow(Report, verb, make_soon)
