"""The forms of an edition as files to keep."""

import logging

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from inspectorate.public.withdrawals import gone, withdrawn_from
from inspectorate.reports.models import Edition, EditionForm

logger = logging.getLogger(__name__)


@require_safe
def edition_file(
    request: HttpRequest, slug: str, number: int, name: str
) -> HttpResponse:
    """A file of an edition that the public may read; of one that it might, why it is
    gone; there is no other.
    """
    editions = Edition.objects.published().filter(report__slug=slug, number=number)
    form = EditionForm.objects.filter(edition__in=editions, name=name).first()
    if form is None:
        had_it = withdrawn_from(slug).filter(number=number, forms__name=name)
        return gone(request, get_object_or_404(had_it), is_one_edition=True)
    etag = f'"{form.sha256}"'
    answer = get_conditional_response(request, etag=etag) or handed_out(form)
    answer.headers["ETag"] = etag
    # It never changes, and is asked for anew: it may be withdrawn.
    patch_cache_control(answer, public=True, no_cache=True)
    return answer


def handed_out(form: EditionForm) -> FileResponse:
    """A web page is saved and not shown here, where its own style is not allowed."""
    try:
        content = storages["editions"].open(form.stored_as)
    except OSError as error:
        logger.exception("File of an edition lost: %s", form.name)
        raise Http404 from error
    return FileResponse(
        content,
        as_attachment=form.form == EditionForm.Form.HTML,
        filename=form.name,
        content_type=form.media_type,
        headers={"X-Content-Type-Options": "nosniff"},
    )
