"""Signs of hardship in what people say and in what the file knows: something for the officer to ask about. Decides nothing. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# What people say when they are in need; each word stands as people write it, the group is what the officer asks about.
_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("生病、受伤", ("住院", "看病", "治病", "手术", "医药费", "医疗费", "大病", "癌", "透析", "受伤", "工伤", "残疾", "骨折")),
    ("吃住没有着落", ("没钱吃饭", "没饭吃", "吃不上饭", "没地方住", "没有地方住", "睡桥洞", "房租交不起", "交不起房租", "流落", "身无分文")),
    ("回不了家", ("没有路费", "没钱回家", "回不了家", "没钱买票")),
    ("孩子上学", ("学费", "孩子上学", "开学")),
    ("家有老人、孩子要照顾", ("孤儿", "单亲", "卧床", "瘫痪", "怀孕", "产妇")),
    ("已经是困难家庭", ("低保", "特困", "贫困户", "脱贫户", "监测户")),
    ("借债度日", ("借钱过", "高利贷", "欠一屁股债", "借债")),
    ("情绪危险", ("不想活", "跳楼", "轻生", "喝农药", "活不下去")),
)  # fmt: skip
URGENT = "情绪危险"


@dataclass(frozen=True)
class Signal:
    """One sign: what to ask about, and the words or the fact behind it."""

    about: str
    why: str

    @property
    def at_once(self) -> bool:
        """Whether somebody should be called now, whatever becomes of the money."""
        return self.about == URGENT


@dataclass(frozen=True)
class Told:
    """What the file knows: every text that people wrote, months owed by the claims, whether anything was paid."""

    texts: Sequence[str]
    months_owed: int = 0
    paid_fen: int = 0
    fled: bool = False


def signals(told: Told) -> tuple[Signal, ...]:
    """The signs found, each once, in the order of the list above."""
    found = []
    for about, words in _WORDS:
        said = [word for word in words if any(word in text for text in told.texts)]
        if said:
            found.append(Signal(about, f"反映中提到“{'”“'.join(said)}”"))
    if told.months_owed and not told.paid_fen:
        found.append(Signal("长期没有收入", f"主张的欠薪涉及{told.months_owed}个月，至今没有任何支付"))
    if told.fled:
        found.append(Signal("用人单位逃匿", "垫付申请写明用人单位逃匿，短期内可能领不到工资"))
    return tuple(found)
