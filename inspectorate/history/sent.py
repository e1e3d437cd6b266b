"""Forms that were sent, so that one sent twice is stored once."""

import json
from datetime import timedelta
from hashlib import sha256

from django.db import IntegrityError, models, transaction
from django.http import HttpRequest
from django.utils import timezone

# A double click takes a second; a page sent again after a night is a new thought.
KEPT = timedelta(days=1)
# Which button was pressed says nothing of what is stored.
APART = {"csrfmiddlewaretoken", "_save", "_continue", "_addanother"}


class SentForm(models.Model):
    """A form that adds a row, as one person sent it from one page.

    The key is of all that was sent with the page's one-time number: who goes back and
    changes what they typed sends another form. Of two at once, the second waits for
    the unique key, until the first is stored or given up.
    """

    key = models.CharField(max_length=64, unique=True)
    subject_id = models.CharField(max_length=40, blank=True)
    sent_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        # No record of anything: nobody has rights to it.
        default_permissions = ()

    def __str__(self) -> str:
        return self.key


def claim(request: HttpRequest) -> tuple[SentForm, bool]:
    """Return the form that was sent, and whether this is the first time."""
    form = SentForm(key=key_of(request))
    try:
        with transaction.atomic():
            form.save(force_insert=True)
    except IntegrityError:
        return SentForm.objects.get(key=form.key), False
    transaction.on_commit(forget_old)
    return form, True


def key_of(request: HttpRequest) -> str:
    fields = {name: each for name, each in request.POST.lists() if name not in APART}
    files = {name: [f.name, f.size] for name, f in request.FILES.items()}
    told = [request.user.pk, request.path, fields, files]
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def forget_old() -> None:
    SentForm.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()
