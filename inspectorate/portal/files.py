"""A file that a council has sent, handed back to its officers."""

from django.http import FileResponse, Http404, HttpRequest

from inspectorate.inspections.models.sent_file import SentFile
from inspectorate.portal.draft import DraftPage


def handed_out(file: SentFile | None) -> FileResponse:
    """To be kept and never shown by the browser, whatever it is."""
    if file is None:
        raise Http404
    try:
        content = file.open()
    except OSError as lost:
        raise Http404 from lost
    return FileResponse(
        content, as_attachment=True, filename=file.name, content_type=file.media_type
    )


class CommentFilePage(DraftPage):
    """A file of a comment that was sent."""

    def get(self, request: HttpRequest, comment: int, file: int) -> FileResponse:
        own = self.find().comments_of(self.officer.authority)
        row = own.filter(number=comment).first()
        return handed_out(row and row.files.filter(pk=file).first())
