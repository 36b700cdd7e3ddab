"""Addresses: messages sent, their proof, people to be told, merging."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.messages import calls, merging, sent

urlpatterns: list[URLPattern] = [
    path("inbox/merging/", merging.merging, name="merging"),
    path("messages/<int:number>/", sent.sent_message, name="sent_message"),
    path("messages/<int:number>/proof.pdf", sent.message_proof, name="message_proof"),
    path("calls/", calls.calls, name="calls"),
    path("calls/<int:number>/", calls.call, name="call"),
    path("calls/<int:number>/number/", calls.call_number, name="call_number"),
]
