"""Addresses that only those have to whom they were sent, and those of link officers."""

from django.urls import include, path

from inspectorate.portal import answer, draft, files, home, notes
from inspectorate.portal.early import EarlyReport
from inspectorate.portal.invitation import Invitation
from inspectorate.portal.officer import Nowhere

one_draft = [
    path("", draft.Draft.as_view(), name="portal-draft"),
    path("text/", draft.ReadDraft.as_view(), name="portal-draft-text"),
    path("parts/<str:part>/", notes.WriteNote.as_view(), name="portal-note-new"),
    path("notes/<int:note>/", notes.OneNote.as_view(), name="portal-note"),
    path(
        "notes/<int:note>/delete/",
        notes.DeleteNote.as_view(),
        name="portal-note-delete",
    ),
    path(
        "notes/<int:note>/files/<int:file>/",
        notes.NoteFilePage.as_view(),
        name="portal-note-file",
    ),
    path("answer/", answer.SendAnswer.as_view(), name="portal-answer"),
    path(
        "comments/<int:comment>/files/<int:file>/",
        files.CommentFilePage.as_view(),
        name="portal-comment-file",
    ),
]

urlpatterns = [
    path("early/<str:token>/", EarlyReport.as_view(), name="early-report"),
    path("invitation/<str:token>/", Invitation.as_view(), name="portal-invitation"),
    path("", home.Home.as_view(), name="portal-home"),
    path("language/", home.Language.as_view(), name="portal-language"),
    path("drafts/<slug:slug>/<int:number>/", include(one_draft)),
    path("<path:rest>", Nowhere.as_view(), name="portal-nowhere"),
]
