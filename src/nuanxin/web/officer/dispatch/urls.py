"""Addresses of dispatch."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.dispatch import clearing, falls, looking, measures, packs, promises, rankings, visits

_PACK, _MEASURE, _VISIT = "dispatch/packs/<int:number>/", "dispatch/measures/<int:number>/", "dispatch/visits/<int:number>/"  # fmt: skip
_RANKING = "dispatch/rankings/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("dispatch/falls/", falls.dispatch_falls, name="dispatch_falls"),
    path("dispatch/falls/rows/", falls.dispatch_falls_rows, name="dispatch_falls_rows"),
    path("dispatch/clearing/", clearing.dispatch_clearing, name="dispatch_clearing"),
    path("dispatch/clearing/rows/", clearing.dispatch_clearing_rows, name="dispatch_clearing_rows"),
    path("dispatch/packs/", packs.dispatch_packs, name="dispatch_packs"),
    path("dispatch/packs/new/", packs.dispatch_pack_new, name="dispatch_pack_new"),
    path(_PACK, packs.dispatch_pack, name="dispatch_pack"),
    path(f"{_PACK}print/", packs.dispatch_pack_print, name="dispatch_pack_print"),
    path(f"{_PACK}pack.xlsx", packs.dispatch_pack_sheet, name="dispatch_pack_sheet"),
    path("dispatch/promises/", promises.dispatch_promises, name="dispatch_promises"),
    path("dispatch/promises/new/", promises.dispatch_promise_new, name="dispatch_promise_new"),
    path("dispatch/promises/<int:number>/", promises.dispatch_promise, name="dispatch_promise"),
    path("dispatch/measures/", measures.dispatch_measures, name="dispatch_measures"),
    path("dispatch/measures/new/", measures.dispatch_measure_new, name="dispatch_measure_new"),
    path(_MEASURE, measures.dispatch_measure, name="dispatch_measure"),
    path(f"{_MEASURE}draft/", measures.dispatch_measure_draft, name="dispatch_measure_draft"),
    path(f"{_MEASURE}papers/<int:paper>.pdf", measures.dispatch_measure_paper, name="dispatch_measure_paper"),
    path(f"{_MEASURE}answer/", measures.dispatch_measure_answer, name="dispatch_measure_answer"),
    path(f"{_MEASURE}close/", measures.dispatch_measure_close, name="dispatch_measure_close"),
    path("dispatch/rankings/", rankings.dispatch_rankings, name="dispatch_rankings"),
    path("dispatch/rankings/new/", rankings.dispatch_ranking_new, name="dispatch_ranking_new"),
    path(_RANKING, rankings.dispatch_ranking, name="dispatch_ranking"),
    path(f"{_RANKING}appeal/", rankings.dispatch_ranking_appeal, name="dispatch_ranking_appeal"),
    path("dispatch/appeals/<int:number>/", rankings.dispatch_appeal_answer, name="dispatch_appeal_answer"),
    path("dispatch/visits/", visits.dispatch_visits, name="dispatch_visits"),
    path("dispatch/visits/new/", visits.dispatch_visit_new, name="dispatch_visit_new"),
    path(_VISIT, visits.dispatch_visit, name="dispatch_visit"),
    path(f"{_VISIT}findings/", visits.dispatch_visit_findings, name="dispatch_visit_findings"),
    path(f"{_VISIT}reply/", visits.dispatch_visit_reply, name="dispatch_visit_reply"),
    path(f"{_VISIT}close/", visits.dispatch_visit_close, name="dispatch_visit_close"),
    path("dispatch/checks/", looking.dispatch_frauds, name="dispatch_frauds"),
    path("dispatch/big/", looking.dispatch_big, name="dispatch_big"),
]
