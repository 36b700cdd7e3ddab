"""What the law leaves to do when a mediated agreement is not kept: every door with its article, or why it is shut. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nuanxin.rights.cases.procedures.choosing import Taken
from nuanxin.rights.cases.procedures.declared import YES
from nuanxin.rights.disputes.mediation.words import ROUTES_AFTER_DEFAULT


@dataclass(frozen=True)
class Door:
    """One way on: whether it is open, why or why not, and the article."""

    key: str
    name: str
    open: bool
    why: str
    cites: str


def doors_after_default(taken: Sequence[Taken]) -> tuple[Door, ...]:
    """The ways in the order of the list, by what the file says; facts that decide: kind of mediation, answers, wages only.

    An agreement that the court confirmed (or for which the commission made a 调解书) is enforced, not sued upon again;
    without that, a labour dispute goes to arbitration, and an agreement about wages only may be sued upon directly.
    """
    said: dict[str, Mapping[str, Any]] = {done.step: done.facts for done in taken}
    binding = _binding(said)
    wage_only = (said.get("signed") or said.get("oral") or {}).get("wage_only") == YES
    written = "signed" in said
    found = {
        "enforcement": _door(bool(binding), binding or "协议没有经司法确认，也没有仲裁调解书，不能直接申请执行",
                             "民事诉讼法第二百零六条；劳动争议调解仲裁法第五十一条"),
        "arbitration": _door(not binding, "一方不履行调解协议的，可以依法申请仲裁" if not binding else "协议已有强制执行效力，应申请执行",
                             "劳动争议调解仲裁法第十五条"),
        "wage_suit": _door(
            wage_only and not binding,
            "仅就劳动报酬达成的调解协议，用人单位不履行的，可以直接起诉，按普通民事纠纷受理" if wage_only and not binding
            else ("协议已有强制执行效力，应申请执行" if binding else "协议不是仅就劳动报酬达成的，须先仲裁"),
            "法释〔2020〕26号第五十一条",
        ),
        "payment_order": _door(
            written and not binding,
            "凭调解协议书申请；支付令须能送达用人单位，下落不明的不能用" if written and not binding
            else ("协议已有强制执行效力，应申请执行" if binding else "口头协议没有调解协议书"),
            "劳动争议调解仲裁法第十六条；民事诉讼法第二百二十五条",
        ),
        "inspection": _door(True, "拖欠劳动报酬，未申请仲裁、起诉的，可以投诉", "劳动争议调解仲裁法第九条"),
        "notary": _door(not binding, "双方同意的，可以办理赋予强制执行效力的还款协议公证" if not binding else "协议已有强制执行效力，无须公证",
                        "公证法第三十七条"),
    }  # fmt: skip
    return tuple(Door(key, name, *found[key]) for key, name in ROUTES_AFTER_DEFAULT)


def _door(is_open: bool, why: str, cites: str) -> tuple[bool, str, str]:
    return is_open, why, cites


def _binding(said: Mapping[str, Mapping[str, Any]]) -> str:
    """What makes the agreement enforceable, in words; empty where nothing does."""
    if said.get("confirm_answer", {}).get("answer") == "confirmed":
        return "法院已裁定确认协议有效，一方拒绝履行的，可以申请执行"
    if said.get("review_answer", {}).get("answer") == "document":
        return "仲裁机构已出具调解书，期满不履行的，可以申请执行"
    return ""
