"""Addresses: the next-step adviser."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.advice import diverting

urlpatterns: list[URLPattern] = [path("clues/<str:number>/advice/", diverting.clue_advice, name="clue_advice")]
