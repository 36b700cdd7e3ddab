"""Addresses: a firm's account, what it handed in, the files it sent."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.employer_accounts import filings, page, replies, wishes

urlpatterns: list[URLPattern] = [
    path("employers/<int:number>/account/", page.employer_account, name="employer_account"),
    path("employers/<int:number>/account/open/", page.employer_account_open, name="employer_account_open"),
    path("employers/<int:number>/account/close/", page.employer_account_close, name="employer_account_close"),
    path("projects/<int:number>/board/photo/", page.posted_board, name="posted_board"),
    path("warnings/replies/<int:number>/proof/", page.warning_proof, name="warning_proof"),
    path("cases/<int:number>/replies/", replies.paper_replies, name="paper_replies"),
    path("cases/<int:number>/replies/files/<int:file>/", replies.paper_reply_file, name="paper_reply_file"),
    path("cases/<int:number>/replies/<int:reply>/more-time/", replies.more_time, name="more_time"),
    path("project-filings/", filings.project_filings, name="project_filings"),
    path("project-filings/<int:number>/", filings.project_filing, name="project_filing"),
    path("project-filings/<int:number>/return/", filings.project_filing_return, name="project_filing_return"),
    path("service-wishes/", wishes.service_wishes, name="service_wishes"),
    path("service-wishes/<int:number>/", wishes.service_wish_book, name="service_wish_book"),
    path("service-wishes/<int:number>/decline/", wishes.service_wish_decline, name="service_wish_decline"),
]
