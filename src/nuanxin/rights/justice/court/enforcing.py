"""What makes a judgment, an award or an order be paid: enforcement, its drives, recovered money, the higher court (law.md §8)."""

from __future__ import annotations

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.procedures.declared import Bar, Fact, Limit, Need, Start, Step, Wait
from nuanxin.rights.justice.court.trial import BY_TRIAL

_H = Permission.FILE_HANDLE
_LAW = "民事诉讼法"
ENFORCING = (
    Step(
        "effective",
        "裁判生效、履行期届满",
        f"{_LAW}第一百五十八条、第二百五十条",
        _H,
        needs=(
            Need(("receive",), "没有收到材料", f"{_LAW}第二百五十条"),
            Need(("judgment", "second"), "没有裁判", f"{_LAW}第一百五十八条", when=BY_TRIAL),
        ),
        stops=("civ.appeal",),
        starts=(Start("civ.enforce_time", "perform_by"),),
        facts=(
            Fact("effective_on", "生效日期", "day"),
            Fact("perform_by", "履行期间最后一日", "day", may_be_later=True),
        ),
        leads_to=("apply",),
        for_worker="裁判已经生效；到期不付的，可以申请执行",
    ),
    Step(
        "apply",
        "受理执行申请",
        f"{_LAW}第二百四十七条、第二百五十条",
        _H,
        needs=(Need(("effective",), "执行依据没有生效", f"{_LAW}第二百四十七条"),),
        waits=(Wait("effective.perform_by", "履行期间还没有届满", f"{_LAW}第二百五十条"),),
        limits=(Limit("effective.perform_by", ("civ.enforce_time",), "申请执行的二年期间", f"{_LAW}第二百五十条"),),
        stops=("civ.enforce_time",),
        starts=(Start("civ.enforce_delay", "received_on"),),
        facts=(
            Fact("received_on", "收到申请日期", "day"),
            Fact("number", "执行案号", short=True),
            Fact("amount", "申请执行金额", "money"),
        ),
        leads_to=("measure", "drive", "recovered"),
        for_worker="法院已经受理执行申请",
    ),
    Step(
        "drive",
        "纳入集中执行行动",
        f"{_LAW}第二百五十三条",
        _H,
        needs=(Need(("apply",), "没有受理执行申请", f"{_LAW}第二百五十条"),),
        facts=(Fact("name", "行动名称", short=True), Fact("since", "纳入日期", "day")),
        repeats=True,
        leads_to=("measure", "recovered"),
    ),
    Step(
        "measure",
        "执行措施",
        f"{_LAW}第二百五十三条至第二百六十六条",
        _H,
        needs=(Need(("apply",), "没有受理执行申请", f"{_LAW}第二百五十条"),),
        stops=("civ.enforce_delay",),
        facts=(
            Fact(
                "kind",
                "措施",
                "choice",
                options=(
                    ("bank", "冻结、划拨存款"),
                    ("seize", "查封、扣押财产"),
                    ("sale", "拍卖、变卖"),
                    ("limit", "限制高消费"),
                    ("list", "纳入失信被执行人名单"),
                    ("other", "其他"),
                ),
            ),
            Fact("summary", "经过"),
        ),
        repeats=True,
        leads_to=("recovered",),
    ),
    Step(
        "recovered",
        "执行到位",
        f"{_LAW}第二百五十三条",
        _H,
        needs=(Need(("apply", "advance"), "没有受理执行申请，也没有先予执行", f"{_LAW}第一百一十条、第二百五十条"),),
        own_act="record_recovery",
        stops=("civ.enforce_delay",),
        facts=(
            Fact("recovered_on", "发放日期", "day"),
            Fact("amount", "发放金额", "money"),
            Fact("persons", "发放人数", "persons"),
            Fact("voucher", "凭证号", short=True),
        ),
        repeats=True,
        leads_to=("close",),
        for_worker="法院已经发放执行到位的工资，请核对是否收到",
    ),
    Step(
        "higher",
        "向上一级法院申请执行",
        f"{_LAW}第二百三十七条",
        _H,
        needs=(Need(("apply",), "没有受理执行申请", f"{_LAW}第二百五十条"),),
        waits=(
            Wait(
                "apply.received_on",
                "执行法院收到申请未满六个月",
                f"{_LAW}第二百三十七条",
                terms=("civ.enforce_delay",),
            ),
        ),
        bars=(Bar(("measure", "recovered"), "执行法院已经执行"),),
        stops=("civ.enforce_delay",),
        facts=(Fact("court", "上一级人民法院", short=True), Fact("applied_on", "申请日期", "day")),
        leads_to=("higher_answer",),
    ),
    Step(
        "higher_answer",
        "上一级法院的处理",
        f"{_LAW}第二百三十七条",
        _H,
        needs=(Need(("higher",), "没有向上一级法院申请", f"{_LAW}第二百三十七条"),),
        facts=(
            Fact(
                "result",
                "处理",
                "choice",
                options=(("order", "责令限期执行"), ("take", "由本院执行"), ("other", "指令其他法院执行")),
            ),
            Fact("number", "文号", required=False, short=True),
        ),
        leads_to=("measure", "recovered"),
    ),
    Step(
        "stopped",
        "终结本次执行程序",
        f"{_LAW}第二百六十八条",
        _H,
        needs=(Need(("measure",), "没有采取执行措施", f"{_LAW}第二百五十三条"),),
        facts=(Fact("number", "裁定书文号", short=True), Fact("reason", "理由（发现财产可以再次申请）")),
        ends="终结本次执行程序",
        for_worker="本次执行程序终结；发现财产线索的，可以再次申请执行",
    ),
    Step(
        "close",
        "执行完毕结案",
        f"{_LAW}第二百六十八条；保障农民工工资支付条例第四十二条",
        _H,
        needs=(Need(("recovered", "judgment"), "没有裁判，也没有执行到位", f"{_LAW}第二百六十八条"),),
        own_act="settle_and_close",
        for_worker="您的工资已经结清，案件办结",
    ),
)
