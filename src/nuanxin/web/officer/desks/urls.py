"""Addresses: the desks of other bodies."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.desks import files, opening

urlpatterns: list[URLPattern] = [
    path("files/", files.files, name="files"),
    path("clues/<str:number>/doors/", opening.file_doors, name="file_doors"),
    path("clues/<str:number>/doors/<slug:procedure>/", opening.file_new, name="file_new"),
    path("cases/<int:number>/desk-officer/", opening.file_officer, name="file_officer"),
]
