"""What leads to a judgment on wages: filing, preservation, advance execution, trial, appeal (law.md §8 civ.*)."""

from __future__ import annotations

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.procedures.declared import (
    NO,
    OPEN_FILE,
    YES,
    Bar,
    Fact,
    Limit,
    Need,
    Said,
    Start,
    Step,
    Wait,
)

_H = Permission.FILE_HANDLE
_LAW = "民事诉讼法"
_INTERPRETATION = "最高人民法院关于审理劳动争议案件适用法律问题的解释（一）"
PRE_SUIT, SUIT, ENFORCEMENT = "pre_suit", "suit", "enforcement"
SMALL = Said("procedure", ("small",))
GROUNDS = (
    ("arbitrated", "不服仲裁裁决、逾期未裁决或者不予受理"),
    ("iou", "有工资欠条，不涉及其他争议"),
    ("mediation", "仅就劳动报酬达成调解协议未履行"),
    ("void_order", "依调解协议申请的支付令失效"),
    ("service", "劳务合同纠纷"),
)
_TO_COURT = Need(("file",), "没有立案", f"{_LAW}第一百二十六条")
BY_TRIAL = Said("matter", (PRE_SUIT, SUIT), "receive")
_JUDGED = Bar(("judgment",), "一审已经作出裁判")
FILING = (
    Step(
        "receive",
        "收到材料",
        f"{_LAW}第一百零四条、第一百二十二条、第二百五十条",
        _H,
        own_act=OPEN_FILE,
        facts=(
            Fact("received_on", "收到日期", "day"),
            Fact(
                "matter",
                "事项",
                "choice",
                options=((SUIT, "起诉"), (PRE_SUIT, "诉前财产保全"), (ENFORCEMENT, "直接申请执行")),
            ),
            Fact("plaintiffs", "劳动者人数", "persons"),
            Fact("amount", "请求金额", "money"),
            Fact(
                "title",
                "执行依据（裁决书、调解书、支付令、公证执行证书等文号）",
                required=False,
                needed_when=Said("matter", (ENFORCEMENT,)),
                short=True,
            ),
        ),
        leads_to=("file", "preserve", "effective"),
        for_worker="法院已经收到材料",
    ),
    Step(
        "file",
        "立案",
        f"{_LAW}第一百二十二条、第一百二十六条；{_INTERPRETATION}第十三条、第十五条、第五十一条",
        _H,
        needs=(
            Need(
                ("receive",),
                "直接申请执行的不再立诉讼案",
                f"{_LAW}第二百四十七条",
                having=Said("matter", (PRE_SUIT, SUIT)),
            ),
        ),
        stops=("civ.preserve.lapse",),
        starts=(
            Start("civ.small.decide", "filed_on", SMALL),
            Start("civ.trial", "filed_on", Said("procedure", ("simple", "ordinary"))),
        ),
        facts=(
            Fact("filed_on", "立案日期", "day"),
            Fact("number", "案号", short=True),
            Fact("ground", "可以起诉的依据", "choice", options=GROUNDS),
            Fact(
                "procedure",
                "程序",
                "choice",
                options=(("small", "小额诉讼"), ("simple", "简易程序"), ("ordinary", "普通程序")),
            ),
            Fact("largest", "标的额（一案请求金额）", "money"),
        ),
        leads_to=("preserve", "advance", "hearing"),
        for_worker="法院已经立案",
    ),
    Step(
        "convert",
        "转换程序",
        f"{_LAW}第一百六十九条、第一百七十条",
        _H,
        needs=(_TO_COURT,),
        bars=(_JUDGED,),
        stops=("civ.small.decide", "civ.trial"),
        starts=(Start("civ.trial"),),
        facts=(
            Fact("procedure", "转为", "choice", options=(("simple", "简易程序"), ("ordinary", "普通程序"))),
            Fact("reason", "理由"),
        ),
    ),
    Step(
        "extend",
        "批准延长小额诉讼审限",
        f"{_LAW}第一百六十八条",
        _H,
        needs=(Need(("file",), "不是小额诉讼", f"{_LAW}第一百六十八条", having=SMALL),),
        bars=(_JUDGED,),
        limits=(Limit("file.filed_on", ("civ.small.decide",), "原审限", f"{_LAW}第一百六十八条"),),
        extends="civ.small.decide",
        facts=(Fact("reason", "特殊情况"), Fact("approved_by", "批准的院长", short=True)),
    ),
)
INTERIM = (
    Step(
        "preserve",
        "申请财产保全",
        f"{_LAW}第一百零三条、第一百零四条",
        _H,
        needs=(Need(("receive",), "没有收到材料", f"{_LAW}第一百零四条"),),
        bars=(Bar(("apply",), "已经受理执行申请，由执行程序采取措施"),),
        starts=(Start("civ.preserve.decide", "received_on", Said("urgent", (YES,))),),
        facts=(
            Fact("received_on", "收到申请日期", "day"),
            Fact("urgent", "情况紧急", "yes_no"),
            Fact("property", "请求保全的财产"),
        ),
        repeats=True,
        leads_to=("preserve_decided",),
    ),
    Step(
        "preserve_decided",
        "保全裁定",
        f"{_LAW}第一百零三条、第一百零四条",
        _H,
        needs=(Need(("preserve",), "没有保全申请", f"{_LAW}第一百零三条"),),
        stops=("civ.preserve.decide",),
        facts=(
            Fact("granted", "准许保全", "yes_no"),
            Fact("number", "裁定书文号", short=True),
            Fact("reason", "不准许的理由", required=False, needed_when=Said("granted", (NO,))),
        ),
        repeats=True,
        leads_to=("preserve_done",),
    ),
    Step(
        "preserve_done",
        "采取保全措施",
        f"{_LAW}第一百零三条至第一百零六条",
        _H,
        needs=(
            Need(
                ("preserve_decided",),
                "没有准许保全的裁定",
                f"{_LAW}第一百零三条",
                having=Said("granted", (YES,)),
            ),
        ),
        starts=(Start("civ.preserve.lapse", "done_on", Said("before_suit", (YES,))),),
        facts=(
            Fact("done_on", "采取措施日期", "day"),
            Fact("property", "保全的财产和金额"),
            Fact("before_suit", "诉前（仲裁前）保全", "yes_no"),
        ),
        repeats=True,
        leads_to=("file", "lapsed"),
        for_worker="法院已经采取财产保全措施",
    ),
    Step(
        "lapsed",
        "解除诉前保全",
        f"{_LAW}第一百零四条",
        _H,
        needs=(
            Need(
                ("preserve_done",),
                "没有诉前保全",
                f"{_LAW}第一百零四条",
                having=Said("before_suit", (YES,)),
            ),
        ),
        waits=(
            Wait(
                "preserve_done.done_on",
                "三十日内仍可以起诉或者申请仲裁",
                f"{_LAW}第一百零四条",
                terms=("civ.preserve.lapse",),
            ),
        ),
        bars=(Bar(("file",), "已经起诉立案，保全继续有效"),),
        stops=("civ.preserve.lapse",),
        ends="诉前保全解除",
    ),
    Step(
        "advance",
        "先予执行裁定",
        f"{_LAW}第一百零九条、第一百一十条",
        _H,
        needs=(_TO_COURT,),
        bars=(_JUDGED,),
        facts=(
            Fact("clear", "权利义务关系明确", "yes_no"),
            Fact("urgent", "不先予执行将严重影响生活", "yes_no"),
            Fact("able", "被申请人有履行能力", "yes_no"),
            Fact("granted", "准许先予执行", "yes_no"),
            Fact("amount", "先予执行金额", "money", required=False, needed_when=Said("granted", (YES,))),
            Fact("number", "裁定书文号", short=True),
        ),
        repeats=True,
        leads_to=("recovered",),
        for_worker="法院已经就先予执行作出裁定",
    ),
)
TRIAL = (
    Step(
        "hearing",
        "开庭审理",
        f"{_LAW}第一百三十七条",
        _H,
        needs=(_TO_COURT,),
        bars=(_JUDGED,),
        facts=(Fact("held_on", "开庭日期", "day"), Fact("summary", "审理情况")),
        repeats=True,
        leads_to=("judgment",),
    ),
    Step(
        "dropped",
        "撤诉",
        f"{_LAW}第一百四十八条",
        _H,
        needs=(_TO_COURT,),
        bars=(_JUDGED,),
        stops=("civ.small.decide", "civ.trial"),
        facts=(Fact("number", "裁定书文号", short=True), Fact("reason", "撤诉的原因（付清、和解、其他）")),
        ends="撤诉",
    ),
    Step(
        "judgment",
        "一审裁判",
        f"{_LAW}第一百四十五条、第一百五十五条、第一百六十五条",
        _H,
        needs=(_TO_COURT,),
        stops=("civ.small.decide", "civ.trial"),
        starts=(Start("civ.appeal", "served_on", Said("kind", ("judgment", "final"))),),
        facts=(
            Fact(
                "kind",
                "方式",
                "choice",
                options=(
                    ("judgment", "判决"),
                    ("final", "小额诉讼判决（一审终审）"),
                    ("mediation", "调解书"),
                    ("dismissed", "驳回"),
                ),
            ),
            Fact("judged_on", "裁判日期", "day"),
            Fact("number", "文书文号", short=True),
            Fact("amount", "应支付金额", "money"),
            Fact("served_on", "送达日期", "day"),
        ),
        leads_to=("appeal", "effective"),
        for_worker="法院已经作出裁判",
    ),
    Step(
        "appeal",
        "上诉",
        f"{_LAW}第一百七十一条",
        _H,
        needs=(
            Need(
                ("judgment",),
                "没有可以上诉的一审裁判（小额诉讼一审终审，调解书送达即生效）",
                f"{_LAW}第一百六十五条、第一百七十一条",
                having=Said("kind", ("judgment", "dismissed")),
            ),
        ),
        bars=(Bar(("effective",), "裁判已经生效"),),
        stops=("civ.appeal",),
        facts=(Fact("appealed_on", "上诉日期", "day"), Fact("by_whom", "上诉人", short=True)),
        leads_to=("second",),
    ),
    Step(
        "second",
        "二审裁判",
        f"{_LAW}第一百七十七条",
        _H,
        needs=(Need(("appeal",), "没有上诉", f"{_LAW}第一百七十一条"),),
        facts=(
            Fact("judged_on", "裁判日期", "day"),
            Fact("number", "文书文号", short=True),
            Fact("amount", "应支付金额", "money"),
            Fact("result", "结果", short=True),
        ),
        leads_to=("effective",),
    ),
)
