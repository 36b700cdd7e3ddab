"""Addresses of the forms, inside the officer's door."""

from __future__ import annotations

from django.urls import path

from nuanxin.web.officer.reports import looking, report_page, rounds

urlpatterns = [
    path("", rounds.round_list, name="reports"),
    path("new/", rounds.round_new, name="report_round_new"),
    path("rounds/<int:key>/", rounds.round_page, name="report_round"),
    path("rounds/<int:key>/lock/", rounds.round_lock, name="report_round_lock"),
    path("winter/", looking.winter, name="winter"),
    path("winter/cell/<str:cell>/", looking.winter_cell, name="winter_cell"),
    path("winter/file/<str:kind>/", looking.winter_file, name="winter_file"),
    path("<int:key>/", report_page.report, name="report"),
    path("<int:key>/file/<str:kind>/", report_page.report_file, name="report_file"),
    path("<int:key>/cell/<str:cell>/", report_page.report_cell, name="report_cell"),
    path("<int:key>/prepare/", report_page.report_prepare, name="report_prepare"),
    path("<int:key>/hand/<str:cell>/", report_page.report_hand, name="report_hand"),
    path("<int:key>/attachment/<int:entry>/", report_page.report_attachment, name="report_attachment"),
    path("<int:key>/explain/<str:check>/", report_page.report_explain, name="report_explain"),
    path("<int:key>/sign/<str:field>/", report_page.report_sign, name="report_sign"),
    path("<int:key>/send/", report_page.report_send, name="report_send"),
    path("<int:key>/accept/", report_page.report_accept, name="report_accept"),
    path("<int:key>/return/", report_page.report_return, name="report_return"),
    path("<int:key>/unlock/", report_page.report_unlock, name="report_unlock"),
]
