"""Addresses: wages of projects at the officer's desk: load, project page, map, big screen."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
