"""Addresses of the interface."""

from __future__ import annotations

from django.urls import path

from nuanxin.web.api.api import api
from nuanxin.web.api.clues import router as clues
from nuanxin.web.api.credit import router as credit
from nuanxin.web.api.employers import router as employers
from nuanxin.web.api.messages import router as messages
from nuanxin.web.api.reports import router as reports

api.add_router("", clues)
api.add_router("", reports)
api.add_router("", credit)
api.add_router("", employers)
api.add_router("", messages)

urlpatterns = [path("", api.urls)]
