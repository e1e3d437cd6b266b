from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicConfig(AppConfig):
    name = "inspectorate.public"
    verbose_name = _("Public pages")

    def ready(self) -> None:
        # They ask for models, which are not ready while this module loads.
        from inspectorate.concerns.models import Episode, Intervention  # noqa: PLC0415
        from inspectorate.lifecycle import follow  # noqa: PLC0415
        from inspectorate.public.alerts.queueing import look_soon  # noqa: PLC0415
        from inspectorate.public.consequences import look_at_files, shown  # noqa: PLC0415
        from inspectorate.public.foreseeing import (  # noqa: PLC0415
            followed,
            look_at_alerts,
        )
        from inspectorate.reports import consequences  # noqa: PLC0415
        from inspectorate.reports.models import Report  # noqa: PLC0415

        consequences.compare(shown)
        consequences.compare(followed)
        consequences.look(look_at_files)
        consequences.look(look_at_alerts)
        for verb in ("publish", "withdraw", "withdraw_former"):
            follow(Report, verb, look_soon)
        follow(Episode, "announce", look_soon)
        follow(Intervention, "announce", look_soon)
