"""Addresses of the leader's door."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import path

from nuanxin.foundation.notifications.inbox import unread_count
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.web.leader import board, risk, screen
from nuanxin.web.patterns.frame import Door, MenuItem, open_door

app_name = "leader"
urlpatterns = [
    path("", board.board, name="board"),
    path("area/<slug:code>/", board.board, name="area"),
    path("area/<slug:code>/clues/", board.behind, name="behind"),
    path("risk/", risk.risk, name="risk"),
    path("risk/<slug:code>/", risk.risk, name="risk_of"),
    path("screen/", screen.screen, name="screen"),
    path("screen/<slug:code>/", screen.screen, name="screen_of"),
]


def _unread(request: HttpRequest) -> int:
    return unread_count(request.user) if isinstance(request.user, Staff) else 0


open_door(
    Door(
        key="leader",
        title="领导看板",
        home="leader:board",
        menu=(
            MenuItem("全局看板", "leader:board", Permission.CLUE_SUPERVISE, icon="chart"),
            MenuItem("风险地图", "leader:risk", Permission.WATCH_VIEW, icon="alert"),
        ),
        mail=MenuItem("消息", "officer:inbox", icon="bell", badge=_unread),
    )
)
