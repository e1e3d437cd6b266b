"""The first page, and what robots are told."""

from django.utils import timezone
from django.views.generic import TemplateView

from inspectorate.public.concerns import under_protocol
from inspectorate.public.interventions import count_without_end
from inspectorate.public.origin import origin
from inspectorate.public.reports import add_headlines
from inspectorate.reports.models import Edition


class Home(TemplateView):
    template_name = "public/home_page.html"
    newest = 5

    def get_context_data(self, **kwargs: object) -> dict:
        today = timezone.localdate()
        editions = Edition.objects.published().current().for_list()
        editions = list(editions.order_by("-sorted_on", "-pk")[: self.newest])
        add_headlines(editions)
        return super().get_context_data(
            editions=editions,
            concerns=under_protocol(today),
            intervention_count=count_without_end(),
            today=today,
            **kwargs,
        )


class Robots(TemplateView):
    template_name = "public/robots.txt"
    content_type = "text/plain; charset=utf-8"

    def get_context_data(self, **kwargs: object) -> dict:
        return super().get_context_data(site=origin(self.request), **kwargs)
