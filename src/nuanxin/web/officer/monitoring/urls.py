"""Addresses: wages of projects at the officer's desk: the months of a project, the workers of a month."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.monitoring import accounts, chain, funding, outside, project, referrals, shares

_PROJECT = "watched-projects/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("outside-signals/", outside.outside_signals, name="outside_signals"),
    path("outside-signals/take/", outside.outside_take, name="outside_take"),
    path("outside-signals/template.csv", outside.outside_template, name="outside_template"),
    path("wage-accounts/", accounts.wage_accounts, name="wage_accounts"),
    path(f"{_PROJECT}account/", accounts.wage_account, name="wage_account"),
    path(f"{_PROJECT}firms/", chain.project_chain, name="project_chain"),
    path(f"{_PROJECT}firms/new/", chain.chain_firm_new, name="chain_firm_new"),
    path(f"{_PROJECT}firms/sheet/", chain.chain_sheet, name="chain_sheet"),
    path(f"{_PROJECT}firms/funding/", chain.chain_funding, name="chain_funding"),
    path(f"{_PROJECT}firms/<int:firm>/referral/", referrals.referral_new, name="referral_new"),
    path(f"{_PROJECT}firms/<int:firm>/<slug:act>/", chain.chain_firm, name="chain_firm"),
    path("subcontract-referrals/", referrals.subcontract_referrals, name="subcontract_referrals"),
    path("subcontract-referrals/<int:number>/<slug:key>/", referrals.referral_step, name="referral_step"),
    path("project-funding/", funding.area_funding, name="area_funding"),
    path("project-funding/<str:code>/", funding.area_funding, name="area_funding_of"),
    path("system-shares/", shares.system_shares, name="system_shares"),
    path("system-shares/<str:code>/", shares.system_shares, name="system_shares_of"),
    path("system-shares/<str:code>/<slug:key>/", shares.system_share, name="system_share"),
    path(f"{_PROJECT}wages/", project.project_wages, name="project_wages"),
    path(f"{_PROJECT}wages/<slug:month>/", project.project_month, name="project_month"),
]
