"""Addresses: wage deposit, emergency fund, hardship relief, sources of payment, firms in difficulty."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.relief import advances, deposit_forms, deposits, drawdowns, funds, sources
from nuanxin.web.officer.relief.firms import forms as firm_forms
from nuanxin.web.officer.relief.firms import lists, measures, page, policies

_DEPOSIT, _DRAWN = "deposits/<int:number>/", "drawdowns/<int:number>/"
_FUND, _ADVANCE, _CLUE = "funds/<int:number>/", "advances/<int:number>/", "clues/<str:number>/"
_PLAN = "firm-plans/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("deposits/", deposits.deposits, name="deposits"),
    path("deposits/new/", deposit_forms.deposit_new, name="deposit_new"),
    path("deposits/sweep/", deposits.deposit_sweep, name="deposit_sweep"),
    path("guarantees/", deposits.guarantees, name="guarantees"),
    path(_DEPOSIT, deposits.deposit, name="deposit"),
    path(f"{_DEPOSIT}entries/<int:row>/withdraw/", deposit_forms.deposit_entry, name="deposit_entry"),
    path(f"{_DEPOSIT}papers/<int:paper>/copy.<str:kind>", deposits.deposit_paper, name="deposit_paper"),
    path(f"{_DEPOSIT}acts/<str:act>/", deposit_forms.deposit_act, name="deposit_act"),
    path(_DRAWN, drawdowns.drawdown, name="drawdown"),
    path(f"{_DRAWN}acts/<str:act>/", drawdowns.drawdown_act, name="drawdown_act"),
    path(f"{_DRAWN}lines/<int:line>/<str:act>/", drawdowns.drawdown_line, name="drawdown_line"),
    path("funds/", funds.funds, name="funds"),
    path("funds/new/", funds.fund_new, name="fund_new"),
    path(_FUND, funds.fund, name="fund"),
    path(f"{_FUND}allocate/", funds.fund_allocate, name="fund_allocate"),
    path(f"{_FUND}allocations/<int:row>/withdraw/", funds.fund_allocation, name="fund_allocation"),
    path(_ADVANCE, advances.advance, name="advance"),
    path(f"{_ADVANCE}acts/<str:act>/", advances.advance_act, name="advance_act"),
    path(f"{_ADVANCE}lines/<int:line>/paid/", advances.advance_line, name="advance_line"),
    path(f"{_CLUE}advance/", advances.advance_new, name="advance_new"),
    path(f"{_CLUE}sources/", sources.sources, name="sources"),
    path(f"{_CLUE}sources/<str:source>/", sources.source_tried, name="source_tried"),
    path(f"{_CLUE}hardship/", sources.hardship_refer, name="hardship_refer"),
    path("double-payments/", sources.double_payments, name="double_payments"),
    path("firm-plans/", lists.firm_plans, name="firm_plans"),
    path("firm-plans/new/", firm_forms.firm_plan_new, name="firm_plan_new"),
    path("firm-plans/late/", lists.firm_measures_late, name="firm_measures_late"),
    path(_PLAN, page.firm_plan, name="firm_plan"),
    path(f"{_PLAN}acts/<str:act>/", firm_forms.firm_plan_act, name="firm_plan_act"),
    path(f"{_PLAN}parts/<int:part>/<str:kind>/", measures.firm_measure_new, name="firm_measure_new"),
    path(f"{_PLAN}measures/<int:measure>/<str:act>/", measures.firm_measure, name="firm_measure"),
    path("relief-policies/", policies.relief_policies, name="relief_policies"),
    path("relief-policies/new/", policies.relief_policy_new, name="relief_policy_new"),
    path("relief-policies/<int:number>/withdraw/", policies.relief_policy_withdraw, name="relief_policy_withdraw"),
]
