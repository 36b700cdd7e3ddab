"""Addresses: legal aid."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.legal_aid import advice, assigning, minutes, papers, register, rota, today

_CASE = "cases/<int:number>/"
_CLUE = "clues/<str:number>/papers/"
urlpatterns: list[URLPattern] = [
    path("aid/", today.aid_today, name="aid_today"),
    path("aid/minutes/", minutes.aid_minutes, name="aid_minutes"),
    path("aid/lawyers/", register.aid_lawyers, name="aid_lawyers"),
    path("aid/lawyers/new/", register.aid_lawyer_new, name="aid_lawyer_new"),
    path("aid/lawyers/<int:number>/", register.aid_lawyer, name="aid_lawyer"),
    path("aid/stations/", register.aid_stations, name="aid_stations"),
    path("aid/stations/new/", register.aid_station_new, name="aid_station_new"),
    path("aid/stations/<int:number>/", register.aid_station, name="aid_station"),
    path("aid/rota/", rota.aid_rota, name="aid_rota"),
    path("aid/rota/make/", rota.aid_rota_make, name="aid_rota_make"),
    path("aid/rota/<int:number>/", rota.aid_turn, name="aid_turn"),
    path("aid/advice/", advice.aid_advices, name="aid_advices"),
    path("aid/advice/new/", advice.aid_advice_new, name="aid_advice_new"),
    path("aid/advice/<int:number>/", advice.aid_advice, name="aid_advice"),
    path("aid/advice/<int:number>/clue/", advice.aid_advice_clue, name="aid_advice_clue"),
    path(f"{_CASE}assign/", assigning.aid_assign, name="aid_assign"),
    path(f"{_CASE}replace/", assigning.aid_replace, name="aid_replace"),
    path(f"{_CASE}share/", assigning.aid_share, name="aid_share"),
    path(_CLUE, papers.worker_papers, name="worker_papers"),
    path(f"{_CLUE}done/", papers.worker_papers_done, name="worker_papers_done"),
    path(f"{_CLUE}<slug:kind>/", papers.worker_paper, name="worker_paper"),
]
