from django import template
from django.db import models

from inspectorate.notices.models import MOST, Notice

register = template.Library()


@register.simple_tag
def unread_notices(person: models.Model) -> str:
    """How many, empty when there is none; a count that ends where nobody counts on."""
    count = getattr(person, "unread", None)
    if count is None:
        unread = Notice.objects.of(person).unread().order_by()
        count = unread[: MOST + 1].count()
    return f"{MOST}+" if count > MOST else str(count or "")
