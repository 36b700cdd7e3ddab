"""Addresses: the legs of police, procuratorate, court and petition, and incidents."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
