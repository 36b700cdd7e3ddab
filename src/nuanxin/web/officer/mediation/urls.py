"""Addresses: mediation and notarised repayment."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.mediation import appointing, checks, notary, register

_CHECK = "regular-checks/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("cases/<int:number>/mediator/", appointing.case_mediator, name="case_mediator"),
    path("mediation-organisations/", register.mediation_organisations, name="mediation_organisations"),
    path("mediation-organisations/new/", register.mediation_organisation_new, name="mediation_organisation_new"),
    path(
        "mediation-organisations/<int:number>/end/",
        register.mediation_organisation_end,
        name="mediation_organisation_end",
    ),
    path("mediators/", register.mediators, name="mediators"),
    path("mediators/new/", register.mediator_new, name="mediator_new"),
    path("mediators/<int:number>/end/", register.mediator_end, name="mediator_end"),
    path("regular-checks/", checks.regular_checks, name="regular_checks"),
    path("regular-checks/new/", checks.regular_check_new, name="regular_check_new"),
    path(_CHECK, checks.regular_check, name="regular_check"),
    path(f"{_CHECK}mediate/", checks.regular_check_mediate, name="regular_check_mediate"),
    path(f"{_CHECK}withdraw/", checks.regular_check_withdraw, name="regular_check_withdraw"),
    path("notary-list/", notary.notary_list, name="notary_list"),
]
