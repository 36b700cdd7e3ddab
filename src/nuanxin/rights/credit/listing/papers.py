"""What a file of the list knows of its papers. Five contents of the decision (令45 art. 8); no identity number anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.rights.cases.procedures.choosing import LawAt
from nuanxin.rights.cases.procedures.on_paper import Facts, FileOnPaper, Said
from nuanxin.rights.cases.procedures.prefilling import knows_paper
from nuanxin.rights.credit.listing.clocks import TwoClocks, two_clocks
from nuanxin.rights.credit.listing.conditions import GROUNDS

DISCIPLINE = (
    "被列入名单期间，有关部门在各自职责范围内，在政府资金支持、政府采购、招标投标、融资贷款、市场准入、税收优惠、评优评先、交通出行等方面依法予以限制",
    "名单信息向社会公布，并通过信用信息共享平台推送给有关部门和单位",
)
_HEARD = {
    "silent": "本机关已送达拟列入告知书，期满没有收到异议",
    "waived": "本机关已送达拟列入告知书，你单位书面表示没有异议",
    "checked": "本机关已送达拟列入告知书，你单位提出异议",
}
_CAUSES = {"term": "列入期限届满", "early": "准予提前移出", "annulled": "列入决定被撤销"}
_NO_CODE = {"none": "没有查到统一社会信用代码"}


def register_papers() -> None:
    """Tell the engine how each paper of the list is filled; called when the room gets ready."""
    for kind, filler in (
        ("listing_prior_notice", _notice),
        ("listing_decision", _decision),
        ("listing_publication", _publication),
        ("early_removal_decision", _early),
        ("removal_notice", _removal),
        ("removal_revocation", _revocation),
    ):
        knows_paper(kind, filler)


def person_rows(proposed: Mapping[str, Any]) -> list[list[str]]:
    """Name, capacity and post of everybody who goes onto the list with the unit."""
    rows = [[str(proposed.get("representative", "")), "法定代表人或者主要负责人", "未记明"]]
    for key, role in (("supervisors", "直接负责的主管人员"), ("others", "其他直接责任人员")):
        for line in proposed.get(key, ()):
            if not str(line).strip().startswith("无"):
                name, _, post = str(line).replace(",", "，").partition("，")
                rows.append([name.strip(), role, post.strip() or "未记明"])
    return rows


def _proposed(said: Said) -> Mapping[str, Any]:
    return said.get("propose", {})


def _notice(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    proposed = _proposed(said)
    return {
        "facts": proposed.get("facts", ""),
        "ground": dict(GROUNDS).get(str(proposed.get("ground", "")), ""),
        "persons": person_rows(proposed),
        "credit_code": file.credit_code or _NO_CODE,
    }


def _decision(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    heard = _HEARD.get(str(facts.get("heard", "")), "")
    checked = said.get("objection_checked", {}).get("findings", "")
    return {
        **_notice(file, said, facts),
        "address": file.address or {"none": "没有查明地址"},
        "heard": f"{heard}，经核实异议不成立：{checked}" if checked and facts.get("heard") == "checked" else heard,
        "discipline": list(DISCIPLINE),
    }


def _publication(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    return {
        **_notice(file, said, facts),
        "decision": file.papers.get("decision", ""),
        "decided_on": _decided_on(file),
        "until": clocks.list_until if (clocks := _clocks(file)) else None,
    }


def _decided_on(file: FileOnPaper) -> date | None:
    return file.taken_by.get("decision", ("", None))[1]


def _clocks(file: FileOnPaper) -> TwoClocks | None:
    """Both clocks of the decision; years end on their own day, so no calendar is asked."""
    decided_on = _decided_on(file)
    return two_clocks(decided_on, law=LawAt(Law.load(), WorkingCalendar())) if decided_on else None


def _publicity(file: FileOnPaper) -> str:
    clocks = _clocks(file)
    if clocks is None:
        return ""
    if clocks.repair_from is None or clocks.publicity_until is None:
        return "；".join(clocks.cautions)
    told = f"自列入决定作出之日起至{chinese_day(clocks.publicity_until)}止，{chinese_day(clocks.repair_from)}起可以申请信用修复"
    return "；".join((told, *clocks.cautions))


def _early(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    applied = said.get("early_apply", {})
    return {
        "decision": file.papers.get("decision", ""),
        "applied_on": file.taken_by.get("early_apply", ("", None))[1],
        "corrected_on": applied.get("corrected_on"),
        "publicity": _publicity(file),
        "promised_on": applied.get("promised_on") or {"none": "没有提交书面承诺"},
        "persons": person_rows(_proposed(said)),
    }


def _removal(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    return {
        "credit_code": file.credit_code or _NO_CODE,
        "decision": file.papers.get("decision", ""),
        "decided_on": _decided_on(file),
        "told": _told(file) or {"none": "没有告知过其他单位"},
        "why": _why(said, facts),
        "persons": person_rows(_proposed(said)),
    }


def _told(file: FileOnPaper) -> list[str]:
    """Every unit that was ever told of the listing by this file."""
    named = (str(name).strip() for facts in file.every.get("share", ()) for name in facts.get("consumers", ()))
    return list(dict.fromkeys(name for name in named if name))


def _why(said: Said, facts: Facts) -> str:
    cause = str(facts.get("cause", ""))
    annulled = said.get("annul", {})
    if cause == "annulled" and isinstance(annulled.get("annulled_on"), date):
        return f"{annulled['organ']}{chinese_day(annulled['annulled_on'])}{annulled['number']}撤销列入决定"
    return _CAUSES.get(cause, "")


def _revocation(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    return {"removal": file.papers.get("early_decide", "")}
