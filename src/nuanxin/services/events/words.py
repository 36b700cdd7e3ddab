"""Choices of the room, in the words of the notices."""

from __future__ import annotations

from django.db import models


class PlaceKind(models.TextChoices):
    MARKET = "market", "零工市场"
    SITE = "site", "项目工地"
    PARK = "park", "产业园区"
    FIRM = "firm", "企业"
    AGENCY = "agency", "人力资源机构"
    FAIR = "fair", "招聘现场"
    STATION = "station", "车站、码头"
    VILLAGE = "village", "乡村"
    COMMUNITY = "community", "社区"
    WINDOW = "window", "服务窗口"
    SCHOOL = "school", "学校、场馆"
    ONLINE = "online", "线上"
    OTHER = "other", "其他"


class Audience(models.TextChoices):
    WORKERS = "workers", "农民工"
    FIRMS = "firms", "企业"
    CADRES = "cadres", "领导干部"
    PUBLIC = "public", "社会公众"


class Basis(models.TextChoices):
    """How the number of persons present came about; every figure carries it."""

    SIGNED = "signed", "签到"
    COUNTED = "counted", "现场清点"
    ESTIMATED = "estimated", "现场估计"


class MaterialKind(models.TextChoices):
    HANDBOOK = "handbook", "手册"
    POSTER = "poster", "海报"
    LEAFLET = "leaflet", "折页、传单"
    BANNER = "banner", "条幅"
    BOARD = "board", "展板、专栏"
    CARTOON = "cartoon", "动漫"
    VIDEO = "video", "微视频、短片"
    ARTWORK = "artwork", "文艺作品"
    GIFT = "gift", "宣传用品"
    OTHER = "other", "其他"


class Channel(models.TextChoices):
    WECHAT = "wechat", "微信公众号"
    WEIBO = "weibo", "微博"
    SHORT_VIDEO = "short_video", "短视频平台"
    APP = "app", "客户端"
    WEBSITE = "website", "网站"
    PRESS = "press", "报刊"
    BROADCAST = "broadcast", "广播电视"
    SCREEN = "screen", "电子屏、户外"
    OTHER = "other", "其他"
