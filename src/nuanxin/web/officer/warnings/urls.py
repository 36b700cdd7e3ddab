"""Addresses: warnings and risk at the officer's desk: rules, warnings, accuracy, asking workers."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.warnings import accuracy, acts, asking, employers, lists, page, projects, rules

_WARNING, _SET, _PROJECT = "warnings/<int:number>/", "warning-rules/<int:number>/", "watched-projects/<int:number>/"
_ROUND = "wage-asking/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("warnings/", lists.warnings, name="warnings"),
    path(_WARNING, page.warning, name="warning"),
    path(f"{_WARNING}acts/<slug:key>/", acts.warning_act, name="warning_act"),
    path(f"{_WARNING}clue/", acts.warning_clue, name="warning_clue"),
    path("employer-risks/", employers.employer_risks, name="employer_risks"),
    path("warning-rules/", rules.rule_sets, name="rule_sets"),
    path("warning-rules/new/", rules.rule_set_new, name="rule_set_new"),
    path(_SET, rules.rule_set, name="rule_set"),
    path(f"{_SET}rules/<slug:key>/", rules.rule_change, name="rule_change"),
    path(f"{_SET}again/", rules.rule_set_again, name="rule_set_again"),
    path(f"{_SET}test/", rules.rule_test, name="rule_test"),
    path(f"{_SET}switch/", rules.rule_switch, name="rule_switch"),
    path(f"{_SET}end/", rules.rule_end, name="rule_end"),
    path("watched-projects/", projects.watched_projects, name="watched_projects"),
    path(_PROJECT, projects.watched_project, name="watched_project"),
    path(f"{_PROJECT}systems/<slug:key>/", projects.watched_system, name="watched_system"),
    path("warning-accuracy/", accuracy.accuracy, name="accuracy"),
    path("warning-accuracy/claims/", accuracy.accuracy_claims, name="accuracy_claims"),
    path("pay-forecast/", accuracy.pay_forecast, name="pay_forecast"),
    path("wage-asking/", asking.ask_rounds, name="ask_rounds"),
    path("wage-asking/new/", asking.ask_round_new, name="ask_round_new"),
    path(_ROUND, asking.ask_round, name="ask_round"),
    path(f"{_ROUND}money/", asking.ask_round_money, name="ask_round_money"),
    path(f"{_ROUND}workers/<int:worker>/", asking.asked_answer, name="asked_answer"),
    path(f"{_ROUND}workers/<int:worker>/call/", asking.asked_call, name="asked_call"),
]
