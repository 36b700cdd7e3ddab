"""After the deed: performance, default, the local list, the certificate and the court, in that order (law.md §8)."""

from __future__ import annotations

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.procedures.declared import Bar, Fact, Need, Said, Step
from nuanxin.rights.disputes.notary.gates import DEED, ENFORCE, OVER, PERFORMED, RULE, SEED, N

_F = Permission.FILE_HANDLE
# The round writes the default itself, and the list is off in most places: both stand behind what the notary does next.
AFTERWARDS: tuple[Step, ...] = (
    Step(
        "check",
        "核实履行情况",
        f"{RULE}第五十五条；{ENFORCE}第三条",
        _F,
        needs=(DEED, Need(("default",), "没有逾期", f"{N}第三十七条")),
        bars=(PERFORMED, Bar(("certificate",), "已经签发执行证书")),
        facts=(
            Fact("applied_on", "债权人申请执行证书日期", "day", not_before="deed.on"),
            Fact("paid", "公证以后已经支付的工资", "money"),
            Fact("asked", "向债务人核实的时间、方式"),
            Fact(
                "answer",
                "债务人的意见",
                "choice",
                options=(("agrees", "无异议"), ("objects", "有异议"), ("silent", "没有答复")),
            ),
            Fact("objection", "异议和证据的审查意见", required=False, needed_when=Said("answer", ("objects",))),
        ),
        repeats=True,
        leads_to=("certificate",),
        for_worker="公证处正在核实履行情况",
    ),
    Step(
        "certificate",
        "签发执行证书",
        f"{RULE}第五十五条；{ENFORCE}第三条",
        _F,
        needs=(DEED, Need(("check",), "没有核实履行情况", f"{RULE}第五十五条")),
        bars=(PERFORMED,),
        facts=(Fact("amount", "执行标的（扣除已付）", "money"),),
        paper="enforcement_certificate",
        leads_to=("court",),
        for_worker="公证处已签发执行证书，可以向法院申请强制执行",
    ),
    Step(
        "court",
        "申请强制执行",
        f"{ENFORCE}第五条；民事诉讼法第二百四十九条",
        _F,
        needs=(Need(("certificate",), "没有执行证书，人民法院不予受理", f"{ENFORCE}第五条"),),
        bars=(PERFORMED,),
        facts=(
            Fact("court", "人民法院", short=True),
            Fact("applied_on", "申请日期", "day", not_before="certificate.on"),
        ),
        paper="deed_enforcement_application",
        leads_to=("court_filed", "court_refused"),
        for_worker="已向法院申请强制执行",
    ),
    Step(
        "court_refused",
        "法院不予受理（不予执行）",
        f"{ENFORCE}第五条、第十二条、第十三条",
        _F,
        needs=(Need(("court",), "没有申请执行", f"{ENFORCE}第五条"),),
        bars=(Bar(("court_filed",), "法院已经受理"),),
        facts=(
            Fact("answered_on", "裁定日期", "day", not_before="court.applied_on"),
            Fact("reason", "理由"),
            Fact("told", "告知劳动者的途径"),
        ),
        ends="法院不予执行，转其他途径",
        for_worker="法院没有受理执行，已告知您其他途径",
    ),
    Step(
        "court_filed",
        "法院受理执行",
        f"{ENFORCE}第二条；民事诉讼法第二百四十九条",
        _F,
        needs=(Need(("court",), "没有申请执行", f"{ENFORCE}第五条"),),
        facts=(
            Fact("answered_on", "受理日期", "day", not_before="court.applied_on"),
            Fact("number", "执行案号", short=True),
        ),
        ends="转法院执行",
        for_worker="法院已受理执行",
    ),
    Step(
        "performed",
        "履行完毕",
        f"{N}第三十七条",
        _F,
        needs=(DEED,),
        bars=(OVER,),
        facts=(Fact("how", "履行情况"),),
        leads_to=("close",),
        for_worker="用人单位已经还清，请核对是否足额",
    ),
    Step(
        "default",
        "记录逾期",
        f"{N}第三十七条",
        _F,
        needs=(DEED,),
        bars=(PERFORMED,),
        facts=(Fact("what", "哪一期没有付清"),),
        repeats=True,
        leads_to=("check", "listing"),
        for_worker="用人单位逾期没有还款，公证处正在催缴，您可以申请执行证书",
    ),
    Step(
        "listing",
        "列入失信公证当事人名单",
        SEED,
        _F,
        needs=(DEED, Need(("default",), "没有逾期", f"{N}第三十七条")),
        bars=(PERFORMED, Bar(("certificate",), "已经签发执行证书，列入名单应在签发以前")),
        facts=(
            Fact("reason", "列入的事实和理由"),
            Fact("notified_on", "告知债务人日期", "day", not_before="default.on"),
        ),
        leads_to=("check", "delisted"),
    ),
    Step(
        "delisted",
        "移出失信公证当事人名单",
        SEED,
        _F,
        needs=(Need(("listing",), "没有列入名单", SEED),),
        facts=(Fact("reason", "移出的理由"),),
        leads_to=("performed",),
    ),
    Step(
        "close",
        "结案",
        "保障农民工工资支付条例第十条",
        _F,
        needs=(Need(("performed",), "还款协议没有履行完毕", f"{N}第三十七条"),),
        own_act="settle_and_close",
        for_worker="您的工资已经结清，公证案卷办结",
    ),
)
