from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConcernsConfig(AppConfig):
    name = "inspectorate.concerns"
    verbose_name = _("Concerns")

    def ready(self) -> None:
        # Models cannot be read before the apps are.
        from inspectorate.concerns import closing, reminders  # noqa: PLC0415
        from inspectorate.inspections.models import Inspection  # noqa: PLC0415
        from inspectorate.lifecycle import guard  # noqa: PLC0415
        from inspectorate.notices import sources  # noqa: PLC0415

        guard(Inspection, "close", closing.lacks_to_close)
        sources.register_kind(reminders.KIND, _("Review of a concern due"))
        sources.register(reminders.due)
        sources.register_kind(reminders.STATUTORY, _("Day of the law due"))
        sources.register(reminders.statutory)
