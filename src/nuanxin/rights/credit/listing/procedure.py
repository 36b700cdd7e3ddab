"""列入失信名单, version 2022.1: proposal, notice, objection, decision, publication, early removal, removal (令45, law.md §11).

The file runs on for years after the wages are paid, so it does not keep the clue open.
"""

from __future__ import annotations

from dataclasses import replace

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.rights.cases.procedures.declared import (
    OPEN_FILE,
    Bar,
    Fact,
    Limit,
    Need,
    Opening,
    Procedure,
    Said,
    Start,
    Step,
    Wait,
)
from nuanxin.rights.cases.procedures.serving import service_of
from nuanxin.rights.credit.listing.clocks import CRIMINAL
from nuanxin.rights.credit.listing.conditions import GROUNDS, INCIDENT, RULE

KEY = "dishonest_listing"
_M, _D = Permission.CREDIT_MANAGE, Permission.CREDIT_DECIDE
TERM_OVER, EARLY, ANNULLED = "term", "early", "annulled"
_CAUSES = ((TERM_OVER, "列入期限届满"), (EARLY, "决定提前移出"), (ANNULLED, "列入决定被撤销"))
_DECIDED = Need(("decision",), "没有作出列入决定", f"{RULE}第八条")
_NOT_DECIDED = Bar(("decision",), "已经作出列入决定")
_ANNULLED = Bar(("annul",), "列入决定已经被撤销")


def _service(
    key: str, paper: str, name: str, article: str, leads_to: tuple[str, ...], starts: tuple[Start, ...]
) -> Step:
    served = service_of(key, paper, name, leads_to)
    need = Need((paper,), f"没有制发{name}", f"{RULE}第{article}条")
    cites = f"{RULE}第{article}条；民事诉讼法第八十七条至第九十五条"
    return replace(served, permission=_M, cites=cites, needs=(need,), stops=(), starts=starts)


BEFORE = (
    Step(
        "propose",
        "提出拟列入",
        f"{RULE}第五条",
        _M,
        own_act=OPEN_FILE,
        starts=(Start("bl.decide", "order_due_on"),),
        facts=(
            Fact("ground", "列入情形", "choice", options=GROUNDS),
            Fact("order_due_on", "责令限期支付期限届满日", "day"),
            Fact("facts", "拟列入的事实"),
            Fact("incident_on", "事件发生日期", "day", required=False, needed_when=Said("ground", (INCIDENT,))),
            Fact("incident", "事件经过和影响", required=False, needed_when=Said("ground", (INCIDENT,))),
            Fact("representative", "法定代表人或者主要负责人", short=True),
            Fact("supervisors", "直接负责的主管人员（每行：姓名，职务；没有的写“无：原因”）", "lines"),
            Fact("others", "其他直接责任人员（每行：姓名，职务；没有的写“无：原因”）", "lines"),
        ),
        leads_to=("notice",),
    ),
    Step(
        "notice",
        "拟列入告知",
        f"{RULE}第六条",
        _M,
        needs=(Need(("propose",), "没有提出拟列入", f"{RULE}第五条"),),
        bars=(_NOT_DECIDED,),
        paper="listing_prior_notice",
        leads_to=("notice_served",),
    ),
    _service(
        "notice_served",
        "notice",
        "拟列入告知书",
        "六",
        ("objection", "corrected", "decision"),
        (Start("bl.notice.object", "served_on"),),
    ),
    Step(
        "objection",
        "收到异议",
        f"{RULE}第六条",
        _M,
        needs=(Need(("notice_served",), "没有送达拟列入告知书", f"{RULE}第六条"),),
        limits=(Limit("notice_served.served_on", ("bl.notice.object",), "提出异议的期限", f"{RULE}第六条"),),
        bars=(_NOT_DECIDED,),
        stops=("bl.notice.object",),
        starts=(Start("bl.notice.check"),),
        facts=(
            Fact("form", "提出方式", "choice", options=(("written", "书面"), ("oral", "口头（已记录）"))),
            Fact("content", "异议的内容和理由"),
        ),
        leads_to=("objection_checked",),
    ),
    Step(
        "objection_checked",
        "核实异议",
        f"{RULE}第六条",
        _M,
        needs=(Need(("objection",), "没有收到异议", f"{RULE}第六条"),),
        bars=(_NOT_DECIDED,),
        stops=("bl.notice.check",),
        facts=(
            Fact("result", "核实结果", "choice", options=(("upheld", "异议成立"), ("rejected", "异议不成立"))),
            Fact("findings", "核实情况和理由"),
            Fact("told", "告知当事人的情况"),
        ),
        leads_to=("decision", "drop"),
    ),
    Step(
        "corrected",
        "核实改正和书面承诺",
        f"{RULE}第七条",
        _M,
        needs=(Need(("propose",), "没有提出拟列入", f"{RULE}第五条"),),
        bars=(_NOT_DECIDED,),
        facts=(
            Fact("corrected_on", "改正（付清）日期", "day"),
            Fact("promised_on", "书面承诺日期", "day"),
            Fact("promise", "承诺书的内容"),
        ),
        leads_to=("waive",),
    ),
    Step(
        "waive",
        "决定不予列入（已改正并承诺）",
        f"{RULE}第七条",
        _D,
        needs=(Need(("corrected",), "没有核实已经改正并作出书面承诺", f"{RULE}第七条"),),
        bars=(_NOT_DECIDED,),
        stops=("bl.decide", "bl.notice.object", "bl.notice.check"),
        facts=(Fact("reason", "不予列入的理由"),),
        by_others=True,
        ends="不予列入（已改正并承诺）",
    ),
    Step(
        "drop",
        "决定不予列入（不符合条件）",
        f"{RULE}第五条、第六条",
        _D,
        needs=(Need(("propose",), "没有提出拟列入", f"{RULE}第五条"),),
        bars=(_NOT_DECIDED,),
        stops=("bl.decide", "bl.notice.object", "bl.notice.check"),
        facts=(Fact("reason", "异议成立或者不符合条件的理由"),),
        by_others=True,
        ends="不予列入（不符合条件）",
    ),
    Step(
        "extend",
        "批准延长决定期限",
        f"{RULE}第八条",
        _D,
        needs=(Need(("propose",), "没有提出拟列入", f"{RULE}第五条"),),
        bars=(_NOT_DECIDED,),
        limits=(
            Limit("propose.order_due_on", ("bl.decide",), "原决定期限（届满以后不能再批准延长）", f"{RULE}第八条"),
        ),
        extends="bl.decide",
        facts=(Fact("reason", "情况复杂的具体理由"),),
        leads_to=("decision",),
    ),
)
DECIDING = (
    Step(
        "decision",
        "列入决定",
        f"{RULE}第五条、第八条",
        _D,
        needs=(
            Need(("notice_served",), "没有告知并送达，不得作出列入决定", f"{RULE}第六条"),
            Need(
                ("objection_checked",),
                "异议没有核实，或者异议成立",
                f"{RULE}第六条",
                having=Said("result", ("rejected",)),
                when=Said("form", ("written", "oral"), "objection"),
            ),
        ),
        waits=(
            Wait(
                "notice_served.served_on",
                "提出异议的期限还没有届满",
                f"{RULE}第六条",
                terms=("bl.notice.object",),
                unless=Said("heard", ("checked", "waived")),
            ),
        ),
        bars=(Bar(("corrected",), "决定前已经改正并作出书面承诺，应当按不予列入办理（第七条）"),),
        stops=("bl.decide", "bl.notice.object"),
        facts=(
            Fact(
                "heard",
                "异议情况",
                "choice",
                options=(
                    ("silent", "期满没有提出异议"),
                    ("waived", "书面表示没有异议"),
                    ("checked", "提出异议，经核实不成立"),
                ),
            ),
        ),
        paper="listing_decision",
        act="listing",
        by_others=True,
        leads_to=("decision_served",),
        for_worker="用人单位逾期不支付工资，已被列入拖欠农民工工资失信联合惩戒名单",
    ),
    _service("decision_served", "decision", "列入决定书", "八", ("publish", "share"), ()),
    Step(
        "publish",
        "公布名单信息",
        f"{RULE}第九条",
        _M,
        needs=(_DECIDED, Need(("decision_served",), "列入决定书没有送达", f"{RULE}第八条")),
        bars=(_ANNULLED,),
        facts=(
            Fact("published_on", "公布日期", "day"),
            Fact("where", "公布的网站（每行一个）", "lines"),
        ),
        paper="listing_publication",
        leads_to=("share",),
    ),
    Step(
        "share",
        "共享告知信用信息使用单位",
        f"{RULE}第十条",
        _M,
        needs=(_DECIDED, Need(("decision_served",), "列入决定书没有送达", f"{RULE}第八条")),
        bars=(_ANNULLED,),
        facts=(
            Fact("consumers", "告知的单位（每行一个）", "lines"),
            Fact("told_on", "告知日期", "day"),
            Fact("how", "告知方式和凭证（平台推送、公函文号、回执）"),
        ),
        repeats=True,
    ),
)
AFTER = (
    Step(
        "early_apply",
        "收到提前移出申请",
        f"{RULE}第十二条、第十三条",
        _M,
        needs=(_DECIDED,),
        bars=(_ANNULLED,),
        starts=(Start("bl.early_decide"),),
        facts=(
            Fact("corrected_on", "改正（付清）日期", "day"),
            Fact("proof", "改正的证明材料"),
            Fact("promised_on", "不再拖欠工资的书面承诺日期", "day", required=False),
            Fact("criminal", "涉嫌拒不支付劳动报酬犯罪的办理情况", "choice", options=CRIMINAL),
        ),
        repeats=True,
        leads_to=("early_decide",),
    ),
    Step(
        "early_decide",
        "决定是否提前移出",
        f"{RULE}第十二条至第十四条",
        _D,
        needs=(Need(("early_apply",), "没有收到提前移出申请", f"{RULE}第十二条"),),
        bars=(_ANNULLED,),
        stops=("bl.early_decide",),
        starts=(Start("bl.remove", when=Said("result", ("granted",))),),
        facts=(
            Fact("result", "决定", "choice", options=(("granted", "准予提前移出"), ("refused", "不予提前移出"))),
            Fact("reason", "核实情况和理由"),
        ),
        paper="early_removal_decision",
        by_others=True,
        repeats=True,
        leads_to=("remove",),
    ),
    Step(
        "annul",
        "列入决定被撤销",
        f"{RULE}第十七条；行政复议法；行政诉讼法第七十条",
        _D,
        needs=(_DECIDED,),
        stops=("bl.early_decide",),
        starts=(Start("bl.remove", "annulled_on"),),
        facts=(
            Fact("organ", "作出撤销决定的机关", short=True),
            Fact("annulled_on", "撤销日期", "day"),
            Fact("number", "文书文号", short=True),
            Fact("reason", "撤销的理由"),
        ),
        leads_to=("remove",),
    ),
    Step(
        "remove",
        "移出名单、停止公示",
        f"{RULE}第十七条",
        _M,
        needs=(_DECIDED,),
        facts=(Fact("cause", "移出原因", "choice", options=_CAUSES), Fact("stopped_on", "停止公示日期", "day")),
        paper="removal_notice",
        repeats=True,
        leads_to=("tell_removal", "archive"),
    ),
    Step(
        "tell_removal",
        "告知移出",
        f"{RULE}第十七条",
        _M,
        needs=(Need(("remove",), "没有移出", f"{RULE}第十七条"),),
        facts=(
            Fact("consumers", "告知的单位（每行一个）", "lines"),
            Fact("told_on", "告知日期", "day"),
            Fact("how", "告知方式和凭证"),
        ),
        repeats=True,
        leads_to=("archive",),
    ),
    Step(
        "revoke_removal",
        "撤销提前移出（提供虚假材料）",
        f"{RULE}第十五条",
        _D,
        needs=(Need(("remove",), "没有提前移出", f"{RULE}第十五条", having=Said("cause", (EARLY,))),),
        bars=(_ANNULLED,),
        facts=(Fact("found", "查明的虚假材料和事实"), Fact("basis", "证据", "lines")),
        paper="removal_revocation",
        by_others=True,
        repeats=True,
        leads_to=("share",),
    ),
    Step(
        "archive",
        "归档",
        f"{RULE}第十七条",
        _M,
        needs=(Need(("remove",), "没有移出", f"{RULE}第十七条"),),
        ends="已移出",
    ),
)
V2022_1 = Procedure(
    KEY,
    "2022.1",
    "列入失信联合惩戒名单",
    (*BEFORE, *DECIDING, *AFTER),
    opening=Opening((UnitKind.HRSS,), number_word="失信字", permission=_M, heads=_D, holds_clue=False),
)
