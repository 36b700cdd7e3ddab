"""Addresses: a firm's account, what it handed in, the files it sent."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.employer_accounts import page, replies

urlpatterns: list[URLPattern] = [
    path("employers/<int:number>/account/", page.employer_account, name="employer_account"),
    path("employers/<int:number>/account/open/", page.employer_account_open, name="employer_account_open"),
    path("employers/<int:number>/account/close/", page.employer_account_close, name="employer_account_close"),
    path("projects/<int:number>/board/photo/", page.posted_board, name="posted_board"),
    path("warnings/replies/<int:number>/proof/", page.warning_proof, name="warning_proof"),
    path("cases/<int:number>/replies/", replies.paper_replies, name="paper_replies"),
    path("cases/<int:number>/replies/files/<int:file>/", replies.paper_reply_file, name="paper_reply_file"),
    path("cases/<int:number>/replies/<int:reply>/more-time/", replies.more_time, name="more_time"),
]
