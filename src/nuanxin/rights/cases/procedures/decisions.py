"""What stands between an expired order and a decision: notice, hearing the party, legal review, discussion (law.md §6.2)."""

from __future__ import annotations

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.procedures.declared import RECORDING, YES, Ahead, Bar, Fact, Need, Said, Start, Step, Wait
from nuanxin.rights.cases.procedures.serving import service_of

_A = Permission.CASE_APPROVE
_R = Permission.CASE_REVIEW
_HEARD = (("stated", "提出陈述、申辩"), ("waived", "书面表示不陈述、不申辩"), ("silent", "期满未提出"))
_REVIEW = (("agree", "同意"), ("return", "退回补充"))
_EXPIRED = Need(
    ("expired",),
    "没有责令限期改正，或者没有查明逾期不改正，不能作出处理、处罚",
    "劳动保障监察条例第十八条；保障农民工工资支付条例第五十四条至第五十七条",
)
PERFORMED = Bar(("performed",), "用人单位已经履行")
_HEAVY = (Said("complex", (YES,), "investigated"), Said("heavy", (YES,), "penalty_notice"))
HANDLING = (
    Step(
        "handling_notice",
        "行政处理事先告知",
        "劳动保障监察条例第十九条",
        needs=(_EXPIRED,),
        bars=(PERFORMED,),
        facts=(Fact("statement_by", "陈述申辩期限", "day", may_be_later=True),),
        paper="handling_prior_notice",
        leads_to=("handling_notice_served",),
    ),
    service_of("handling_notice_served", "handling_notice", "行政处理事先告知书", ("handling_statement",)),
    Step(
        "handling_statement",
        "听取陈述申辩（处理）",
        "劳动保障监察条例第十九条",
        needs=(Need(("handling_notice_served",), "没有告知当事人，不能记录陈述申辩", "劳动保障监察条例第十九条"),),
        waits=(
            Wait(
                "handling_notice.statement_by",
                "陈述申辩期限还没有届满",
                "劳动保障监察条例第十九条",
                unless=Said("heard", ("stated", "waived")),
            ),
        ),
        facts=(
            Fact("heard", "陈述申辩情况", "choice", options=_HEARD),
            Fact("content", "陈述申辩内容和采纳情况", required=False),
        ),
        leads_to=("handling_review",),
    ),
    Step(
        "handling_review",
        "法制审核（处理）",
        "行政处罚法第五十八条；国办发〔2018〕118号",
        _R,
        needs=(Need(("handling_statement",), "没有听取陈述申辩，不能送法制审核", "劳动保障监察条例第十九条"),),
        facts=(Fact("opinion", "审核意见", "choice", options=_REVIEW), Fact("text", "审核理由")),
        paper="legal_review_opinion",
        by_others=True,
        repeats=True,
        leads_to=("discussion", "decision"),
    ),
    Step(
        "decision",
        "行政处理决定",
        "劳动保障监察条例第十八条、第十九条；关于实施《劳动保障监察条例》若干规定第三十七条",
        _A,
        needs=(
            Need(("handling_statement",), "没有告知并听取陈述申辩，不得作出决定", "劳动保障监察条例第十九条"),
            Need(
                ("handling_review",),
                "没有通过法制审核，不得作出决定",
                "行政处罚法第五十八条；国办发〔2018〕118号",
                having=Said("opinion", ("agree",)),
            ),
            Need(("discussion",), "情节复杂或者重大，没有集体讨论", "行政处罚法第五十七条", when=_HEAVY[0]),
        ),
        bars=(PERFORMED,),
        stops=("insp.decide",),
        starts=(Start("insp.serve"),),
        facts=(Fact("due_on", "履行期限", "day", may_be_later=True),),
        paper="handling_decision",
        act="decision",
        leads_to=("decision_served",),
        for_worker="已经作出行政处理决定，要求用人单位支付",
    ),
    service_of("decision_served", "decision", "行政处理决定书", ("performed", "urge", "compensation")),
)
PENALTY = (
    Step(
        "penalty_notice",
        "行政处罚事先告知",
        "行政处罚法第四十四条、第六十三条",
        needs=(_EXPIRED,),
        facts=(
            Fact("statement_by", "陈述申辩期限", "day", may_be_later=True),
            Fact("heavy", "属于较大数额罚款、责令停工等可以要求听证的处罚", "yes_no"),
        ),
        paper="penalty_prior_notice",
        leads_to=("penalty_notice_served",),
    ),
    service_of("penalty_notice_served", "penalty_notice", "行政处罚事先告知书", ("penalty_statement",)),
    Step(
        "penalty_statement",
        "听取陈述申辩（处罚）",
        "行政处罚法第四十五条、第六十二条、第六十四条",
        needs=(
            Need(("penalty_notice_served",), "没有告知当事人，不能记录陈述申辩", "行政处罚法第四十四条、第六十二条"),
        ),
        waits=(
            Wait(
                "penalty_notice.statement_by",
                "陈述申辩期限还没有届满",
                "行政处罚法第四十五条",
                unless=Said("heard", ("stated", "waived")),
            ),
            Wait(
                "penalty_notice_served.served_on",
                "要求听证的五个工作日还没有届满",
                "行政处罚法第六十四条、第八十五条",
                terms=("insp.hearing.ask",),
                unless=Said("hearing", ("asked", "waived", "none")),
            ),
        ),
        facts=(
            Fact("heard", "陈述申辩情况", "choice", options=_HEARD),
            Fact("content", "陈述申辩内容和采纳情况", required=False),
            Fact(
                "hearing",
                "听证",
                "choice",
                options=(
                    ("asked", "要求听证"),
                    ("waived", "书面放弃听证"),
                    ("silent", "期满未要求听证"),
                    ("none", "本案处罚不属于听证范围"),
                ),
            ),
        ),
        leads_to=("hearing_notice", "penalty_review"),
    ),
    Step(
        "hearing_notice",
        "通知听证时间地点",
        "行政处罚法第六十四条、第八十五条",
        needs=(
            Need(
                ("penalty_statement",), "当事人没有要求听证", "行政处罚法第六十四条", having=Said("hearing", ("asked",))
            ),
        ),
        ahead=(
            Ahead("held_on", "insp.hearing.notice", "举行听证须提前七个工作日通知", "行政处罚法第六十四条、第八十五条"),
        ),
        facts=(
            Fact("held_on", "听证日期", "day", may_be_later=True),
            Fact("place", "听证地点", short=True),
            Fact("chair", "主持人（非本案调查人员）", short=True),
        ),
        paper="hearing_notice",
        leads_to=("hearing",),
    ),
    Step(
        "hearing",
        "举行听证",
        "行政处罚法第六十三条至第六十五条",
        needs=(Need(("hearing_notice",), "没有依法通知听证", "行政处罚法第六十四条"),),
        facts=(
            Fact("record", "听证笔录要点"),
            Fact("opinion", "听证意见"),
            Fact("recording", RECORDING),
        ),
        leads_to=("penalty_review",),
    ),
    Step(
        "penalty_review",
        "法制审核（处罚）",
        "行政处罚法第五十八条",
        _R,
        needs=(
            Need(("penalty_statement",), "没有听取陈述申辩，不能送法制审核", "行政处罚法第六十二条"),
            Need(
                ("hearing",),
                "当事人要求听证，还没有举行听证",
                "行政处罚法第六十三条、第六十五条",
                when=Said("hearing", ("asked",), "penalty_statement"),
            ),
        ),
        facts=(Fact("opinion", "审核意见", "choice", options=_REVIEW), Fact("text", "审核理由")),
        paper="legal_review_opinion",
        by_others=True,
        repeats=True,
        leads_to=("discussion", "penalty"),
    ),
    Step(
        "discussion",
        "集体讨论",
        "行政处罚法第五十七条",
        _A,
        needs=(
            Need(("handling_review", "penalty_review"), "没有法制审核意见，不能提交集体讨论", "行政处罚法第五十八条"),
        ),
        facts=(Fact("present", "参加人", "lines"), Fact("result", "讨论决定")),
        repeats=True,
        leads_to=("decision", "penalty"),
    ),
    Step(
        "penalty",
        "行政处罚决定",
        "行政处罚法第五十七条、第五十九条、第六十二条；关于实施《劳动保障监察条例》若干规定第三十七条",
        _A,
        needs=(
            Need(
                ("penalty_statement",), "没有告知并听取陈述申辩，不得作出处罚决定", "行政处罚法第四十四条、第六十二条"
            ),
            Need(
                ("hearing",),
                "当事人要求听证，还没有举行听证",
                "行政处罚法第六十三条、第六十五条",
                when=Said("hearing", ("asked",), "penalty_statement"),
            ),
            Need(
                ("penalty_review",),
                "没有通过法制审核，不得作出处罚决定",
                "行政处罚法第五十八条",
                having=Said("opinion", ("agree",)),
            ),
            *(
                Need(("discussion",), "情节复杂或者处罚较重，没有集体讨论", "行政处罚法第五十七条", when=said)
                for said in _HEAVY
            ),
        ),
        stops=("insp.decide",),
        starts=(Start("insp.serve"),),
        paper="penalty_decision",
        act="penalty",
        leads_to=("penalty_served",),
    ),
    service_of("penalty_served", "penalty", "行政处罚决定书", ("performed", "urge")),
)
