"""The words of the room: where an item stood, how it came, how grave it is, where its file stands, what checking found."""

from __future__ import annotations

from django.db import models


class Medium(models.TextChoices):
    CENTRAL = "central", "中央媒体"
    PROVINCIAL = "provincial", "省级媒体"
    PRESS = "press", "其他新闻媒体"
    WEIBO = "weibo", "微博"
    WECHAT = "wechat", "微信公众号"
    VIDEO = "video", "短视频、直播"
    FORUM = "forum", "论坛、贴吧"
    BOARD = "board", "领导留言板、政务平台留言"
    OFFLINE = "offline", "线下传闻、聚集"
    OTHER = "other", "其他"


class Way(models.TextChoices):
    HAND = "hand", "人工登记"
    FILE = "file", "文件导入"
    FEED = "feed", "信息源采集"


class Grade(models.TextChoices):
    RED = "red", "红色（重大）"
    ORANGE = "orange", "橙色（较大）"
    YELLOW = "yellow", "黄色（一般）"
    BLUE = "blue", "蓝色（关注）"


# The higher, the graver.
WEIGHT = {Grade.BLUE: 0, Grade.YELLOW: 1, Grade.ORANGE: 2, Grade.RED: 3}


class State(models.TextChoices):
    RECEIVED = "received", "待研判"
    CHECKING = "checking", "核查中"
    CHECKED = "checked", "已核查待回应"
    DRAFTED = "drafted", "回应待审发"
    ANSWERED = "answered", "已回应待办结"
    CLOSED = "closed", "已办结"


OPEN = (State.RECEIVED, State.CHECKING, State.CHECKED, State.DRAFTED, State.ANSWERED)
UNANSWERED = (State.RECEIVED, State.CHECKING, State.CHECKED, State.DRAFTED)


class Truth(models.TextChoices):
    TRUE = "true", "属实"
    PARTLY = "partly", "部分属实"
    FALSE = "false", "不实（谣言）"
    MALICIOUS = "malicious", "恶意编造、炒作"
    UNCLEAR = "unclear", "无法核实"
    UNRELATED = "unrelated", "与欠薪无关"


OWED = (Truth.TRUE, Truth.PARTLY)  # somebody is owed wages: the way on is a clue
RUMOUR = (Truth.FALSE, Truth.MALICIOUS)  # marked, and clarified by an answer


class Line(models.TextChoices):
    """On-line and off-line go together (clue.opinion): each check, each act says on which side it was."""

    ONLINE = "online", "线上"
    OFFLINE = "offline", "线下"


class EventKind(models.TextChoices):
    ENTERED = "entered", "收到"
    JOINED = "joined", "归并"
    PARTED = "parted", "撤销归并"
    GRADED = "graded", "定级"
    TAKEN = "taken", "承办"
    HANDLED = "handled", "处置"
    HANDED_ON = "handed_on", "移送处置"
    CHECKED = "checked", "核查结论"
    DRAFTED = "drafted", "拟回应"
    SENT_BACK = "sent_back", "退回修改"
    ANSWERED = "answered", "发布回应"
    LINKED = "linked", "关联线索"
    UNLINKED = "unlinked", "解除关联"
    CLOSED = "closed", "办结"
    REOPENED = "reopened", "恢复办理"
    REMINDED = "reminded", "超期提醒"
