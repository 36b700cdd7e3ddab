"""Closing without settlement, and withdrawal. Every exit carries a conclusion, its basis and an answer to the reporter."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.channels import SETTLED_CONCLUSIONS, ClueState, Conclusion
from nuanxin.rights.intake.clocks import stop_all_clocks
from nuanxin.rights.intake.holding import must_be_free
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.intake.thread import WORKER, locked, must_be_open, phone_of, tell_reporters, write_down
from nuanxin.rights.intake.transfer.rules import transfer_facts
from nuanxin.rights.intake.visibility import must_hold

# Conclusions that send the reporter on say where to; the officer's own words win.
RIGHT_DOORS = {
    Conclusion.ARBITRATION: "可以向劳动人事争议仲裁委员会申请仲裁，对仲裁结果不服的可以向人民法院起诉；需要帮助的，可以拨打12348申请法律援助",
    Conclusion.POLICE: "已移送公安机关，工资仍可以继续向劳动保障监察机构追要",
    Conclusion.INDUSTRY: "由行业主管部门继续处理",
    Conclusion.PROJECT_MONEY: "工程款纠纷可以协商、申请仲裁或者向人民法院起诉；工人工资可以由工人本人实名投诉",
    Conclusion.NOT_WAGES: "可以拨打12345转有关部门，法律问题可以拨打12348",
    Conclusion.ELSEWHERE: "由用工所在地的人力资源和社会保障部门办理",
}
_OWN_WAY = (Conclusion.WITHDRAWN, Conclusion.DUPLICATE, Conclusion.OUT_OF_TIME)


@transaction.atomic
def close_clue(
    *, clue: Clue, conclusion: Conclusion, basis: str, answer: str, by: Staff, on: date, right_door: str = ""
) -> Clue:
    """Close where no money was settled; refuses while a helper task or a transfer is open. Raises Refusal."""
    clue = locked(clue)
    conclusion = Conclusion(conclusion)
    must_hold(by, Permission.CLUE_HANDLE, clue, doing="办结线索")
    if conclusion in SETTLED_CONCLUSIONS:
        raise Refusal(
            f"{clue.number}不能以“{conclusion.label}”办结",
            why="解决欠薪的结论要以逐人支付凭证和本人确认为准",
            remedy="请在案件中核对逐人台账后结案",
        )
    if conclusion in _OWN_WAY:
        raise Refusal(
            f"{clue.number}不能这样办结", why=f"“{conclusion.label}”另有办理方式", remedy="请用撤回、合并或者不予受理"
        )
    if not basis.strip() or not answer.strip():
        raise Refusal(
            f"{clue.number}不能办结", why="没有写明依据或者给反映人的答复", remedy="请补充", cites="条例第十条"
        )
    door = right_door.strip() or RIGHT_DOORS.get(conclusion, "")
    return end_clue(
        clue=clue,
        conclusion=conclusion,
        basis=basis,
        answer=f"{answer.strip()}{'；' + door if door else ''}",
        by=by,
        on=on,
    )


@transaction.atomic
def end_clue(*, clue: Clue, conclusion: Conclusion, basis: str, answer: str, by: Staff | None, on: date) -> Clue:
    """What every end does: state, conclusion, clocks, answer. For the rooms above; they have checked right and gates."""
    clue = locked(clue)
    must_be_open(clue, doing="办结", on=on)
    must_be_free(clue, doing="办结")
    _no_loose_ends(clue)
    clue.state, clue.conclusion, clue.closed_on = ClueState.CLOSED, conclusion, on
    clue.save(update_fields=["state", "conclusion", "closed_on"])
    stop_all_clocks(clue=clue, by=by or WORKER, on=on)
    label = Conclusion(conclusion).label
    write_down(
        "close_clue",
        clue=clue,
        by=by,
        on=on,
        text=f"{label}。依据：{basis.strip()}。答复：{answer.strip()}",
        reason=basis,
        for_worker=f"已办结：{label}。{answer.strip()}",
        details={"conclusion": str(conclusion), "basis": basis.strip(), "answer": answer.strip()},
    )
    values = {
        "code": clue.receipt_code or clue.number,
        "day": chinese_day(on),
        "conclusion": label,
        "phone": phone_of(clue),
    }
    tell_reporters(clue, "clue_closed", values)
    return clue


@transaction.atomic
def withdraw_clue(*, clue: Clue, reason: str, by: Staff | None, on: date, said_by: str = "") -> Clue:
    """The reporter takes it back, himself (`by` None) or through the officer who wrote it down."""
    clue = locked(clue)
    if by is not None:
        must_hold(by, Permission.CLUE_HANDLE, clue, doing="登记撤回")
    if not reason.strip():
        raise Refusal(
            f"{clue.number}不能撤回", why="没有写明反映人为什么撤回", remedy="请写明，已经拿到工资的请按支付办结"
        )
    if clue.claims.filter(withdrawn_on__isnull=True).count() > 1 and by is None:
        raise Refusal(
            f"{clue.number}不能由一人撤回", why="这是多名劳动者共同的投诉", remedy="每名劳动者只能撤回自己的部分"
        )
    ended = end_clue(
        clue=clue,
        conclusion=Conclusion.WITHDRAWN,
        basis=f"反映人撤回（{said_by or '本人'}）",
        answer=f"按您的要求撤回：{reason.strip()}。以后仍可以重新反映",
        by=by,
        on=on,
    )
    Claim.objects.filter(clue=clue, withdrawn_on__isnull=True).update(withdrawn_on=on)
    return ended


def _no_loose_ends(clue: Clue) -> None:
    open_tasks = list(clue.helper_tasks.filter(done_on__isnull=True).select_related("unit"))
    if open_tasks:
        names = "、".join(f"{task.unit.short_name}（{task.task}）" for task in open_tasks)
        raise Refusal(f"{clue.number}不能办结", why=f"协办事项还没有完成：{names}", remedy="请等协办单位反馈后办结")
    facts = transfer_facts(clue)
    if facts.pending or facts.waiting_for_arbiter:
        raise Refusal(f"{clue.number}不能办结", why="正在转办或者等待裁定", remedy="请等转办有结果后由承办单位办结")
