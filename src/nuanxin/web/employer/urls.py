"""Addresses of the employer's door. None carries a name or a telephone; a slip's code is the worker's own secret."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.employer import board, clerks, door, interface, sheets, signing_in, slips, warnings
from nuanxin.web.employer.office import filing, papers, service

app_name = "employer"
urlpatterns: list[URLPattern] = [
    path("", door.home, name="home"),
    path("language/", door.language, name="language"),
    path("sign-in/", signing_in.phone, name="sign_in"),
    path("sign-in/code/", signing_in.code, name="sign_in_code"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("firms/<int:number>/clerks/", clerks.clerks, name="clerks"),
    path("firms/<int:number>/tokens/", interface.tokens, name="tokens"),
    path("tokens/<int:number>/end/", interface.token_end, name="token_end"),
    path("clerks/<int:number>/end/", clerks.end, name="clerk_end"),
    path("sites/<int:number>/", sheets.site, name="site"),
    path("sites/<int:number>/template/<str:month>/", sheets.template, name="template"),
    path("sites/<int:number>/upload/", sheets.upload, name="upload"),
    path("sites/<int:number>/board/", board.board, name="board"),
    path("sites/<int:number>/board/pdf/", board.board_pdf, name="board_pdf"),
    path("sites/<int:number>/board/photo/", board.photo, name="board_photo"),
    path("sheets/<int:number>/", sheets.sheet, name="sheet"),
    path("sheets/<int:number>/confirm/", sheets.confirm, name="confirm"),
    path("sheets/<int:number>/drop/", sheets.drop, name="drop"),
    path("sheets/<int:number>/slips/", slips.slips, name="slips"),
    path("sheets/<int:number>/slips/send/", slips.send, name="slips_send"),
    path("sheets/<int:number>/slips/signed/", slips.signed, name="slips_signed"),
    path("sheets/<int:number>/slips/list/<int:first>/", slips.signing, name="slips_list"),
    path("sheets/<int:number>/slips/<int:line>/", slips.paper, name="slip_paper"),
    path("warnings/", warnings.warnings, name="warnings"),
    path("warnings/<int:number>/", warnings.warning, name="warning"),
    path("warnings/<int:number>/proof/<int:reply>/", warnings.proof, name="warning_proof"),
    path("papers/", papers.papers, name="papers"),
    path("papers/<int:number>/", papers.paper, name="paper"),
    path("papers/<int:number>/copy/", papers.paper_copy, name="paper_copy"),
    path("papers/<int:number>/files/<int:file>/", papers.paper_proof, name="paper_proof"),
    path("service/", service.service, name="service"),
    path("service/self-check/", service.self_check, name="self_check"),
    path("service/<int:number>/withdraw/", service.service_withdraw, name="service_withdraw"),
    path("service/<int:number>/advice/", service.service_advice, name="service_advice"),
    path("filings/", filing.filings, name="filings"),
    path("filings/<int:number>/", filing.filing, name="filing"),
    path("filings/<int:number>/withdraw/", filing.filing_withdraw, name="filing_withdraw"),
    path("slip/<str:code>/", slips.slip, name="slip"),
]
