"""Addresses that only those have to whom they were sent, and those of link officers."""

from django.urls import include, path

from inspectorate.portal import (
    answer,
    draft,
    files,
    home,
    log,
    made,
    notes,
    plans,
    workbook,
)
from inspectorate.portal.early import EarlyReport
from inspectorate.portal.invitation import Invitation
from inspectorate.portal.officer import Nowhere

one_recommendation = [
    path("", made.OneMade.as_view(), name="portal-made-one"),
    path("answer/", made.SayAnswer.as_view(), name="portal-say-answer"),
    path("progress/", made.SayProgress.as_view(), name="portal-say-progress"),
    path(
        "progress/<int:sequence>/files/<int:position>/",
        made.ProgressFilePage.as_view(),
        name="portal-progress-file",
    ),
]
one_plan = [
    path("", plans.PlanPage.as_view(), name="portal-plan"),
    path("lines/", plans.NewLine.as_view(), name="portal-line-new"),
    path("lines/<int:position>/", plans.ChangeLine.as_view(), name="portal-line"),
]
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
    path("recommendations/", made.Made.as_view(), name="portal-made"),
    path("recommendations/<reference:reference>/", include(one_recommendation)),
    path("plans/", plans.Plans.as_view(), name="portal-plans"),
    path("plans/<reference:reference>/", include(one_plan)),
    path("log/", log.Log.as_view(), name="portal-log"),
    path("download/", workbook.Download.as_view(), name="portal-download"),
    path("<path:rest>", Nowhere.as_view(), name="portal-nowhere"),
]
