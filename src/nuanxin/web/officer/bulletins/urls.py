"""Addresses: papers drafted from data."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.bulletins import beginning, editing, issuing, listing, looking, page

_ONE = "bulletins/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("bulletins/", listing.bulletins, name="bulletins"),
    path("bulletins/new/", beginning.bulletin_new, name="bulletin_new"),
    path(_ONE, page.bulletin, name="bulletin"),
    path(f"{_ONE}count/", page.bulletin_count, name="bulletin_count"),
    path(f"{_ONE}copy.<str:kind>", page.bulletin_copy, name="bulletin_copy"),
    path(f"{_ONE}head/", editing.bulletin_head, name="bulletin_head"),
    path(f"{_ONE}paragraphs/<str:key>/", editing.bulletin_paragraph, name="bulletin_paragraph"),
    path(f"{_ONE}paragraphs/<str:key>/add/", editing.bulletin_paragraph_add, name="bulletin_paragraph_add"),
    path(f"{_ONE}issue/", issuing.bulletin_issue, name="bulletin_issue"),
    path(f"{_ONE}void/", issuing.bulletin_void, name="bulletin_void"),
    path(f"{_ONE}versions/<int:version>/figures/<str:key>/", looking.bulletin_figure, name="bulletin_figure"),
    path(f"{_ONE}versions/<int:before>/<int:after>/", looking.bulletin_compare, name="bulletin_compare"),
]
