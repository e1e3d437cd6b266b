from django import template
from django.db import models

from inspectorate.notices.models import Notice

register = template.Library()

MOST = 99


@register.simple_tag
def unread_notices(person: models.Model) -> str:
    """How many, empty when there is none; a count that ends where nobody counts on."""
    unread = Notice.objects.of(person).unread().order_by()
    count = unread[: MOST + 1].count()
    return f"{MOST}+" if count > MOST else str(count or "")
