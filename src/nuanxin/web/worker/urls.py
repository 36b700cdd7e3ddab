"""Addresses of the worker's door."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "worker"
urlpatterns: list[URLPattern | URLResolver] = []
