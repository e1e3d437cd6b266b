from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "inspectorate.reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        # Models cannot be read before the apps are.
        from inspectorate.inspections.models import Inspection  # noqa: PLC0415
        from inspectorate.lifecycle import guard  # noqa: PLC0415
        from inspectorate.reports import closing, reminders  # noqa: PLC0415

        guard(Inspection, "close", closing.lacks_to_close)
        guard(Inspection, "cancel", closing.lacks_to_cancel)
        reminders.register()
