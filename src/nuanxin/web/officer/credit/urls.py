"""Addresses of the credit room."""

from __future__ import annotations

from django.urls import path

from nuanxin.web.officer.credit import consumers, listings

urlpatterns = [
    path("credit/", listings.credit_list, name="credit_list"),
    path("credit/candidates/", listings.credit_candidates, name="credit_candidates"),
    path("credit/candidates/<str:number>/", listings.credit_propose, name="credit_propose"),
    path("credit/files/<int:number>/tell/", listings.listing_tell, name="listing_tell"),
    path("credit/consumers/", consumers.credit_consumers, name="credit_consumers"),
    path("credit/consumers/new/", consumers.credit_consumer_new, name="credit_consumer_new"),
    path("credit/consumers/hand-over/", consumers.credit_hand_over, name="credit_hand_over"),
]
