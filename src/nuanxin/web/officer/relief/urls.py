"""Addresses: wage deposit, emergency fund, hardship relief."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
