"""Addresses: responsible persons, plans, random draw, findings, service to firms at the officer's desk."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
