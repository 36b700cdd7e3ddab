"""A notary's file and shortcuts through its steps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.rights.cases.agreements import Part, sign_agreement
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.opening import open_file
from nuanxin.rights.cases.steps import take_step
from nuanxin.rights.disputes.notary.procedure import KEY
from nuanxin.rights.intake.transfer.helping import ask_helper
from tests.conftest import People
from tests.desks import desk_person
from tests.unit.rights.cases.making import make_clue, on_day

START = date(2023, 12, 5)
PHONE = "13937355667"


def notary_person() -> Any:
    return desk_person("notary", UnitKind.NOTARY, name="公证员甲")


def opened(people: People, notary: Any, on: date = START) -> Case:
    clue = make_clue(people)
    with on_day(on):
        ask_helper(clue=clue, unit=notary.unit, task="请办理还款协议公证", by=people.owner, on=on)
        facts = {
            "worker_applied_on": on,
            "employer_applied_on": on,
            "origin": "inspection",
            "debt": "拖欠2023年9月至11月工资三万元",
        }
        return open_file(clue=clue, procedure=KEY, unit=notary.unit, officer=notary, facts=facts, by=notary, on=on)


def facts_for(key: str, on: date) -> dict[str, Any]:
    """Facts that fit each step."""
    fitting: dict[str, dict[str, Any]] = {
        "accept": {"told": "yes"},
        "supplement": {"what": "补充法定代表人身份证明"},
        "supplemented": {"result": "已补充"},
        "examine": {"disputed": "no", "genuine": "yes", "passes": "yes", "note": "双方无争议"},
        "declined": {"reason": "双方对欠薪数额有争议", "told": "申请劳动仲裁"},
        "withdrawn": {"reason": "已经付清"},
        "consent": {"worker_consent_on": on, "employer_consent_on": on, "by_whom": "法定代表人张三"},
        "statement": {
            "accepts": "yes",
            "presence": "self",
            "person": "法定代表人张三",
            "accelerates": "yes",
            "dunning_phone": PHONE,
        },
        "default": {"what": "第一期没有付清"},
        "listing": {"reason": "逾期拒不还款", "notified_on": on},
        "delisted": {"reason": "已经履行"},
        "check": {"applied_on": on, "paid": 0, "asked": "电话核实", "answer": "agrees"},
        "certificate": {"amount": 3_000_000},
        "court": {"court": "新乡县人民法院", "applied_on": on},
        "court_filed": {"answered_on": on, "number": "（2024）豫0721执1号"},
        "handed_over": {"note": "材料已移交"},
        "court_refused": {"answered_on": on, "reason": "给付内容不明确", "told": "申请劳动仲裁"},
        "performed": {"how": "已全部转账"},
    }
    return fitting.get(key, {})


def step(case: Case, key: str, notary: Any, on: date, **facts: Any) -> CaseStep:
    with on_day(on):
        return take_step(case=case, step=key, facts={**facts_for(key, on), **facts}, by=notary, on=on)


def sign(
    case: Case, notary: Any, on: date, parts: tuple[tuple[int, int], ...] = ((10, 1_000_000), (40, 2_000_000))
) -> None:
    with on_day(on):
        sign_agreement(
            case=case,
            signed_on=on,
            text="分期还清",
            parts=[Part(on + timedelta(days=days), fen) for days, fen in parts],
            by=notary,
            on=on,
        )


def deeded(people: People, notary: Any, on: date = START) -> Case:
    """A file with its deed: parts due on 2023-12-15 and 2024-01-14."""
    case = opened(people, notary, on)
    for key in ("accept", "examine", "consent"):
        step(case, key, notary, on)
    sign(case, notary, on)
    step(case, "statement", notary, on)
    step(case, "deed", notary, on)
    return case
