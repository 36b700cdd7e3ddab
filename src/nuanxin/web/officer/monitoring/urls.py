"""Addresses: wages of projects at the officer's desk: the months of a project, the workers of a month."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.monitoring import accounts, outside, project

_PROJECT = "watched-projects/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("outside-signals/", outside.outside_signals, name="outside_signals"),
    path("outside-signals/take/", outside.outside_take, name="outside_take"),
    path("outside-signals/template.csv", outside.outside_template, name="outside_template"),
    path("wage-accounts/", accounts.wage_accounts, name="wage_accounts"),
    path(f"{_PROJECT}account/", accounts.wage_account, name="wage_account"),
    path(f"{_PROJECT}wages/", project.project_wages, name="project_wages"),
    path(f"{_PROJECT}wages/<slug:month>/", project.project_month, name="project_month"),
]
