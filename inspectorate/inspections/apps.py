from django.apps import AppConfig
from django.urls import register_converter
from django.utils.translation import gettext_lazy as _


class InspectionsConfig(AppConfig):
    name = "inspectorate.inspections"
    verbose_name = _("Inspections")

    def ready(self) -> None:
        # They ask for models, which are not ready while this module loads.
        from inspectorate.inspections import addresses, reminders  # noqa: PLC0415
        from inspectorate.notices import sources  # noqa: PLC0415

        register_converter(addresses.ReferenceConverter, "reference")
        sources.register_kind(reminders.ASSIGNMENT, _("Put on a team"))
        sources.register_kind(reminders.FIELDWORK, _("Fieldwork due"))
        sources.register(reminders.fieldwork_due)
