"""Addresses of the forms, inside the officer's door."""

from __future__ import annotations

from django.urls import path

from nuanxin.web.officer.reports import (
    any_form,
    definitions,
    entering,
    later,
    looking,
    report_page,
    rounds,
    uploading,
)
from nuanxin.web.officer.reports.designer import beginning, page, trying
from nuanxin.web.officer.reports.exchanged import page as exchanged

_DESIGN = "designs/<int:key>/"
urlpatterns = [
    path("", rounds.round_list, name="reports"),
    path("new/", rounds.round_new, name="report_round_new"),
    path("rounds/<int:key>/", rounds.round_page, name="report_round"),
    path("rounds/<int:key>/lock/", rounds.round_lock, name="report_round_lock"),
    path("rounds/<int:key>/renew/", rounds.round_renew, name="report_round_renew"),
    path("exchange/", exchanged.exchange, name="exchange"),
    path("exchange/make/", exchanged.exchange_make, name="exchange_make"),
    path("exchange/take/", exchanged.exchange_take, name="exchange_take"),
    path("forms/", definitions.report_forms, name="report_forms"),
    path("forms/new/", definitions.report_form_new, name="report_form_new"),
    path("forms/<str:form>/<str:version>/text/", definitions.report_form_text, name="report_form_text"),
    path("designs/", beginning.report_designs, name="report_designs"),
    path("designs/new/", beginning.report_design_new, name="report_design_new"),
    path(
        "designs/notice/<int:number>/<str:part>/<int:place>/", beginning.notice_form_design, name="notice_form_design"
    ),
    path(_DESIGN, page.report_design, name="report_design"),
    path(f"{_DESIGN}preview/", page.report_design_preview, name="report_design_preview"),
    path(f"{_DESIGN}publish/", page.report_design_publish, name="report_design_publish"),
    path(f"{_DESIGN}drop/", page.report_design_drop, name="report_design_drop"),
    path(f"{_DESIGN}try/", trying.report_design_try, name="report_design_try"),
    path(f"{_DESIGN}try/<str:cell>/", trying.report_design_cell, name="report_design_cell"),
    path(f"{_DESIGN}file/<str:kind>/", trying.report_design_file, name="report_design_file"),
    path("counters/", definitions.report_counters, name="report_counters"),
    path("look/<str:form>/", any_form.form_look, name="form_look"),
    path("look/<str:form>/cell/<str:cell>/", any_form.form_cell, name="form_cell"),
    path("look/<str:form>/file/<str:kind>/", any_form.form_file, name="form_file"),
    path("winter/", looking.winter, name="winter"),
    path("winter/cell/<str:cell>/", looking.winter_cell, name="winter_cell"),
    path("winter/file/<str:kind>/", looking.winter_file, name="winter_file"),
    path("<int:key>/", report_page.report, name="report"),
    path("<int:key>/file/<str:kind>/", report_page.report_file, name="report_file"),
    path("<int:key>/cell/<str:cell>/", report_page.report_cell, name="report_cell"),
    path("<int:key>/enter/", entering.report_enter, name="report_enter"),
    path("<int:key>/upload/", uploading.report_upload, name="report_upload"),
    path("<int:key>/blank.xlsx", uploading.report_blank, name="report_blank"),
    path("<int:key>/changed/<str:cell>/", later.report_changed, name="report_changed"),
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
