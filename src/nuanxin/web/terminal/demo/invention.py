"""Invented people, firms and sites: the same for the same seed, with valid check digits, none of them real."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from nuanxin.foundation.common.credit_code import credit_code_check_digit
from nuanxin.foundation.common.identity import id_check_digit

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = [
    "建国",
    "秀英",
    "志强",
    "桂兰",
    "海涛",
    "玉梅",
    "小军",
    "春花",
    "大伟",
    "红霞",
    "永福",
    "凤英",
    "国庆",
    "丽娟",
    "铁柱",
    "素珍",
    "文斌",
    "爱华",
    "二宝",
    "翠平",
    "长生",
    "喜梅",
    "保林",
    "金锁",
]
BRANDS = [
    "恒固",
    "中牧",
    "鼎安",
    "瑞丰",
    "华筑",
    "豫新",
    "卫源",
    "嘉禾",
    "金桥",
    "宏晟",
    "天启",
    "共渠",
    "永筑",
    "凤鸣",
]
BUILDERS = ("建筑工程有限公司", "建设集团有限公司", "建筑劳务有限公司", "市政工程有限公司")
FACTORIES = ("服装有限公司", "电子科技有限公司", "家具制造有限公司", "食品有限公司")
SERVICES = ("餐饮管理有限公司", "配送服务有限公司", "物业服务有限公司")
SITES = ["翡翠湾", "书香苑", "东湖小区", "新城中学", "人民医院", "滨河路", "产业园", "安置房", "物流园", "污水处理厂"]
SITE_KINDS = ("一期", "二期", "三标段", "改扩建工程", "1号楼", "配套工程")
WORK = ["木工", "钢筋工", "瓦工", "架子工", "电工", "油漆工", "普工", "缝纫工", "送餐员", "保洁"]
PLACES = ["平原路中段", "新飞大道", "青年路北侧", "金穗大道", "小冀镇", "翟坡镇", "开发区南环路"]


@dataclass(frozen=True)
class Person:
    name: str
    id_number: str
    phone: str
    migrant: bool


@dataclass(frozen=True)
class Firm:
    name: str
    credit_code: str
    sector: str
    boss: str
    address: str


class Inventor:
    """Draws one invented thing after the other."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311  (invented data, not a secret)
        self._numbers = 0

    def person(self) -> Person:
        """Somebody with a valid number of a region code that was never given out (410799)."""
        self._numbers += 1
        born = date(1965, 1, 1) + timedelta(days=self.rng.randrange(14000))
        first = f"410799{born:%Y%m%d}{self._numbers % 1000:03d}"
        name = self.rng.choice(SURNAMES) + self.rng.choice(GIVEN)
        return Person(
            name, first + id_check_digit(first), f"1990000{self._numbers % 10000:04d}", self.rng.random() < 0.85
        )

    def firm(self) -> Firm:
        kind = self.rng.choices((BUILDERS, FACTORIES, SERVICES), (6, 3, 2))[0]
        sector = {BUILDERS: "construction", FACTORIES: "manufacturing", SERVICES: "other"}[kind]
        self._numbers += 1
        first = f"91410799MA{self._numbers:07d}"[:17]
        name = f"河南{self.rng.choice(BRANDS)}{self.rng.choice(BRANDS)}{self.rng.choice(kind)}"
        address = f"新乡市{self.rng.choice(PLACES)}{self.rng.randrange(1, 200)}号"
        return Firm(name, first + credit_code_check_digit(first), sector, self.person().name, address)

    def site(self) -> str:
        return self.rng.choice(SITES) + self.rng.choice(SITE_KINDS)

    def place(self) -> str:
        return f"{self.rng.choice(PLACES)}{self.rng.randrange(1, 300)}号"
