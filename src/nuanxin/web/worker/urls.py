"""Addresses of the worker's door. None carries a name, a number of a person or a telephone."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from nuanxin.web.worker import asked, board, certificates, confirming, decisions, door
from nuanxin.web.worker.papers import pages as papers
from nuanxin.web.worker.progress import file, finding, mine, saying
from nuanxin.web.worker.report import asking, evidence, group, later, sending
from nuanxin.web.worker.wages.asking import take, wages

app_name = "worker"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", door.home, name="home"),
    path("help/", door.help_page, name="help"),
    path("language/", door.language, name="language"),
    path("asked/", asked.asked, name="asked"),
    path("asked/answer/", asked.asked_answer, name="asked_answer"),
    path("asked/thanks/", asked.asked_thanks, name="asked_thanks"),
    path("wages/", wages, name="wages"),
    path("wages/take/", take, name="wages_take"),
    path("report/", asking.begin, name="begin"),
    path("report/restart/", asking.restart, name="restart"),
    path("report/save/", later.save, name="save"),
    path("report/saved/", later.saved, name="saved"),
    path("report/resume/", later.resume, name="resume"),
    path("report/check/", sending.check, name="check"),
    path("report/send/", sending.send, name="send"),
    path("report/group/", group.open_link, name="group_open"),
    path("report/file/start/", evidence.start, name="upload_start"),
    path("report/file/piece/", evidence.piece, name="upload_piece"),
    path("report/file/plain/", evidence.plain, name="upload_plain"),
    path("report/file/remove/", evidence.remove, name="upload_remove"),
    path("report/file/finish/", evidence.finish, name="upload_finish"),
    path("report/<slug:key>/", asking.ask, name="ask"),
    path("receipt/", sending.receipt, name="receipt"),
    path("g/joined/", group.thanks, name="joined"),
    path("g/<slug:code>/", group.join, name="join"),
    path("progress/", finding.find, name="find"),
    path("progress/file/", file.file, name="file"),
    path("progress/leave/", finding.leave, name="leave"),
    path("progress/raise/", saying.press, name="raise"),
    path("progress/message/", saying.message, name="message"),
    path("progress/phone/", saying.phone, name="phone"),
    path("progress/details/", saying.details, name="details"),
    path("progress/consent/", saying.consent, name="consent"),
    path("progress/mine/", mine.mine, name="mine"),
    path("progress/rate/", saying.rate, name="rate"),
    path("progress/withdraw/", saying.withdraw, name="withdraw"),
    path("progress/not-paid/", saying.not_paid, name="reopen"),
    path("progress/papers/", papers.papers, name="papers"),
    path("progress/papers/done/", papers.papers_done, name="papers_done"),
    path("progress/papers/<slug:kind>/", papers.paper, name="paper"),
    path("confirm/thanks/", confirming.confirmed, name="confirmed"),
    path("confirm/<str:token>/", confirming.confirm, name="confirm"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/<slug:code>/", decisions.decision, name="decision"),
    path("certificates/", certificates.certificates, name="certificates"),
    path("site/<slug:code>/", board.board, name="board"),
    path("site/<slug:code>/qr.svg", board.qr, name="board_qr"),
]
