"""The papers of arbitration filled from the file: elements, panel, hearing, the test of finality. The officer writes only what is new."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.common.text import filled_lines
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.procedures.on_paper import Facts, FileOnPaper, Said
from nuanxin.rights.disputes.arbitration.answers import WorkerElements, elements_of, final_test
from nuanxin.rights.disputes.arbitration.decisions.elements import (
    WORKER,
    agreed_lines,
    claim_lines,
    disputed_lines,
    found_lines,
    told_lines,
)
from nuanxin.rights.disputes.arbitration.decisions.final_award import Tested
from nuanxin.rights.disputes.arbitration.hearings import last_hearing, planned_hearing
from nuanxin.rights.disputes.arbitration.missing_papers import missing_of
from nuanxin.rights.disputes.arbitration.models import FileParticipant
from nuanxin.rights.disputes.arbitration.taking_part import arbitrators_of, shared_evidence, standing_participants

Role = FileParticipant.Role
_OUTSIDE = (Role.EXPERT, Role.LAWYER, Role.UNION, Role.JOINT)
_RIGHTS = (
    "可以查看案卷进展，申请仲裁员、记录人员回避",
    "可以放弃、变更仲裁请求，可以委托代理人，符合条件的可以申请法律援助",
    "应当按时参加庭审，提供自己掌握的证据；由用人单位掌握的证据由用人单位提供",
    "追索劳动报酬可以申请先予执行，可以不提供担保",
)
_HELD_BY_EMPLOYER = (
    "劳动合同、职工名册和入职材料",
    "欠薪期间的考勤记录",
    "工资支付台账和支付凭证",
    "扣款、借支的依据",
)
_BASIS = "《中华人民共和国劳动法》第五十条、《中华人民共和国劳动合同法》第三十条、《保障农民工工资支付条例》第三条"
NOW = "now"  # the facts of the step that is being taken, beside those of the steps before
Lines = Callable[[Sequence[Any]], list[str]]


def _case(file: FileOnPaper) -> Case | None:
    """The file behind the plain text: its number is unique."""
    found = Case.objects.filter(number=file.case_number) if file.case_number else Case.objects.none()
    return found.select_related("clue__employer", "unit__region").first()


def _or_none(value: Any, reason: str) -> Any:
    return value if value not in ("", None, [], ()) else {"none": reason}


def names(workers: Sequence[WorkerElements]) -> str:
    """张三、李四、王五等12人."""
    shown = "、".join(one.name for one in workers[:3])
    return shown + (f"等{len(workers)}人（名单见附表）" if len(workers) > 3 else "")


def _by_worker(workers: Sequence[WorkerElements], lines: Lines) -> list[str]:
    """The lines of each worker, under his name where there is more than one."""
    alone = len(workers) == 1
    return [line if alone else f"{one.name}——{line}" for one in workers for line in lines(one.rows)]


def _panel(case: Case) -> dict[str, Any]:
    clerk = standing_participants(case).filter(role=Role.CLERK).first()
    return {
        "arbitrators": "、".join(one.name for one in arbitrators_of(case)),
        "clerk": clerk.name if clerk else "",
    }


def _common(case: Case, workers: Sequence[WorkerElements], said: Said, file: FileOnPaper) -> dict[str, Any]:
    asked = _by_worker(workers, claim_lines) or list(said.get("application", {}).get("requests", []))
    return {
        **_panel(case),
        "applicants": names(workers),
        "requests": asked,
        "credit_code": _or_none(file.credit_code, "没有查到统一社会信用代码"),
        "legal_representative": _or_none(file.legal_representative, "尚未查明法定代表人"),
        "received_on": file.opened_on,
        "accepted_on": file.taken_by.get("accept", ("", None))[1],
    }


def _application(case: Case, workers: Sequence[WorkerElements], said: Said, file: FileOnPaper) -> dict[str, Any]:
    told = said.get("application", {})
    reps = standing_participants(case).filter(role=Role.REPRESENTATIVE)
    rows = [[one.name, item.name.partition("：")[2], item.asked_fen] for one in workers for item in one.items]
    return {
        "elements": _by_worker(workers, lambda rows: told_lines(rows, WORKER)),
        "reasons": str(told.get("reasons", "")),
        "how": str(told.get("how", "")),
        "evidence": _or_none([one.what for one in file.evidence], "证据由用人单位掌握或者随后补交"),
        "representatives": _or_none([one.name for one in reps], "没有推举代表人"),
        "items": _or_none(rows, "请求没有金额"),
    }


def _missing(case: Case, workers: Sequence[WorkerElements], said: Said, file: FileOnPaper) -> dict[str, Any]:
    waiting = missing_of(case).filter(received_on__isnull=True)
    return {
        "items": [f"{one.name}，于{chinese_day(one.due_on)}前补交" for one in waiting],
        "way": "可以当面、邮寄或者在网上提交，也可以口头说明由工作人员记录",
    }


def _acceptance(case: Case, workers: Sequence[WorkerElements], said: Said, file: FileOnPaper) -> dict[str, Any]:
    return {"rights": list(_RIGHTS)}


def _response(case: Case, workers: Sequence[WorkerElements], said: Said, file: FileOnPaper) -> dict[str, Any]:
    return {
        "materials": list(_HELD_BY_EMPLOYER),
        "elements": "随附要素表，请对入职日期、岗位、工资标准、欠薪月份和金额等逐项答复；双方答复一致的不再审理",
    }


def _notice(case: Case, workers: Sequence[WorkerElements], said: Said, file: FileOnPaper) -> dict[str, Any]:
    return {"link": {"none": "现场开庭"}, "members": {"none": "由一名仲裁员独任仲裁"}}


def _record(case: Case, workers: Sequence[WorkerElements], said: Said, file: FileOnPaper) -> dict[str, Any]:
    hearing = planned_hearing(case) or last_hearing(case)
    outside = [str(one) for one in standing_participants(case).filter(role__in=_OUTSIDE)]
    told = said.get("hearing_set", {})
    return {
        "held_on": hearing.starts_at.astimezone(BEIJING).date() if hearing else None,
        "hours": f"{told.get('starts', '')}至{told.get('ends', '')}",
        "place": str(told.get("place", "")),
        "attending": _or_none(outside, "没有邀请其他人员参加"),
        "agreed": _or_none(_by_worker(workers, agreed_lines), "没有双方答复一致的要素"),
        "disputed": _or_none(_by_worker(workers, disputed_lines), "双方对各要素没有争议"),
    }


def _mediated(case: Case, workers: Sequence[WorkerElements], said: Said, file: FileOnPaper) -> dict[str, Any]:
    """Who gets what: known where one worker stands alone or everything asked is paid; else the officer lists it."""
    content = str(said.get("mediation_tried", {}).get("content", ""))
    rows, amount = _rows(workers), said.get(NOW, {}).get("amount")
    if len(workers) == 1 and amount:
        rows = [[workers[0].name, "调解支付", amount]]
    elif amount != sum(fen for _, _, fen in rows):
        rows = []
    found: dict[str, Any] = {"result": filled_lines(content)}
    return found | ({"items": rows} if rows else {})


def _part(case: Case, workers: Sequence[WorkerElements], said: Said, file: FileOnPaper) -> dict[str, Any]:
    agreed = _or_none(_by_worker(workers, agreed_lines), "没有双方答复一致的要素")
    return {"agreed": agreed}


def _rows(workers: Sequence[WorkerElements], keys: frozenset[str] | None = None) -> list[list[Any]]:
    return [
        [one.name, item.name.partition("：")[2], item.fen]
        for one in workers
        for item in one.items
        if item.fen and (keys is None or item.key in keys)
    ]


def _heard(said: Said, file: FileOnPaper) -> str:
    day = file.taken_by.get("hearing", ("", None))[1]
    how = {"none": "双方到庭参加仲裁", "employer": "被申请人经通知无正当理由未到庭，本委依法缺席审理"}
    absent = str(said.get("hearing", {}).get("absent", ""))
    return f"于{chinese_day(day)}开庭审理，{how.get(absent, '')}" if isinstance(day, date) else ""


def _award(final: bool) -> Filler:
    def fill(case: Case, workers: Sequence[WorkerElements], said: Said, file: FileOnPaper) -> dict[str, Any]:
        tested = final_test(case, _today(file))
        mine = tested.final if final else tested.not_final
        keys = frozenset(one.item.key for one in mine)
        rows = _rows(workers, keys)
        shared = "".join(f"；监察机构调取：{row.facts.get('summary', '')}" for row in shared_evidence(case))
        return {
            "heard_on": _heard(said, file),
            "defence": str(said.get("defence", {}).get("summary", "")) or "没有提交答辩书",
            "agreed": _or_none(_by_worker(workers, agreed_lines), "没有双方答复一致的要素"),
            "disputed": _or_none(_by_worker(workers, disputed_lines), "双方对各要素没有争议"),
            "found": _or_none(_by_worker(workers, found_lines), "没有需要另行认定的要素"),
            "opinion": f"以上事实有双方陈述、要素表和庭审质证的证据证实{shared}",
            "basis": _BASIS,
            "results": [f"被申请人向{who}支付{what}{yuan(fen)}元" for who, what, fen in rows]
            + _dismissed(workers, keys),
            "amount": sum(fen for _, _, fen in rows),
            "test": _tested(tested, final),
            "items": _or_none(rows, "没有支持的金钱请求"),
        }

    return fill


def _dismissed(workers: Sequence[WorkerElements], keys: frozenset[str]) -> list[str]:
    """What was asked beyond what is awarded is answered too."""
    return [
        f"驳回{one.name}关于{item.name.partition('：')[2]}的其他请求"
        for one in workers
        for item in one.items
        if item.key in keys and item.asked_fen > item.fen
    ]


def _tested(tested: Tested, final: bool) -> list[str]:
    return [f"{one.item.name}：{one.why}（{one.cites}）" for one in (tested.final if final else tested.not_final)]


def _today(file: FileOnPaper) -> date:
    """The minimum wage that counts is that of the last day of the file."""
    return max((on for _, on in file.taken_by.values()), default=file.opened_on)


Filler = Callable[[Case, Sequence[WorkerElements], Said, FileOnPaper], dict[str, Any]]


def _known(own: Filler) -> Callable[[FileOnPaper, Mapping[str, Mapping[str, Any]], Mapping[str, Any]], dict[str, Any]]:
    """The common fields and the paper's own; what the step itself says goes before both."""

    def fill(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
        case = _case(file)
        if case is None:
            return {}
        workers = elements_of(case)
        stated = {key: value for key, value in facts.items() if value not in (None, "", [])}
        return {**_common(case, workers, said, file), **own(case, workers, {**said, NOW: stated}, file), **stated}

    return fill


FILLERS = {
    kind: _known(own)
    for kind, own in {
        "arbitration_application": _application,
        "arbitration_missing_papers": _missing,
        "arbitration_acceptance": _acceptance,
        "arbitration_non_acceptance": _acceptance,
        "arbitration_response_notice": _response,
        "arbitration_panel_notice": _notice,
        "arbitration_hearing_notice": _notice,
        "arbitration_hearing_record": _record,
        "arbitration_mediation_document": _mediated,
        "arbitration_part_award": _part,
        "arbitration_advance_execution": _acceptance,
        "arbitration_final_award": _award(True),
        "arbitration_award": _award(False),
    }.items()
}
