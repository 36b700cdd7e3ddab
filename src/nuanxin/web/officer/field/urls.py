"""Addresses: the inspector's phone (below field/, where its worker governs), and what came from phones (field-visits/)."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.field import deciding, exchange, lists, page, shell

_VISIT = "field-visits/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("field/", shell.field, name="field"),
    path("field/worker.js", shell.field_worker, name="field_worker"),
    path("field/manifest.webmanifest", shell.field_manifest, name="field_manifest"),
    path("field/session/", exchange.field_session, name="field_session"),
    path("field/load/", exchange.field_load, name="field_load"),
    path("field/sync/", exchange.field_sync, name="field_sync"),
    path("field/photos/start/", exchange.field_photo_start, name="field_photo_start"),
    path("field/photos/piece/", exchange.field_photo_piece, name="field_photo_piece"),
    path("field/case-photos/start/", exchange.field_case_photo_start, name="field_case_photo_start"),
    path("field/case-photos/piece/", exchange.field_case_photo_piece, name="field_case_photo_piece"),
    path("field-visits/", lists.field_visits, name="field_visits"),
    path(_VISIT, page.field_visit, name="field_visit"),
    path(f"{_VISIT}decide/", deciding.field_decide, name="field_decide"),
    path(f"{_VISIT}attach/", deciding.field_attach, name="field_attach"),
    path(f"{_VISIT}interviews/", page.field_interviews, name="field_interviews"),
    path(f"{_VISIT}sheet/", page.field_sheet, name="field_sheet"),
    path(f"{_VISIT}photos/<uuid:key>/", page.field_photo, name="field_photo"),
]
