"""The thread of a warning: the row as it stands, what may be done in which state, one line for everything that happens."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from nuanxin.foundation.audit.chain import Outsider, record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.watch.monitoring.warnings.models import RiskWarning, WarningEvent, WarningState

S = WarningState
# Which act is open in which state; an ended warning stands.
ALLOWED: dict[str, tuple[WarningState, ...]] = {
    "tell": (S.RAISED, S.TOLD, S.ANSWERED),
    "answer": (S.RAISED, S.TOLD, S.ANSWERED, S.CHECKED, S.INSPECTION, S.CLUE),
    "check": (S.RAISED, S.TOLD, S.ANSWERED, S.CHECKED, S.INSPECTION),
    "inspection": (S.RAISED, S.TOLD, S.ANSWERED, S.CHECKED),
    "inspected": (S.INSPECTION,),
    "clue": (S.RAISED, S.TOLD, S.ANSWERED, S.CHECKED, S.INSPECTION, S.CLUE),
    "end": (S.CHECKED, S.INSPECTION, S.CLUE),
    "hand_over": (S.RAISED, S.TOLD, S.ANSWERED, S.CHECKED, S.INSPECTION, S.CLUE),
    "correct": (S.ENDED,),
}


class Answerer(NamedTuple):
    """Who speaks for the employer, without an account of the staff: name and telephone."""

    name: str
    phone: str


def why_not(warning: RiskWarning, act: str) -> str:
    """Why the act is not open now; empty where it is. Pure."""
    if warning.state not in ALLOWED[act]:
        return f"该预警“{warning.get_state_display()}”"
    if act == "tell" and warning.only_watched:
        return "蓝色预警只作关注，本地没有规定企业答复"
    if act == "end" and not (warning.checked_on or warning.inspected_on or warning.clue_id):
        return "还没有核查、检查完成或者转为线索"
    return ""


def locked(warning: RiskWarning) -> RiskWarning:
    """The row as it stands now, held until the act ends."""
    rows = RiskWarning.objects.select_for_update(of=("self",))
    return rows.select_related("project__project", "employer", "region", "owner__unit", "clue").get(pk=warning.pk)


def held_for(warning: RiskWarning, act: str, *, doing: str, by: Staff | None, on: date) -> RiskWarning:
    """The row for an act: state, right (none asked of the employer, `by` None) and day looked at; Refusal otherwise."""
    row = locked(warning)
    if by is not None:
        facts = FileFacts(region=row.region_id, unit_id=row.owner.unit_id, owner_id=row.owner_id)
        must(by, Permission.WATCH_HANDLE, facts, doing=doing)
    why = why_not(row, act)
    if not why and on < row.raised_on:
        why = f"日期{on}早于预警日期{row.raised_on}"
    if why:
        raise Refusal(f"不能{doing}", why=why, remedy="请核对该预警的经过")
    return row


def needs_text(text: str, *, doing: str, what: str) -> str:
    """The text without blanks around; Refusal where it is empty."""
    if not text.strip():
        raise Refusal(f"不能{doing}", why=f"没有写明{what}", remedy="请填写")
    return text.strip()


def write_down(
    act: str,
    warning: RiskWarning,
    *,
    by: Staff | Answerer | None,
    on: date,
    text: str = "",
    proof: str = "",
    paid_fen: int | None = None,
    details: dict[str, Any] | None = None,
) -> WarningEvent:
    """One line of the thread and one event of the audit chain. `by` None: the house by itself."""
    staff = by if isinstance(by, Staff) else None
    said_by, phone = ("", "") if staff else (by.name, by.phone) if isinstance(by, Answerer) else ("系统", "")
    event = WarningEvent.objects.create(
        warning=warning, kind=act, occurred_on=on, by=staff, said_by=said_by[:60], phone=phone[:30], text=text,
        proof=proof[:500], paid_fen=paid_fen, details=details or {},
    )  # fmt: skip
    actor = staff or Outsider(f"用人单位（{said_by}）" if isinstance(by, Answerer) else "每日巡检")
    record(f"warning_{act}", about=warning, by=actor, details={"on": on, "paid_fen": paid_fen, **(details or {})})
    return event


def message_values(warning: RiskWarning) -> dict[str, str]:
    """What every message about a warning says."""
    return {
        "project": warning.project.name,
        "month": f"{warning.month.year}年{warning.month.month}月",
        "number": str(warning.pk),
    }
