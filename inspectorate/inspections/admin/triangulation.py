"""What each finding of a case rests on, and what rests on nothing yet."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from inspectorate.inspections.models import Evidence, Inspection


class Triangulated:
    """Gives the admin class of inspections the page of sources of each."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_GET(self.triangulation_view))
        name = "inspections_inspection_triangulation"
        return [path("<int:pk>/triangulation/", view, name=name), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: object, **named: object
    ) -> HttpResponse:
        case = context.get("original")
        context["may_read_evidence"] = case and self.may_read_evidence(request, case)
        return super().render_change_form(request, context, *args, **named)

    def triangulation_view(self, request: HttpRequest, pk: int) -> TemplateResponse:
        inspection = self.get_object(request, str(pk))
        if inspection is None or not self.may_read_evidence(request, inspection):
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "title": _("Sources of %s") % inspection.reference,
            "opts": self.opts,
            "inspection": inspection,
            "findings": inspection.findings.with_sources(),
            "unused": inspection.evidence.unused(),
        }
        page = "admin/inspections/inspection/triangulation.html"
        return TemplateResponse(request, page, context)

    def may_read_evidence(self, request: HttpRequest, inspection: Inspection) -> bool:
        """Asks the admin class of evidence, which is stricter than permissions."""
        shown = self.admin_site.get_model_admin(Evidence)
        return shown.may_read_case(request, inspection)
