"""After the award: suit, setting aside, effect, enforcement, payment, and the end of the file."""

from __future__ import annotations

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.procedures.declared import Bar, Fact, Need, Step, Wait

_H = Permission.FILE_HANDLE
_AFTER = ("arb.final_worker_suit", "arb.final_employer", "arb.nonfinal_suit.worker", "arb.nonfinal_suit.employer")
_SIDES = (("worker", "申请人"), ("employer", "被申请人"))
_AWARD = Need(("award_final", "award_nonfinal"), "没有作出裁决", "劳动争议调解仲裁法第四十七条、第五十条")
_TITLE = Need(
    ("mediation_effective", "effective", "award_final", "part_award", "advance_execution"),
    "没有生效的调解书或者裁决书",
    "劳动争议调解仲裁法第五十一条",
)
STEPS = (
    Step(
        "suit",
        "当事人不服裁决起诉",
        "劳动争议调解仲裁法第四十八条、第五十条",
        _H,
        needs=(_AWARD,),
        bars=(Bar(("effective",), "裁决已经生效"),),
        stops=_AFTER,
        facts=(
            Fact("side", "起诉人", "choice", options=_SIDES),
            Fact("court", "人民法院", short=True),
            Fact("sued_on", "起诉日期", "day"),
        ),
        ends="当事人不服裁决起诉",
        for_worker="案件已进入人民法院诉讼程序",
    ),
    Step(
        "set_aside",
        "用人单位申请撤销终局裁决",
        "劳动争议调解仲裁法第四十九条",
        _H,
        needs=(Need(("final_to_employer",), "终局裁决书没有送达用人单位", "劳动争议调解仲裁法第四十九条"),),
        stops=("arb.final_employer",),
        facts=(
            Fact("court", "中级人民法院", short=True),
            Fact("asked_on", "申请日期", "day"),
            Fact("ground", "申请撤销的理由"),
        ),
        leads_to=("set_aside_result",),
        for_worker="用人单位已向中级法院申请撤销裁决，请等待法院裁定",
    ),
    Step(
        "set_aside_result",
        "法院对撤销申请的裁定",
        "劳动争议调解仲裁法第四十九条",
        _H,
        needs=(Need(("set_aside",), "用人单位没有申请撤销", "劳动争议调解仲裁法第四十九条"),),
        facts=(
            Fact("result", "裁定", "choice", options=(("rejected", "驳回申请"), ("revoked", "撤销裁决"))),
            Fact("ruled_on", "裁定日期", "day"),
            Fact("number", "案号", short=True),
        ),
        leads_to=("effective", "revoked"),
    ),
    Step(
        "revoked",
        "终局裁决被撤销，告知可以起诉",
        "劳动争议调解仲裁法第四十九条",
        _H,
        needs=(Need(("set_aside_result",), "法院没有裁定撤销", "劳动争议调解仲裁法第四十九条"),),
        stops=_AFTER,
        facts=(Fact("told", "告知申请人自收到裁定书之日起十五日内可以起诉的情况"),),
        ends="终局裁决被撤销",
        for_worker="裁决被法院撤销，您可以自收到裁定书之日起十五日内起诉",
    ),
    Step(
        "effective",
        "裁决发生法律效力",
        "劳动争议调解仲裁法第四十七条、第五十条",
        _H,
        needs=(
            _AWARD,
            Need(("final_to_worker", "nonfinal_to_worker"), "裁决书没有送达申请人", "劳动争议调解仲裁法第四十六条"),
            Need(
                ("final_to_employer", "nonfinal_to_employer"),
                "裁决书没有送达被申请人",
                "劳动争议调解仲裁法第四十六条",
            ),
        ),
        waits=(
            Wait(
                "nonfinal_to_worker.served_on",
                "申请人十五日的起诉期还没有届满",
                "劳动争议调解仲裁法第五十条",
                terms=("arb.nonfinal_suit.worker",),
            ),
            Wait(
                "nonfinal_to_employer.served_on",
                "被申请人十五日的起诉期还没有届满",
                "劳动争议调解仲裁法第五十条",
                terms=("arb.nonfinal_suit.worker",),
            ),
        ),
        stops=("arb.nonfinal_suit.worker", "arb.nonfinal_suit.employer"),
        leads_to=("performed", "enforcement", "close"),
        for_worker="裁决已经生效，用人单位不付的可以申请法院强制执行",
    ),
    Step(
        "enforcement",
        "劳动者申请强制执行",
        "劳动争议调解仲裁法第五十一条；法释〔2020〕26号第十条",
        _H,
        needs=(_TITLE,),
        facts=(
            Fact("court", "执行法院", short=True),
            Fact("asked_on", "申请日期", "day"),
            Fact("amount", "申请执行金额", "money"),
            Fact("number", "法院执行案号", required=False, short=True),
        ),
        repeats=True,
        leads_to=("performed", "close"),
        for_worker="已向法院申请强制执行",
    ),
    Step(
        "performed",
        "用人单位履行",
        "劳动争议调解仲裁法第五十一条",
        _H,
        needs=(_TITLE,),
        stops=_AFTER,
        facts=(Fact("how", "履行情况"),),
        leads_to=("close",),
        for_worker="用人单位已经支付，请核对是否足额",
    ),
    Step(
        "close",
        "结案归档",
        "劳动人事争议仲裁办案规则第二十四条",
        _H,
        needs=(_TITLE,),
        stops=(*_AFTER, "arb.decide"),
        own_act="settle_and_close",
        for_worker="您的工资已经结清，仲裁案件结案",
    ),
)
