"""Addresses: the inspector's phone: check-lists and visits that work without a network."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
