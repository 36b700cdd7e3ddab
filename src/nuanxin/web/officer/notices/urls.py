"""Addresses: notices from above and what was read out of them."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.notices import entries, listing, page, reader_figures, taking

_NOTICE = "notices/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("notices/", listing.notices, name="notices"),
    path("notices/take/", taking.notice_take, name="notice_take"),
    path("notices/reader/", reader_figures.notice_reader, name="notice_reader"),
    path(_NOTICE, page.notice, name="notice"),
    path(f"{_NOTICE}original/", page.notice_original, name="notice_original"),
    path(f"{_NOTICE}plan.json", page.notice_plan, name="notice_plan"),
    path(f"{_NOTICE}confirm/", page.notice_confirm, name="notice_confirm"),
    path(f"{_NOTICE}<str:part>/<str:field>/add/", entries.entry_add, name="notice_entry_add"),
    path(f"{_NOTICE}<str:part>/<str:field>/<str:entry>/", entries.entry_set, name="notice_entry"),
    path(f"{_NOTICE}<str:part>/<str:field>/<str:entry>/drop/", entries.entry_drop, name="notice_entry_drop"),
]
