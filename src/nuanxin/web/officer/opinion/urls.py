"""Addresses: public opinion at the officer's desk: items, answers, duty roster."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
