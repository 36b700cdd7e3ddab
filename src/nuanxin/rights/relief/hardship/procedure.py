"""临时救助, version 2026.1: received from a referral, urgent help first, checked, decided, paid, answered (社会救助法 第二十九、三十七、五十条)."""

from __future__ import annotations

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.rights.cases.procedures.declared import NO, OPEN_FILE, YES, Bar, Fact, Need, Opening, Procedure, Said, Step

KEY = "hardship_relief"
_H = Permission.FILE_HANDLE
_OLD = "（2026年7月1日前：社会救助暂行办法第四十七条、第四十八条）"
PLACE, CASE = f"社会救助法第三十七条{_OLD}", f"社会救助法第二十九条{_OLD}"
URGENT = f"社会救助法第五十条{_OLD}"
INFO = "社会救助法第十一条、第六十二条"
_RECEIVED = Need(("receive",), "没有登记受理", PLACE)
_DONE = Bar(("decision",), "已经作出审核确认")
_MONEY = (
    Fact("receiver", "领取人（线索名单中的劳动者）", short=True),
    Fact("amount", "救助金额", "money"),
    Fact("paid_on", "发放日期", "day"),
    Fact("voucher", "凭证号", short=True),
)
V2026_1 = Procedure(
    KEY,
    "2026.1",
    "临时救助",
    (
        Step(
            "receive",
            "受理转介（申请）",
            PLACE,
            _H,
            own_act=OPEN_FILE,
            facts=(
                Fact("who", "申请救助的劳动者", "lines"),
                Fact("difficulty", "困难情形（突发、紧迫、灾难性，基本生活严重困难）"),
                Fact("place", "急难发生地"),
                Fact("urgent", "情况紧急，须先行救助", "yes_no"),
            ),
            leads_to=("urgent_help", "check"),
            for_worker="民政部门已经收到您的困难情况，正在了解",
        ),
        Step(
            "urgent_help",
            "先行救助",
            URGENT,
            _H,
            needs=(
                Need(("receive",), "受理时没有认定情况紧急，按一般程序办理", URGENT, having=Said("urgent", (YES,))),
            ),
            bars=(_DONE,),
            facts=(*_MONEY, Fact("how", "先行救助的方式和见证", required=False)),
            repeats=True,
            leads_to=("papers_after", "check"),
            for_worker="已经先行给予救助，手续随后补办",
        ),
        Step(
            "papers_after",
            "补齐先行救助手续",
            URGENT,
            _H,
            needs=(Need(("urgent_help",), "没有先行救助，不需要补办", URGENT),),
            facts=(Fact("papers", "补办的材料", "lines"),),
            leads_to=("check",),
        ),
        Step(
            "check",
            "核对情况",
            INFO,
            _H,
            needs=(_RECEIVED,),
            bars=(_DONE,),
            facts=(
                Fact("data", "通过信息共享核对的情况（能核对的不要求本人提供）"),
                Fact("visited", "入户、走访或者电话了解的情况"),
                Fact("household", "是否以户籍为由不予受理", "choice", options=((NO, "否"),)),
            ),
            leads_to=("decision",),
        ),
        Step(
            "decision",
            "审核确认",
            CASE,
            _H,
            needs=(
                Need(("check",), "没有核对情况，不能审核确认", INFO),
                Need(("papers_after",), "先行救助后没有补齐手续", URGENT, when=Said("urgent", (YES,), "receive")),
            ),
            facts=(
                Fact("result", "结果", "choice", options=(("grant", "给予救助"), ("refuse", "不符合条件"))),
                Fact("total", "救助总额", "money", required=False, needed_when=Said("result", ("grant",))),
                Fact("reason", "理由和依据的标准"),
            ),
            leads_to=("paid", "answer"),
            for_worker="临时救助已经审核，请留意反馈",
        ),
        Step(
            "paid",
            "发放救助金",
            CASE,
            _H,
            needs=(Need(("decision",), "没有审核同意救助，不能发放", CASE, having=Said("result", ("grant",))),),
            facts=_MONEY,
            repeats=True,
            leads_to=("answer",),
            for_worker="救助金已经发放；救助金不是工资，工资继续追讨",
        ),
        Step(
            "answer",
            "反馈办理结果",
            "社会救助法第三十七条；保障农民工工资支付条例第十条",
            _H,
            needs=(
                Need(("decision",), "没有审核确认，不能反馈", CASE),
                Need(
                    ("paid", "urgent_help"),
                    "同意救助但没有发放",
                    CASE,
                    when=Said("result", ("grant",), "decision"),
                ),
            ),
            facts=(Fact("told", "告知劳动者和转介单位的情况"),),
            ends="临时救助已反馈",
            for_worker="民政部门已经反馈救助结果",
        ),
    ),
    opening=Opening((UnitKind.CIVIL_AFFAIRS, UnitKind.TOWN), number_word="临救字"),
)
