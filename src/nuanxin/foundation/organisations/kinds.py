"""Kinds of unit, levels and kinds of region, as the notices name them."""

from __future__ import annotations

from django.db import models


class UnitKind(models.TextChoices):
    GOVERNMENT = "government", "人民政府"
    LEADING_GROUP = "leading_group", "农民工工作领导小组办公室"
    HRSS = "hrss", "人力资源和社会保障"
    ARBITRATION = "arbitration", "劳动人事争议仲裁委员会"
    MEDIATION = "mediation", "人民调解委员会"
    LEGAL_AID = "legal_aid", "法律援助中心"
    NOTARY = "notary", "公证处"
    JUSTICE = "justice", "司法行政"
    POLICE = "police", "公安"
    PROCURATORATE = "procuratorate", "检察院"
    COURT = "court", "法院"
    HOUSING = "housing", "住房和城乡建设"
    TRANSPORT = "transport", "交通运输"
    WATER = "water", "水利"
    FINANCE = "finance", "财政"
    DEVELOPMENT = "development", "发展和改革"
    STATE_ASSETS = "state_assets", "国有资产监督管理"
    CIVIL_AFFAIRS = "civil_affairs", "民政"
    EDUCATION = "education", "教育"
    HEALTH = "health", "卫生健康"
    UNION = "union", "总工会"
    YOUTH_LEAGUE = "youth_league", "共青团"
    TAX = "tax", "税务"
    MARKET = "market", "市场监督管理"
    PETITION = "petition", "信访"
    CYBERSPACE = "cyberspace", "网信"
    BANK = "bank", "银行"
    TOWN = "town", "乡镇（街道）"


class RegionLevel(models.TextChoices):
    COUNTRY = "country", "全国"
    PROVINCE = "province", "省"
    CITY = "city", "市"
    COUNTY = "county", "县"
    TOWN = "town", "乡镇"


class RegionKind(models.TextChoices):
    DIVISION = "division", "行政区划"
    ZONE = "zone", "功能区"
