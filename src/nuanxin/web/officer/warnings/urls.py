"""Addresses: warnings and risk at the officer's desk: rules, warnings, accuracy, asking workers."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
