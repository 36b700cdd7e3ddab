"""不予受理: in writing, with the reason, the remedy and the right door. An unknown employer is never a ground for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import transaction

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.issue import issue_paper
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.acceptance.examining import RULE, limitation_ends
from nuanxin.rights.intake.acceptance.notices import common_fields, respondent_of, wants_paper
from nuanxin.rights.intake.channels import ClueState, Conclusion
from nuanxin.rights.intake.clocks import calendar_of, stop_all_clocks
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.thread import locked, must_be_open, phone_of, tell_reporters, write_down
from nuanxin.rights.intake.visibility import must_hold


class Ground(StrEnum):
    """Why a claim may be turned away at all."""

    LIMITATION = "limitation"  # ended more than two years ago, and the officer knows when
    REMIT = "remit"  # not labour inspection's power, or not wages
    DIVERT = "divert"  # already in arbitration or court


_CONCLUSION = {
    Ground.LIMITATION: Conclusion.OUT_OF_TIME,
    Ground.REMIT: Conclusion.NOT_WAGES,
    Ground.DIVERT: Conclusion.ARBITRATION,
}
_BASIS = {
    Ground.LIMITATION: "《劳动保障监察条例》第二十条、《关于实施〈劳动保障监察条例〉若干规定》第十八条",
    Ground.REMIT: "《关于实施〈劳动保障监察条例〉若干规定》第十八条",
    Ground.DIVERT: "《劳动保障监察条例》第二十一条",
}


@dataclass(frozen=True)
class Remedies:
    """Whom the complainant may ask against the refusal (the decision must teach it)."""

    reconsideration_organ: str
    court: str


@transaction.atomic
def refuse_clue(
    *,
    clue: Clue,
    ground: Ground,
    reason: str,
    right_channel: str,
    remedies: Remedies,
    by: Staff,
    on: date,
    conduct_ended_on: date | None = None,
) -> Clue:
    """Decide not to accept, issue the written decision to a named complainant, close with a conclusion. Raises Refusal."""
    clue = locked(clue)
    must_hold(by, Permission.CLUE_HANDLE, clue, doing="决定不予受理")
    must_be_open(clue, doing="不予受理", on=on)
    why = _why_not(clue, Ground(ground), reason, right_channel, conduct_ended_on)
    if why:
        raise Refusal(f"{clue.number}不能不予受理", why=why[0], remedy=why[1], cites=f"{RULE}；监察条例第二十条")
    paper = None
    if wants_paper(clue):
        fields = {
            **common_fields(clue),
            "respondent": respondent_of(clue),
            "reason": reason.strip(),
            "basis": _BASIS[Ground(ground)],
            "right_channel": right_channel.strip() or {"none": "没有其他途径"},
            "reconsideration_organ": remedies.reconsideration_organ,
            "court": remedies.court,
        }
        paper = issue_paper(kind="non_acceptance_decision", about=clue, fields=fields, unit=clue.unit, by=by, on=on)
    conclusion = _CONCLUSION[Ground(ground)]
    clue.state, clue.closed_on, clue.conclusion = ClueState.REFUSED, on, conclusion
    clue.save(update_fields=["state", "closed_on", "conclusion"])
    stop_all_clocks(clue=clue, by=by, on=on)
    said = f"没有受理：{reason.strip()}。您可以选择：{right_channel.strip()}。电话{phone_of(clue)}"
    details = {"ground": str(ground), "right_channel": right_channel}
    write_down(
        "refuse_clue",
        clue=clue,
        by=by,
        on=on,
        reason=reason,
        text=reason,
        for_worker=said,
        paper=paper,
        details=details,
    )
    values = {
        "code": clue.receipt_code or clue.number,
        "day": chinese_day(on),
        "conclusion": conclusion.label,
        "phone": phone_of(clue),
    }
    tell_reporters(clue, "clue_closed", values)
    return clue


def _why_not(
    clue: Clue, ground: Ground, reason: str, right_channel: str, conduct_ended_on: date | None
) -> tuple[str, str] | None:
    """(why, remedy) where it may not be refused so."""
    if clue.accepted_on or clue.state not in (ClueState.RECEIVED, ClueState.SUPPLEMENT):
        return f"现在的状态是“{clue.get_state_display()}”", "已受理的按办理程序办结，转办中的等待转办结果"
    if not reason.strip():
        return "没有书面写明理由", "请写明不予受理的事实和理由"
    if ground != Ground.LIMITATION and not right_channel.strip():
        return "没有告知正确的维权途径", "请写明投诉人可以向哪里反映；属于其他地区、部门的，请转办"
    if ground == Ground.LIMITATION:
        if conduct_ended_on is None:
            return (
                "没有核实欠薪行为何时终了",
                "拖欠工资通常为继续状态，请核实终了之日，不得仅因最早欠薪月超过二年而不予受理",
            )
        last = limitation_ends(conduct_ended_on, law=Law.load(), calendar=calendar_of(clue.region_id))
        if clue.received_on <= last:
            return f"行为终了之日{conduct_ended_on}至收到之日没有超过二年（至{last}届满）", "应当依法受理"
    return None
