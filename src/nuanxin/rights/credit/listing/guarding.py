"""What the ledger says against a step of a listing; asked after the procedure's own gates, within the step's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.steps import law_at, steps_taken
from nuanxin.rights.cases.steps.effects import Moment
from nuanxin.rights.credit.listing.arrivals import still_to_tell
from nuanxin.rights.credit.listing.clocks import NONE, PENDING, early_removal
from nuanxin.rights.credit.listing.conditions import RULE, Conditions, conditions
from nuanxin.rights.credit.listing.gathering import criminal_on_file, early_facts, listing_facts, missing_fen
from nuanxin.rights.credit.listing.procedure import ANNULLED, EARLY, TERM_OVER
from nuanxin.rights.credit.listing.sharing import named_consumers
from nuanxin.rights.credit.models import Listing, ListingState


def guard(moment: Moment) -> None:
    """Refuse what the file's own facts forbid; called before each step of a listing."""
    check = _CHECKS.get(moment.step)
    if check:
        check(moment)


def listing_of(case: Case) -> Listing:
    """The list's row of a file; every file has one from its first step."""
    return Listing.objects.select_for_update(of=("self",)).select_related("employer", "case__clue").get(case=case)


def tested(case: Case, said: Mapping[str, Any], on: date) -> Conditions:
    """The conditions of art. 5 for the file's clue on that day."""
    return conditions(listing_facts(case.clue, said, on), on)


def _propose(moment: Moment) -> None:
    doing = "不能提出拟列入"
    if moment.case.clue.employer is None:
        raise Refusal(doing, why="线索没有确定用人单位", remedy="请先补充用人单位", cites=f"{RULE}第五条")
    found = tested(moment.case, moment.facts, moment.on)
    gap = found.first_gap(str(moment.facts["ground"]))
    if gap:
        raise Refusal(doing, why=f"“{gap.name}”不成立：{gap.why}", remedy=gap.remedy, cites=gap.cites)
    assert found.order is not None
    if moment.facts["order_due_on"] != found.order.due_on:
        why = f"案卷中{found.order.number}的支付期限{chinese_day(found.order.due_on)}届满，与填写的日期不同"
        raise Refusal(doing, why=why, remedy="请按文书核对日期", cites=f"{RULE}第八条")


def _corrected(moment: Moment) -> None:
    paid_up(moment.case, "不能记录已经改正", f"{RULE}第七条")


def paid_up(case: Case, doing: str, cites: str) -> None:
    """Refuse while the ledger shows wages unpaid."""
    if fen := missing_fen(case.clue):
        why = f"台账还有{fen // 100}.{fen % 100:02d}元工资没有付清"
        raise Refusal(doing, why=why, remedy="请先登记支付凭证，逐人核对", cites=cites)


def _decision(moment: Moment) -> None:
    objected = any(one.step == "objection" for one in steps_taken(moment.case))
    if objected != (moment.facts.get("heard") == "checked"):
        why = "案卷中有异议" if objected else "案卷中没有异议的记录"
        raise Refusal(
            "不能作出列入决定", why=f"填写的异议情况与案卷不符：{why}", remedy="请核对", cites=f"{RULE}第六条"
        )


def _share(moment: Moment) -> None:
    _must_be_listed(moment, "不能告知列入信息")
    _consumers(moment)


def _must_be_listed(moment: Moment, doing: str) -> Listing:
    listing = listing_of(moment.case)
    if listing.state != ListingState.LISTED:
        raise Refusal(doing, why=f"现在的状态是“{listing.get_state_display()}”", remedy="请核对", cites=f"{RULE}第十条")
    return listing


def _publish(moment: Moment) -> None:
    listing = _must_be_listed(moment, "不能公布")
    if listing.decided_on and moment.facts["published_on"] < listing.decided_on:
        raise Refusal("不能公布", why="公布日期早于列入决定", remedy="请核对日期", cites=f"{RULE}第九条")


def _early_apply(moment: Moment) -> None:
    listing = _must_be_listed(moment, "不能登记提前移出申请")
    if _waiting(moment.case):
        raise Refusal("不能再次登记申请", why="上一次申请还没有决定", remedy="请先决定", cites=f"{RULE}第十四条")
    if listing.early_granted_on:
        raise Refusal("不能再次登记申请", why="已经准予提前移出", remedy="请办理移出", cites=f"{RULE}第十七条")
    if moment.facts.get("criminal") == NONE and criminal_on_file(listing) == PENDING:
        why = "案卷显示已向公安机关移送，不是“没有移送或者立案”"
        raise Refusal("不能登记申请", why=why, remedy="请核对刑事案件的办理情况", cites=f"{RULE}第十三条")


def _waiting(case: Case) -> Mapping[str, Any] | None:
    """The facts of the application on which no decision stands yet."""
    said: Mapping[str, Any] | None = None
    for one in steps_taken(case):
        if one.step == "early_apply":
            said = one.facts
        elif one.step == "early_decide":
            said = None
    return said


def _early_decide(moment: Moment) -> None:
    said = _waiting(moment.case)
    if said is None:
        raise Refusal("不能作出决定", why="没有等待决定的申请", remedy="请先登记申请", cites=f"{RULE}第十二条")
    listing = _must_be_listed(moment, "不能作出决定")
    found = early_removal(early_facts(listing, said, moment.on), moment.on, law=law_at(moment.case.clue))
    if found and moment.facts["result"] == "granted":
        why, cites = "；".join(one.why for one in found), "；".join(dict.fromkeys(one.cites for one in found))
        raise Refusal("不能准予提前移出", why=why, remedy="条件具备后再决定，或者决定不予提前移出", cites=cites)


def _remove(moment: Moment) -> None:
    listing, doing = _must_be_listed(moment, "不能移出"), "不能移出"
    cause = moment.facts["cause"]
    over = listing.until is not None and moment.on > listing.until
    stands = {TERM_OVER: over, EARLY: listing.early_granted_on is not None, ANNULLED: listing.annulled_on is not None}
    if not stands[cause]:
        until = chinese_day(listing.until) if listing.until else "（期限标准未录入）"
        why = {
            TERM_OVER: f"列入期限{until}才届满",
            EARLY: "没有准予提前移出的决定",
            ANNULLED: "没有列入决定被撤销的记录",
        }[cause]
        raise Refusal(doing, why=why, remedy="请核对移出原因", cites=f"{RULE}第十一条、第十四条、第十七条")


def _tell_removal(moment: Moment) -> None:
    listing = listing_of(moment.case)
    if listing.state != ListingState.REMOVED:
        raise Refusal("不能告知移出", why="还没有移出", remedy="请先办理移出", cites=f"{RULE}第十七条")
    _consumers(moment)
    if listing.removed_on and moment.facts["told_on"] < listing.removed_on:
        raise Refusal("不能告知移出", why="告知日期早于移出", remedy="请核对日期", cites=f"{RULE}第十七条")
    waiting = {one.name for one in still_to_tell(listing)}
    strange = [name for name in named_consumers(moment.facts) if name not in waiting]
    if strange:
        why = f"{'、'.join(strange)}没有被告知过列入，或者已经告知移出"
        raise Refusal("不能告知移出", why=why, remedy="请核对单位名称", cites=f"{RULE}第十七条")


def _consumers(moment: Moment) -> None:
    if moment.facts["told_on"] > moment.on or not named_consumers(moment.facts):
        raise Refusal(
            "不能登记告知", why="没有写明单位，或者告知日期在办理日期之后", remedy="请核对", cites=f"{RULE}第十条"
        )


def _revoke(moment: Moment) -> None:
    listing = listing_of(moment.case)
    if listing.state != ListingState.REMOVED or listing.removed_why != EARLY:
        raise Refusal("不能撤销移出", why="现在没有提前移出的记录", remedy="请核对", cites=f"{RULE}第十五条")


def _archive(moment: Moment) -> None:
    listing = listing_of(moment.case)
    waiting = still_to_tell(listing)
    if listing.state != ListingState.REMOVED or waiting:
        names = "、".join(one.name for one in waiting)
        why = f"还没有告知移出：{names}" if names else "还没有移出"
        raise Refusal("不能归档", why=why, remedy="请逐个告知后再归档", cites=f"{RULE}第十七条")


_CHECKS = {
    "propose": _propose,
    "corrected": _corrected,
    "decision": _decision,
    "publish": _publish,
    "share": _share,
    "early_apply": _early_apply,
    "early_decide": _early_decide,
    "remove": _remove,
    "tell_removal": _tell_removal,
    "revoke_removal": _revoke,
    "archive": _archive,
}
