"""Addresses: the legs of police, procuratorate, court and petition, and incidents."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.justice import legs, recovered

urlpatterns: list[URLPattern] = [
    path("legs/", legs.legs, name="legs"),
    path("clues/<str:number>/legs/", legs.clue_legs, name="clue_legs"),
    path("enforcement/", recovered.enforcement, name="enforcement"),
    path("cases/<int:number>/recovered/", recovered.recovered_new, name="recovered_new"),
    path("cases/<int:number>/recovered/<int:row>/withdraw/", recovered.recovered_withdraw, name="recovered_withdraw"),
]
