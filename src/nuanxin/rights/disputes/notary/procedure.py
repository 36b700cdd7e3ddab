"""还款协议公证, version 2024.1: an enforceable repayment deed, dunning, default, certificate, court, in that order (law.md §8).

The entry on a local list of dishonest parties (专项整治工作实施方案 二(五)) lies between default and certificate and needs a local
setting: no national legal basis was found for it.
"""

from __future__ import annotations

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.rights.cases.procedures.declared import (
    NO,
    OPEN_FILE,
    YES,
    Bar,
    Fact,
    Need,
    Opening,
    Procedure,
    Said,
    Start,
    Step,
)
from nuanxin.rights.disputes.notary.enforcing import AFTERWARDS
from nuanxin.rights.disputes.notary.gates import ACCEPTED, DEEDED, ENFORCE, NO_DISPUTE, OVER, RULE, N

KEY = "notarised_repayment"
_F = Permission.FILE_HANDLE
PRESENCE = (("self", "本人（法定代表人）到场"), ("agent", "委托代理人到场"), ("absent", "没有到场，也没有委托"))

_MAKING = (
    Step(
        "apply",
        "申请公证",
        f"{N}第二十五条、第二十六条",
        _F,
        own_act=OPEN_FILE,
        facts=(
            Fact("worker_applied_on", "劳动者（债权人）申请日期", "day"),
            Fact("employer_applied_on", "用人单位（债务人）申请日期", "day"),
            Fact(
                "origin",
                "还款协议由来",
                "choice",
                options=(
                    ("inspection", "人力资源社会保障部门指导签订"),
                    ("mediation", "调解组织主持达成"),
                    ("own", "双方自行协商"),
                ),
            ),
            Fact("debt", "欠薪的事实（期间、人数、金额）"),
        ),
        leads_to=("accept",),
        for_worker="公证处已收到还款协议公证申请",
    ),
    Step(
        "accept",
        "受理公证",
        f"{N}第二十六条、第二十七条、第三十条",
        _F,
        needs=(Need(("apply",), "没有公证申请", f"{N}第二十五条"),),
        bars=(OVER,),
        starts=(Start("not.time"),),
        facts=(Fact("told", "已告知法律意义、法律后果和不履行的强制执行", "choice", options=(("yes", "已告知"),)),),
        paper="notary_acceptance",
        leads_to=("supplement", "examine"),
        for_worker="公证处已受理",
    ),
    Step(
        "examine",
        "审查（有无争议、材料真实充分）",
        f"{N}第二十八条、第三十一条",
        _F,
        needs=(ACCEPTED,),
        bars=(OVER, Bar(("agreement",), "已经签订还款协议")),
        facts=(
            Fact("disputed", "当事人对欠薪数额、还款有争议", "yes_no"),
            Fact("genuine", "材料真实、合法、充分", "yes_no"),
            Fact("passes", "可以办理", "yes_no"),
            Fact("note", "审查意见"),
        ),
        repeats=True,
        leads_to=("consent", "declined"),
    ),
    Step(
        "consent",
        "双方同意还款协议",
        f"{N}第三十七条；{ENFORCE}第四条",
        _F,
        needs=(NO_DISPUTE,),
        bars=(OVER, DEEDED),
        facts=(
            Fact("worker_consent_on", "劳动者同意日期", "day"),
            Fact("employer_consent_on", "用人单位同意日期", "day"),
            Fact("by_whom", "用人单位由谁表示同意（姓名、职务）", short=True),
        ),
        leads_to=("agreement",),
        for_worker="双方同意还款协议",
    ),
    Step(
        "agreement",
        "签订还款协议",
        f"{N}第三十七条；保障农民工工资支付条例第十一条",
        _F,
        needs=(NO_DISPUTE, Need(("consent",), "没有双方同意的记录", f"{N}第三十七条")),
        bars=(OVER, DEEDED),
        own_act="sign_agreement",
        facts=(
            Fact("signed_on", "签订日期", "day"),
            Fact("amount", "还款总额", "money"),
            Fact("parts", "期数", "persons"),
        ),
        leads_to=("statement",),
        for_worker="已经签订还款协议",
    ),
    Step(
        "statement",
        "债务人承诺接受强制执行",
        f"{N}第三十七条；{ENFORCE}第四条、第十二条",
        _F,
        needs=(Need(("agreement",), "没有还款协议", f"{N}第三十七条"),),
        bars=(OVER, DEEDED),
        facts=(
            Fact("accepts", "债务人明确表示不履行时接受强制执行", "yes_no"),
            Fact("presence", "债务人到场情况", "choice", options=PRESENCE),
            Fact("person", "到场人（姓名、职务、证件）", short=True),
            Fact("authority", "委托手续", required=False, needed_when=Said("presence", ("agent",)), short=True),
            Fact("accelerates", "约定一期逾期、其余各期全部到期", "yes_no"),
            Fact("dunning_phone", "接收催缴的手机号码", short=True),
        ),
        repeats=True,
        leads_to=("deed",),
    ),
    Step(
        "deed",
        "出具公证书（赋予强制执行效力）",
        f"{N}第三十条、第三十七条；民事诉讼法第二百四十九条",
        _F,
        needs=(
            NO_DISPUTE,
            Need(("agreement",), "没有还款协议", f"{N}第三十七条"),
            Need(
                ("statement",),
                "债务人没有承诺接受强制执行，不能赋予强制执行效力",
                f"{N}第三十七条；{ENFORCE}第四条",
                having=Said("accepts", (YES,)),
            ),
            Need(
                ("statement",),
                "债务人没有到场也没有委托代理人，将来会被裁定不予执行",
                f"{ENFORCE}第十二条",
                having=Said("presence", ("self", "agent")),
            ),
        ),
        bars=(OVER,),
        stops=("not.time",),
        paper="enforceable_deed",
        leads_to=("default", "performed"),
        for_worker="公证处已出具具有强制执行效力的公证书，到期前后会自动催缴",
    ),
)
# Beside the main line: declared last, so that the page offers the next lawful step first.
_BESIDE = (
    Step(
        "supplement",
        "要求补充材料、核实",
        f"{N}第二十七条、第二十九条、第三十条",
        _F,
        needs=(ACCEPTED,),
        bars=(OVER, DEEDED),
        pauses=("not.time",),
        facts=(Fact("what", "需要补充、核实的内容"),),
        repeats=True,
        leads_to=("supplemented",),
    ),
    Step(
        "supplemented",
        "补充、核实完毕",
        f"{N}第三十条",
        _F,
        needs=(Need(("supplement",), "没有要求补充、核实", f"{N}第三十条"),),
        bars=(OVER, DEEDED),
        resumes=("not.time",),
        facts=(Fact("result", "补充、核实的结果"),),
        repeats=True,
        leads_to=("examine",),
    ),
    Step(
        "declined",
        "不予办理公证",
        f"{N}第三十一条",
        _F,
        needs=(Need(("examine",), "没有审查", f"{N}第二十八条", having=Said("passes", (NO,))),),
        bars=(OVER, DEEDED),
        stops=("not.time",),
        facts=(Fact("reason", "不予办理的理由"), Fact("told", "告知劳动者的其他途径")),
        paper="notary_refusal",
        ends="不予办理公证",
        for_worker="公证处不能办理，已告知您其他途径",
    ),
    Step(
        "withdrawn",
        "当事人撤回申请",
        f"{RULE}第五十条",
        _F,
        needs=(ACCEPTED,),
        bars=(OVER, DEEDED),
        stops=("not.time",),
        facts=(Fact("reason", "撤回的理由"),),
        ends="当事人撤回公证申请",
        for_worker="公证申请已撤回",
    ),
)
V2024_1 = Procedure(
    KEY,
    "2024.1",
    "还款协议公证",
    (*_MAKING, *AFTERWARDS, *_BESIDE),
    opening=Opening(unit_kinds=(UnitKind.NOTARY,), number_word="证字", solved_by="coordinated"),
)
