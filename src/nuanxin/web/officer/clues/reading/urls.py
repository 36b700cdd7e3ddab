"""Addresses: messages read at the desk. Included before the addresses of single clues."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.clues.reading import figures, told, urgent

urlpatterns: list[URLPattern] = [
    path("clues/reader/", figures.text_reader, name="text_reader"),
    path("told/", told.told, name="told"),
    path("told/new/", told.told_new, name="told_new"),
    path("urgent/<int:number>/seen/", urgent.urgent_seen, name="urgent_seen"),
]
