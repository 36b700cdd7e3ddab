"""分流建议: what was asked, what the rules answered and which way the worker chose, written into the thread with its trace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.advice.deciding import ONLY_ADVICE, Advice, State
from nuanxin.rights.advice.facts import STATED
from nuanxin.rights.advice.gathering import KEPT, advice_on
from nuanxin.rights.intake.models import Clue, ClueEvent
from nuanxin.rights.intake.thread import not_before_receipt, on_locked_clue, write_down
from nuanxin.rights.intake.visibility import must_hold

MAY_BE_SAID = (*STATED, "asked_on", "fled")


@on_locked_clue
def keep_advice(
    *, clue: Clue, stated: Mapping[str, Any], chosen: str, note: str, by: Staff, on: date, today: date
) -> ClueEvent:
    """Keep the answers, the advice that follows from them on `today` and the way the worker chose (empty: none yet).

    stated: facts by name as the worker told them, days as date. Nothing is decided by it: whatever body he goes to
    decides for itself. Raises Refusal for a way that is closed or unknown, NotAllowed for anybody but the holder.
    """
    must_hold(by, Permission.CLUE_HANDLE, clue, doing="登记分流建议")
    not_before_receipt(clue, doing="登记分流建议", on=on)
    unknown = set(stated) - set(MAY_BE_SAID)
    if unknown:
        raise Refusal("分流建议不能登记", why=f"没有这样的事实：{'、'.join(sorted(unknown))}", remedy="请刷新页面")
    answers = {name: value for name, value in stated.items() if value not in (None, "", ())}
    advice = advice_on(clue, today, answers=answers)
    way, first = _way(advice, chosen), advice.best
    words = f"本人选择：{way}" if way else f"首选：{first.door.name}" if first else "没有可以走的程序"
    told = (
        f"工作人员和您一起看了可以走的路，您选了：{way}" if way else "工作人员给您列了可以走的几条路，见“下一步怎么走”"
    )
    return write_down(
        KEPT,
        clue=clue,
        by=by,
        on=on,
        text=f"分流建议。{words}" + (f"。{note.strip()}" if note.strip() else ""),
        for_worker=told,
        details={
            "stated": {name: _plain(value) for name, value in answers.items()},
            "chosen": chosen,
            "note": note.strip(),
            **trace_of(advice),
        },
    )


def _way(advice: Advice, chosen: str) -> str:
    if not chosen:
        return ""
    try:
        answer = advice.about(chosen)
    except KeyError:
        raise Refusal("分流建议不能登记", why="没有这条途径", remedy="请刷新页面后重新选择") from None
    if answer.state is State.CLOSED:
        why = "；".join(one.text for one in answer.why)
        cites = "；".join(dict.fromkeys(one.cites for one in answer.why if one.cites))
        raise Refusal(f"不能选择“{answer.door.name}”", why=why, remedy="请另选一条可以走的途径", cites=cites)
    return answer.door.name


def trace_of(advice: Advice) -> dict[str, Any]:
    """The whole advice as plain data: every rule asked, the facts looked at, the answer, the article."""
    return {
        "made_on": advice.facts.today.isoformat(),
        "only_advice": ONLY_ADVICE,
        "doors": [
            {
                "door": one.door.key,
                "state": one.state.value,
                "last_day": one.window.last_day.isoformat() if one.window and one.window.last_day else None,
                "why": [f"{reason.text}（{reason.cites}）" if reason.cites else reason.text for reason in one.why],
                "ask": list(one.ask),
            }
            for one in advice.answers
        ],
        "trace": [
            {
                "door": line.door,
                "rule": line.says,
                "facts": list(line.looked_at),
                "answer": line.answer,
                "cites": line.cites,
            }
            for line in advice.trace
        ],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value
