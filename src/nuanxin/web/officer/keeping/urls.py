"""Addresses of the lists of destruction."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.keeping import destroying, lists

_LIST = "destructions/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("destructions/", lists.destructions, name="destructions"),
    path("destructions/new/", destroying.destruction_new, name="destruction_new"),
    path(_LIST, lists.destruction, name="destruction"),
    path(f"{_LIST}paper.<str:kind>", lists.destruction_paper, name="destruction_paper"),
    path(f"{_LIST}acts/<str:act>/", destroying.destruction_act, name="destruction_act"),
]
