"""Addresses: wages of projects at the officer's desk: the months of a project, the workers of a month."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.monitoring import project

_PROJECT = "watched-projects/<int:number>/"
urlpatterns: list[URLPattern] = [
    path(f"{_PROJECT}wages/", project.project_wages, name="project_wages"),
    path(f"{_PROJECT}wages/<slug:month>/", project.project_month, name="project_month"),
]
