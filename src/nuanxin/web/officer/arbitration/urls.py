"""Addresses: fast-track arbitration."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.arbitration import elements, file, hearings

urlpatterns: list[URLPattern] = [
    path("hearings/", hearings.hearings, name="hearings"),
    path("hearings/rooms/", hearings.rooms, name="hearing_rooms"),
    path("hearings/rooms/new/", hearings.room_new, name="hearing_room_new"),
    path("hearings/rooms/<int:number>/close/", hearings.room_close, name="hearing_room_close"),
    path("cases/<int:number>/hearing/", hearings.hearing_new, name="hearing_new"),
    path("cases/<int:number>/papers-in/", file.papers_in, name="arbitration_papers_in"),
    path("cases/<int:number>/papers-in/<int:paper>/", file.paper_in, name="arbitration_paper_in"),
    path("cases/<int:number>/joint/", file.joint, name="arbitration_joint"),
    path("cases/<int:number>/elements/<int:claim>/", elements.elements, name="arbitration_elements"),
    path("cases/<int:number>/elements/<int:claim>/admit/", elements.employer_admits, name="arbitration_admit"),
    path("cases/<int:number>/elements/<int:claim>/<slug:side>/", elements.answers, name="arbitration_answers"),
]
