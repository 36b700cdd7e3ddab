"""How often a clue may be passed on: one return, then the arbiter; what the arbiter decided stays. Pure, but for the reader."""

from __future__ import annotations

from dataclasses import dataclass

from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.intake.models import Clue, Transfer

RETURN_CAUSES = {
    "not_area": "用工所在地不在本辖区",
    "not_remit": "不属于本部门职责",
    "already_here": "本单位已在办理同一事项",
    "incomplete": "材料无法判断，须由原单位核实",
}


@dataclass(frozen=True)
class TransferFacts:
    """What happened to the clue so far on its way."""

    returns: int
    decided: bool
    pending: bool
    waiting_for_arbiter: bool


def transfer_facts(clue: Clue) -> TransferFacts:
    """Read from the rows of the clue."""
    rows = list(Transfer.objects.filter(clue=clue))
    return TransferFacts(
        returns=sum(row.return_no is not None for row in rows),
        decided=any(row.decided_on for row in rows),
        pending=any(row.accepted_on is None and row.returned_on is None for row in rows),
        waiting_for_arbiter=any(row.asked_on and row.decided_on is None for row in rows),
    )


def return_number(facts: TransferFacts) -> int:
    """1: back to the sender; 2: not back, but before the arbiter. Refusal for whatever would be the third."""
    if facts.decided:
        raise Refusal("不能退回", why="承办单位已经由裁定确定", remedy="请办理；发现新情况的，报上级协调")
    if facts.returns >= 2:
        raise Refusal("不能退回", why="该线索已经退回过两次", remedy="请等待裁定")
    return facts.returns + 1


def why_not_send(facts: TransferFacts, *, from_unit: int, to_unit: int) -> tuple[str, str] | None:
    """(why, remedy) where the clue may not be sent on."""
    if from_unit == to_unit:
        return "转入单位就是现在的承办单位", "请选择其他单位"
    if facts.pending:
        return "已经转出，对方还没有签收", "请等对方签收或者退回"
    if facts.waiting_for_arbiter:
        return "正在等待裁定", "请等待裁定结果"
    if facts.decided:
        return "承办单位已经由裁定确定", "请办理；发现新情况的，报上级协调"
    return None
