from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "inspectorate.api"
    verbose_name = _("API")

    def ready(self) -> None:
        # They ask for models, which are not ready while this module loads.
        from django_structlog import signals  # noqa: PLC0415

        from inspectorate.api.consequences import shown  # noqa: PLC0415
        from inspectorate.api.requests import tell_id  # noqa: PLC0415
        from inspectorate.reports import consequences  # noqa: PLC0415

        consequences.compare(shown)
        signals.bind_extra_request_finished_metadata.connect(tell_id)
        signals.update_failure_response.connect(tell_id)
