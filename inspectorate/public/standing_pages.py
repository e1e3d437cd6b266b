"""Pages that say what the site is, and what it does with its readers."""

from django.conf import settings
from django.urls import path
from django.views.generic import TemplateView


class StandingPage(TemplateView):
    def get_context_data(self, **kwargs: object) -> dict:
        return super().get_context_data(
            contact_email=settings.CONTACT_EMAIL,
            contact_address=settings.CONTACT_ADDRESS,
            **kwargs,
        )


TEMPLATES = {
    "accessibility": "public/accessibility_page.html",
    "privacy": "public/privacy_page.html",
    "contact": "public/contact_page.html",
    "cookies": "public/cookies_page.html",
}

pages = [
    path(f"{name}/", StandingPage.as_view(template_name=template), name=name)
    for name, template in TEMPLATES.items()
]
