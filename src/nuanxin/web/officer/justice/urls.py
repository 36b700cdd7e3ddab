"""Addresses: the legs of police, procuratorate, court and petition, letters of assistance, emergency plans and incidents."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.justice import incidents, legs, letters, petitions, plans, recovered

_SUIT = "cases/<int:number>/recovered/"
_INCIDENT = "incidents/<int:number>/"
_LETTER = "letters/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("legs/", legs.legs, name="legs"),
    path("clues/<str:number>/legs/", legs.clue_legs, name="clue_legs"),
    path("enforcement/", recovered.enforcement, name="enforcement"),
    path(_SUIT, recovered.recovered_new, name="recovered_new"),
    path(f"{_SUIT}<int:row>/withdraw/", recovered.recovered_withdraw, name="recovered_withdraw"),
    path("petitions/", petitions.petitions, name="petitions"),
    path("petitions/counts/", petitions.petition_counts, name="petition_counts"),
    path("letters/", letters.letters, name="letters"),
    path("clues/<str:number>/letters/new/", letters.letter_new, name="letter_new"),
    path(_LETTER, letters.letter, name="letter"),
    path(f"{_LETTER}receive/", letters.letter_receive, name="letter_receive"),
    path(f"{_LETTER}<str:how>/", letters.letter_answer, name="letter_answer"),
    path("emergency-plans/", plans.emergency_plans, name="emergency_plans"),
    path("emergency-plans/new/", plans.emergency_plan_new, name="emergency_plan_new"),
    path("emergency-plans/<int:number>/", plans.emergency_plan, name="emergency_plan"),
    path("incidents/", incidents.incidents, name="incidents"),
    path("incidents/new/", incidents.incident_new, name="incident_new"),
    path(_INCIDENT, incidents.incident, name="incident"),
    path(f"{_INCIDENT}steps/<int:step>/", incidents.incident_step, name="incident_step"),
    path(f"{_INCIDENT}level/", incidents.incident_level, name="incident_level"),
    path(f"{_INCIDENT}close/", incidents.incident_close, name="incident_close"),
    path(f"{_INCIDENT}report.pdf", incidents.incident_report, name="incident_report"),
]
