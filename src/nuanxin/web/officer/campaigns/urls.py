"""Addresses: campaigns and what belongs to them."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.campaigns import (
    changing,
    concrete,
    counting,
    listing,
    opening,
    own_work,
    page,
    said,
    shares,
    taking_part,
)

_ONE = "campaigns/<int:number>/"
_TASK = "campaign-tasks/<int:number>/"
_PART = "campaign-parts/<int:number>/"
_SHARE = "campaign-shares/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("campaigns/", listing.campaigns, name="campaigns"),
    path("campaigns/ready/", opening.ready, name="campaigns_ready"),
    path("campaigns/ready/<slug:key>/", opening.ready_open, name="campaign_ready_open"),
    path("campaigns/from-notice/<int:number>/", opening.from_notice, name="campaign_from_notice"),
    path("campaigns/own/", own_work.own_work, name="campaign_work"),
    path("campaigns/concrete/", concrete.concrete_things, name="concrete_things"),
    path(_ONE, page.campaign, name="campaign"),
    path(f"{_ONE}again/", opening.again, name="campaign_again"),
    path(f"{_ONE}send/", taking_part.send_to, name="campaign_send"),
    path(f"{_ONE}give/", shares.give_all, name="campaign_give_all"),
    path(f"{_ONE}tasks/new/", changing.task_new, name="campaign_task_new"),
    path(f"{_ONE}milestones/<int:row>/", changing.milestone, name="campaign_milestone"),
    path(f"{_ONE}reports/<slug:form>/", changing.reports, name="campaign_reports"),
    path(f"{_ONE}figures/<str:kind>/<int:row>/", said.figure, name="campaign_figure"),
    path(f"{_ONE}counting/<str:kind>/<int:row>/", counting.counting, name="campaign_counting"),
    path(f"{_ONE}ask/<str:kind>/<int:row>/", said.ask, name="campaign_ask"),
    path(f"{_ONE}concrete/new/", concrete.concrete_new, name="campaign_concrete_new"),
    path(f"{_ONE}close/", changing.close, name="campaign_close"),
    path(f"{_TASK}give/", shares.task_give, name="campaign_task_give"),
    path(f"{_TASK}concrete/", concrete.concrete_mark, name="campaign_task_concrete"),
    path(f"{_TASK}withdraw/", changing.task_withdraw, name="campaign_task_withdraw"),
    path(_PART, taking_part.part, name="campaign_part"),
    path(f"{_PART}receive/", taking_part.part_receive, name="campaign_receive"),
    path(f"{_PART}liaison/", taking_part.part_liaison, name="campaign_liaison"),
    path(f"{_PART}pass-on/", taking_part.part_pass_on, name="campaign_pass_on"),
    path(f"{_PART}say/<str:kind>/", taking_part.part_say, name="campaign_say"),
    path(_SHARE, shares.share, name="campaign_share"),
    path(f"{_SHARE}proof/<int:row>/", shares.share_proof, name="campaign_share_proof"),
    path(f"{_SHARE}<str:act>/", shares.share_act, name="campaign_share_act"),
]
