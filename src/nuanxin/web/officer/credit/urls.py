"""Addresses: lists of dishonest employers, publication, repair, honours."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
