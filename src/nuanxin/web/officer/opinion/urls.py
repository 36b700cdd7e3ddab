"""Addresses: public opinion at the officer's desk: items, answers, duty roster."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.opinion import acts, entering, figures, listing, page, roster

_ITEM = "opinion/<int:number>/"
_ROSTER = "opinion/roster/"
urlpatterns: list[URLPattern] = [
    path("opinion/", listing.opinion, name="opinion"),
    path("opinion/all/", listing.opinion_all, name="opinion_all"),
    path("opinion/new/", entering.opinion_new, name="opinion_new"),
    path("opinion/take/", entering.opinion_take, name="opinion_take"),
    path("opinion/feeds/<str:key>/", entering.opinion_feed, name="opinion_feed"),
    path("opinion/figures/", figures.opinion_figures, name="opinion_figures"),
    path("opinion/rules/", figures.opinion_rules, name="opinion_rules"),
    path(_ROSTER, roster.opinion_roster, name="opinion_roster"),
    path(f"{_ROSTER}plan/", roster.opinion_roster_plan, name="opinion_roster_plan"),
    path(f"{_ROSTER}<int:number>/", roster.opinion_shift, name="opinion_shift"),
    path(f"{_ROSTER}<int:number>/hand-over/", roster.opinion_handover, name="opinion_handover"),
    path(f"{_ROSTER}handovers/<int:number>/", roster.opinion_take_over, name="opinion_take_over"),
    path(_ITEM, page.opinion_item, name="opinion_item"),
    path(f"{_ITEM}acts/<str:act>/", acts.opinion_act, name="opinion_act"),
    path(f"{_ITEM}joins/<int:join>/undo/", acts.opinion_join_undo, name="opinion_join_undo"),
]
