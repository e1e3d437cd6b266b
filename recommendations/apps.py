from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecommendationsConfig(AppConfig):
    name = "recommendations"
    verbose_name = _("Recommendations")

    def ready(self) -> None:
        # Models cannot be read before the apps are.
        from authorities.models.link_officer import authorities_of  # noqa: PLC0415
        from inspectorate.inspections import carrying  # noqa: PLC0415
        from inspectorate.inspections.models import Inspection  # noqa: PLC0415
        from inspectorate.lifecycle import guard  # noqa: PLC0415
        from inspectorate.notices import sources  # noqa: PLC0415
        from recommendations import closing, reminders, waiting  # noqa: PLC0415
        from recommendations.models import revisit, speaking  # noqa: PLC0415

        speaking.know_speakers(authorities_of)
        guard(Inspection, "close", closing.lacks_to_close)
        sources.register_kind(reminders.KIND, _("Recommendation due"))
        sources.register(reminders.due)
        for code, name in waiting.KINDS.items():
            sources.register_kind(code, name)
        sources.register(waiting.waiting)
        sources.register(waiting.plans)
        carrying.register(
            carrying.Carrier(
                _("Recommendations"),
                revisit.waiting,
                revisit.carry,
                revisit.carried,
            )
        )
