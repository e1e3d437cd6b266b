from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "inspectorate.reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        # Models cannot be read before the apps are.
        from inspectorate.inspections.models import Inspection  # noqa: PLC0415
        from inspectorate.lifecycle import follow, guard  # noqa: PLC0415
        from inspectorate.reports import closing, reminders  # noqa: PLC0415
        from inspectorate.reports.models import Report  # noqa: PLC0415
        from inspectorate.reports.models.pre_release import (  # noqa: PLC0415
            end_early_reading,
        )
        from inspectorate.reports.search import filling  # noqa: PLC0415

        guard(Inspection, "close", closing.lacks_to_close)
        guard(Inspection, "cancel", closing.lacks_to_cancel)
        follow(Report, "return_to_revision", end_early_reading)
        reminders.register()
        post_migrate.connect(
            filling.fill_after_migrate, sender=self, dispatch_uid="searched-texts"
        )
