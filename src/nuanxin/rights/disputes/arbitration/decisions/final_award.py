"""一裁终局, tested item by item: 劳动争议调解仲裁法 art. 47 and 法释〔2020〕26号 art. 19 — each item, never the total. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from nuanxin.foundation.common.money import yuan

# labour_standard: disputes on working time, rest, social insurance and the like, final whatever the amount (art. 47, no. 2).
ItemKind = Literal["wages", "injury_medical", "severance", "damages", "labour_standard", "double_pay", "other"]
BY_AMOUNT: dict[ItemKind, str] = {
    "wages": "追索劳动报酬",
    "injury_medical": "工伤医疗费",
    "severance": "经济补偿",
    "damages": "赔偿金",
}
ARTICLE = "劳动争议调解仲裁法第四十七条第一项"
PER_ITEM = "法释〔2020〕26号第十九条"
STANDARDS = "劳动争议调解仲裁法第四十七条第二项"
NOT_FINAL = "劳动争议调解仲裁法第五十条"


@dataclass(frozen=True)
class Item:
    """One claim for money. asked_fen: as claimed; decided_fen: as decided, None while open. All in 分."""

    key: str
    name: str
    kind: ItemKind
    asked_fen: int
    decided_fen: int | None = None

    @property
    def fen(self) -> int:
        """What the test is made on: the amount decided, before that the amount claimed."""
        return self.asked_fen if self.decided_fen is None else self.decided_fen


@dataclass(frozen=True)
class MinimumWage:
    """The monthly minimum wage of the place in 分 with its source; None: `missing` says what has to be entered."""

    fen: int | None
    source: str = ""
    missing: str = ""


@dataclass(frozen=True)
class ItemTest:
    """final None: cannot be told; `why` says what is missing or who must find on it."""

    item: Item
    final: bool | None
    why: str
    cites: str


@dataclass(frozen=True)
class Tested:
    """Every item, and what kind of award papers follow."""

    items: tuple[ItemTest, ...]

    @property
    def final(self) -> tuple[ItemTest, ...]:
        return tuple(one for one in self.items if one.final)

    @property
    def not_final(self) -> tuple[ItemTest, ...]:
        return tuple(one for one in self.items if one.final is False)

    @property
    def unknown(self) -> tuple[ItemTest, ...]:
        return tuple(one for one in self.items if one.final is None)

    @property
    def conclusion(self) -> str:
        """What the page says above the table."""
        if not self.items:
            return "没有可以判断的金钱请求"
        if self.unknown:
            return "还不能判断：" + "；".join(dict.fromkeys(one.why for one in self.unknown))
        if self.final and self.not_final:
            return "部分请求终局、部分非终局，应当分别制作裁决书"
        return "各项均适用一裁终局" if self.final else "各项均不适用一裁终局"


def final_items(items: Sequence[Item], *, minimum: MinimumWage, multiple: int) -> Tested:
    """Test each item against `multiple` × the monthly minimum wage of the place."""
    return Tested(tuple(_test(one, minimum, multiple) for one in items))


def _test(item: Item, minimum: MinimumWage, multiple: int) -> ItemTest:
    if item.kind == "labour_standard":
        return ItemTest(item, True, "执行国家劳动标准的争议，不论数额", STANDARDS)
    if item.kind == "other":
        return ItemTest(item, False, "不属于一裁终局的事项", NOT_FINAL)
    if item.kind == "double_pay":
        why = f"“{item.name}”是否属于终局事项各地认定不一，须由仲裁庭认定"
        return ItemTest(item, None, why, ARTICLE)
    if minimum.fen is None:
        return ItemTest(item, None, minimum.missing, ARTICLE)
    most = minimum.fen * multiple
    measured = (
        "（还没有认定，暂按请求金额）" if item.decided_fen is None else ""
    ) + f"{yuan(item.fen)}元，界线{yuan(minimum.fen)}元×{multiple}个月＝{yuan(most)}元"
    if item.fen <= most:
        return ItemTest(item, True, f"{BY_AMOUNT[item.kind]}{measured}，未超过", f"{ARTICLE}；{PER_ITEM}")
    return ItemTest(item, False, f"{BY_AMOUNT[item.kind]}{measured}，超过", f"{ARTICLE}；{PER_ITEM}")


def ruled(tested: Tested, rulings: dict[str, bool]) -> Tested:
    """The same with what the panel found on items that the test leaves open (by key)."""
    return Tested(
        tuple(
            ItemTest(one.item, rulings[one.item.key], "仲裁庭认定", one.cites)
            if one.item.kind == "double_pay" and one.item.key in rulings
            else one
            for one in tested.items
        )
    )
