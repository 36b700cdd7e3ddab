"""Addresses of the leader's door."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "leader"
urlpatterns: list[URLPattern | URLResolver] = []
