"""What the file knows of the papers of legal aid, so that the aid officer writes only what is new. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.procedures.accompanying import Accompanying
from nuanxin.rights.cases.procedures.on_paper import Facts, FileOnPaper, Said
from nuanxin.rights.cases.procedures.prefilling import Filler
from nuanxin.rights.disputes.legal_aid.procedure import KEY, V2026_1

BESIDE = (Accompanying("aid_application", KEY, ("application",), Permission.FILE_HANDLE, when_closed=True),)
_NO_LICENCE = {"none": "法律援助志愿者或者本机构工作人员"}


def label(step: str, fact: str, value: Any) -> str:
    """An option of a fact as people read it; empty where nothing was said."""
    found = next(one for one in V2026_1.step(step).facts if one.key == fact)
    return dict(found.options).get(str(value), "")


def _common(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    applied = said.get("application", {})
    granted = said.get("regrant") or said.get("grant") or {}
    day = file.taken_by.get("application", ("", None))[1]
    return {
        "applicant": str(applied.get("applicant", "")),
        "applied_on": day,
        "matter": f"请求{label('application', 'matter', applied.get('matter'))}",
        "respondent": file.employer or file.project,
        "means": label("application", "means", applied.get("means")),
        "form": label("grant", "form", facts.get("form") or granted.get("form")),
        "organ": file.reconsideration_organ.removesuffix("人民政府") + "司法局",
    }


def _application(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    applied = said.get("application", {})
    by, _ = file.taken_by.get("application", ("", None))
    proof = str(applied.get("proof", "") or "")
    return {
        **_common(file, said, facts),
        "how": label("application", "how", applied.get("how")),
        "facts": file.matter,
        "proof": proof or {"none": "没有申请免予核查"},
        "taken_by": by,
    }


def _refusal(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    return {**_common(file, said, facts), "ground": label("refuse", "ground", facts.get("ground"))}


def _urgent(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    return {
        **_common(file, said, facts),
        "ground": label("first_aid", "ground", facts.get("ground")),
        "expires_on": facts.get("expires_on") or {"none": "情形与期限无关"},
    }


def _termination(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    return {**_common(file, said, facts), "ground": label("terminate", "ground", facts.get("ground"))}


def _assignment(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    common = _common(file, said, facts)
    return {
        **common,
        "form": common["form"] or "先行提供的紧急援助",
        "lawyer": facts.get("lawyer", ""),
        "firm": facts.get("firm") or _NO_LICENCE,
        "licence": facts.get("licence") or _NO_LICENCE,
        "grounds": str(facts.get("grounds", "")),
    }


def _carrier(said: Said) -> Facts:
    return said.get("replace") or said.get("assign") or {}


def _authorisation(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    carrier = _carrier(said)
    return {
        **_common(file, said, facts),
        "lawyer": str(carrier.get("lawyer", "")),
        "firm": carrier.get("firm") or _NO_LICENCE,
        "scope": label("authorisation", "scope", facts.get("scope")),
    }


def _report(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    assigned, replaced = said.get("assign", {}), said.get("replace", {})
    lawyers = [str(one["lawyer"]) for one in (assigned, replaced) if one.get("lawyer")]
    return {
        **_common(file, said, facts),
        "case_number": file.case_number,
        "decided_on": _day(file, "regrant") or _day(file, "grant"),
        "assigned_on": _day(file, "assign"),
        "lawyers": list(dict.fromkeys(lawyers)),
        "work": _last_work(said),
        "outcome": label("report", "outcome", facts.get("outcome")),
        "feedback": label("report", "feedback", facts.get("feedback")),
    }


def _day(file: FileOnPaper, step: str) -> date | None:
    return file.taken_by.get(step, ("", None))[1]


def _last_work(said: Said) -> list[str]:
    """The last entry of the work record; the others stand on the thread."""
    work = said.get("work", {})
    day = work.get("held_on")
    if not isinstance(day, date):
        return []
    return [f"{chinese_day(day)}{label('work', 'kind', work.get('kind'))}：{work.get('summary', '')}"]


FILLERS: dict[str, Filler] = {
    "aid_application": _application,
    "aid_supplement": _common,
    "aid_acceptance": _common,
    "aid_decision": _common,
    "aid_refusal": _refusal,
    "aid_urgent": _urgent,
    "aid_assignment": _assignment,
    "aid_authorisation": _authorisation,
    "aid_termination": _termination,
    "aid_closing_report": _report,
}
