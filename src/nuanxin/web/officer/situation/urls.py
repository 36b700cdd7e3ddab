"""Addresses: the weekly situation."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.situation import pages

urlpatterns: list[URLPattern] = [
    path("situation/", pages.situation, name="situation"),
    path("situation/<str:region>/", pages.situation_area, name="situation_area"),
    path("situation/<str:region>/report/", pages.situation_report, name="situation_report"),
    path("situation/<str:region>/weeks/<str:week>/", pages.situation_week, name="situation_week"),
]
