"""A listing on the way: an order that ran out unpaid, then the steps of the list, with facts that fit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.opening import open_file
from nuanxin.rights.cases.steps import take_step
from nuanxin.rights.credit.listing.procedure import KEY
from nuanxin.rights.credit.models import Listing
from nuanxin.rights.intake.models import Clue
from tests.conftest import People
from tests.unit.rights.cases.making import COURT, make_case, on_day, walk

DECIDED_BY_HEAD = ("waive", "drop", "extend", "decision", "early_decide", "annul", "revoke_removal")
ORDER_DUE_ON = date(2023, 12, 15)  # a Friday: ordered on the 8th for seven days


def unpaid_order(people: People, **about: Any) -> Clue:
    """A filed case whose order to pay was served and ran out on ORDER_DUE_ON."""
    case = make_case(people, on=date(2023, 12, 5), **about)
    walk(case, "evidence investigated order order_served", people, date(2023, 12, 6))
    return case.clue


def proposal(**changes: Any) -> dict[str, Any]:
    return {
        "ground": "amount",
        "order_due_on": ORDER_DUE_ON,
        "facts": "拖欠3名农民工2023年9月至11月工资30000元，经责令限期支付仍不支付",
        "representative": "张三",
        "supervisors": ["李四，财务经理"],
        "others": ["无：没有其他责任人员"],
        **changes,
    }


def propose(people: People, clue: Clue, *, on: date = date(2023, 12, 18), **changes: Any) -> Case:
    with on_day(on):
        return open_file(
            clue=clue,
            procedure=KEY,
            unit=people.owner.unit,
            officer=people.owner,
            facts=proposal(**changes),
            by=people.owner,
            on=on,
        )


def facts_for(key: str, on: date) -> dict[str, Any]:
    served = {"method": "direct", "sent_on": on, "served_on": on, "recipient": "新乡甲建筑有限公司", "receiver": "李四"}
    told = {"consumers": ["新乡县信用信息共享平台", "新乡县公共资源交易中心"], "told_on": on, "how": "平台推送，有回执"}
    fitting: dict[str, dict[str, Any]] = {
        "notice_served": served,
        "decision_served": served,
        "objection": {"form": "written", "content": "认为金额有误"},
        "objection_checked": {"result": "rejected", "findings": "经核对台账，金额无误", "told": "已书面答复"},
        "corrected": {"corrected_on": on, "promised_on": on, "promise": "今后不再拖欠工资"},
        "waive": {"reason": "已经付清并作出书面承诺"},
        "drop": {"reason": "异议成立"},
        "extend": {"reason": "涉及多个班组，需要逐人核对"},
        "decision": {"heard": "silent"},
        "publish": {"published_on": on, "where": ["新乡县人民政府网站"]},
        "share": told,
        "early_apply": {"corrected_on": on, "proof": "银行回单", "promised_on": on, "criminal": "none"},
        "early_decide": {"result": "granted", "reason": "条件具备"},
        "annul": {"organ": "新乡县人民政府", "annulled_on": on, "number": "新复决〔2024〕1号", "reason": "事实不清"},
        "remove": {"cause": "early", "stopped_on": on},
        "tell_removal": told,
        "revoke_removal": {"found": "提交的银行回单系伪造", "basis": ["银行协查函"]},
    }
    return fitting.get(key, {})


def take(case: Case, key: str, people: People, on: date, **facts: Any) -> CaseStep:
    """Take a step of the listing as the person who may."""
    by = people.head if key in DECIDED_BY_HEAD else people.owner
    with on_day(on):
        return take_step(
            case=case,
            step=key,
            facts={**facts_for(key, on), **facts},
            by=by,
            on=on,
            paper_fields=COURT if key in ("decision", "early_decide", "revoke_removal") else None,
        )


def go(case: Case, keys: str, people: People, start: date, days: int = 1) -> date:
    """Several steps, one every so many days; the day of the last one."""
    on = start
    for key in keys.split():
        take(case, key, people, on)
        start, on = on, on + timedelta(days=days)
    return start


def listed(people: People, *, until: str = "publish share", **about: Any) -> Listing:
    """Proposed, told, decided on 2023-12-29, and on with the steps named in `until`."""
    case = propose(people, unpaid_order(people, **about))
    go(case, "notice notice_served", people, date(2023, 12, 19))
    take(case, "decision", people, date(2023, 12, 29))
    go(case, f"decision_served {until}", people, date(2024, 1, 2))
    return Listing.objects.get(case=case)
