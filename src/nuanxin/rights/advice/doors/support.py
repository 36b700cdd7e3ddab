"""法律援助, 工资保证金, 应急周转金, 临时救助, 信访 (law.md §2, §9, §12, §14)."""

from __future__ import annotations

from datetime import date

from nuanxin.foundation.common.days import chinese_day
from nuanxin.rights.advice.declared import Ask, Door, Said, Times, at
from nuanxin.rights.advice.doors.arbitration import arbitration_limit
from nuanxin.rights.advice.doors.common import FREE, ID, MIGRANT, OWED, seized
from nuanxin.rights.advice.facts import Facts
from nuanxin.rights.advice.truth import either, no


def _aid_notes(facts: Facts, times: Times) -> tuple[Said, ...]:
    found = []
    if facts.migrant:
        found.append(Said("进城务工人员要工资的，不审查家里经济困难不困难；带上能证明是农民工的材料", "法援法 42"))
    last = arbitration_limit(facts, times).last_day
    edge = times.due("aid.first", last).last_day if last else None
    if last and edge and edge < facts.today <= last:
        found.append(Said(f"离仲裁时效届满（{chinese_day(last)}）不到七日，可以先提供法律援助、后补手续", "法援法 44"))
    return tuple(found)


LEGAL_AID = Door(
    key="legal_aid",
    name="法律援助",
    short="法律援助",
    plain="请免费律师（法律援助）",
    what="不花钱，律师帮您写材料、开庭、要钱",
    today="打12348，或者去县司法局法律援助中心",
    cites="法援法 31,42,43",
    asks=(
        Ask(
            "是进城务工人员，或者经济困难",
            lambda facts, times: either(facts.migrant, facts.hardship),
            "不是进城务工人员，也没有经济困难",
            "法援法 31,42",
            ("migrant", "hardship"),
        ),
    ),
    under_way=lambda facts: f"{chinese_day(facts.aid_on)}申请法律援助" if facts.aid_on else "",
    until=lambda facts, times: times.due("aid.decide", facts.aid_on) if facts.aid_on else None,
    notes=_aid_notes,
    cost=Said("免费", "法援法"),
    venue=Said("办案机关所在地，或者争议处理地、事情发生地的法律援助机构", "法援法 38"),
    bring=(ID, "能证明进城务工的材料（合同、工牌、工友证明等）", OWED),
    place=at(46, "和其他途径同时走：有律师帮，材料、时效都不容易出错"),
    interplay=(Said("七日内决定、三日内指派；不影响监察、仲裁、诉讼", "法援法 43"),),
)  # fmt: skip


def _decided(facts: Facts) -> bool:
    return bool(facts.decision_served_on and facts.decision_until and facts.today > facts.decision_until)


DEPOSIT = Door(
    key="wage_deposit",
    name="动用工资保证金（保函）",
    short="保证金",
    plain="用工地存的保证金发工资",
    what="监察决定后还不付，银行可以把保证金直接发给工人",
    today="问监察：这个项目的保证金能不能动用",
    cites="65号 19,20",
    asks=(
        Ask("是工程建设项目", lambda facts, times: facts.project, "不是工程建设项目，没有工资保证金", "65号 2", ("project",)),
        MIGRANT,
        Ask("存有保证金或者保函", lambda facts, times: facts.deposit, "项目没有存工资保证金", "65号 8", ("deposit",)),
        Ask(
            "责令清偿的行政处理决定期满没有履行",
            lambda facts, times: _decided(facts),
            "还没有责令清偿的行政处理决定，或者履行期没有过",
            "65号 19",
        ),
    ),
    under_way=lambda facts: f"{chinese_day(facts.drawn_on)}向银行发出支付通知" if facts.drawn_on else "",
    notes=lambda facts, times: (Said("银行收到支付通知书后五个工作日内直接转账给工人；之后总包十个工作日内补足", "65号 19,20,21"),),
    cost=FREE,
    venue=Said("属地人力资源社会保障部门向经办银行发支付通知书", "65号 19"),
    bring=("行政处理决定书和送达证据", "逐人工资表、本人银行卡号"),
    place=at(16, "钱已经存在银行，决定期满就能发"),
)  # fmt: skip

FUND = Door(
    key="emergency_fund",
    name="应急周转金垫付",
    short="周转金",
    plain="政府应急周转金先垫一部分",
    what="单位一时没钱或者老板跑了，政府可以先垫一部分",
    today="问监察能不能用应急周转金",
    cites="条例 63",
    asks=(
        MIGRANT,
        Ask("本地设有应急周转金", lambda facts, times: facts.fund, "本地没有应急周转金", "条例 63", ("fund",)),
        Ask(
            "单位一时付不出，或者逃匿",
            lambda facts, times: either(facts.fled, no(facts.able_to_pay)),
            "单位有能力支付，也没有逃匿",
            "条例 63",
            ("able_to_pay",),
        ),
    ),
    under_way=lambda facts: f"{chinese_day(facts.advance_on)}申请垫付" if facts.advance_on else "",
    notes=lambda facts, times: (Said("垫付部分工资或者基本生活费，限额按本地规定；垫付后向单位追偿", "条例 63"),),
    cost=FREE,
    venue=Said("用工所在地人力资源社会保障部门", "条例 63"),
    bring=(ID, "本人银行卡", "监察立案的材料"),
    place=at(34, "只垫一部分，先顾生活；不影响继续追要"),
    interplay=(Said("顺序：单位→总包→建设单位→保证金→周转金→救助，同一笔不重复付", "条例 29,30,32,63"),),
)  # fmt: skip

_NEW_LAW = date(2026, 7, 1)  # 社会救助法 in force; kept beside the act in acts.yaml, tested to be the same day


def _relief_notes(facts: Facts, times: Times) -> tuple[Said, ...]:
    if facts.today < _NEW_LAW:
        return (
            Said(
                "社会救助法施行以前按《社会救助暂行办法》办理，各地期限不同，本系统没有录入", "社会救助暂行办法 47,48"
            ),
        )
    return (Said("情况紧急、数额小的，先救助后补手续", "社会救助法 50"),)


RELIEF = Door(
    key="hardship_relief",
    name="临时救助",
    short="临时救助",
    plain="申请临时救助",
    what="吃住、看病有困难的，可以申请临时救助",
    today="去现在住的地方的乡镇、街道，不用回老家",
    cites="社会救助法 29,37",
    asks=(Ask("生活有困难", lambda facts, times: facts.hardship, "没有生活困难", "社会救助法 29", ("hardship",)),),
    under_way=lambda facts: f"{chinese_day(facts.relief_on)}申请临时救助" if facts.relief_on else "",
    until=lambda facts, times: times.due("tmp.old", facts.relief_on) if facts.relief_on else None,
    notes=_relief_notes,
    cost=FREE,
    venue=Said("急难发生地的乡镇人民政府、街道办事处（不是户籍地）", "社会救助法 37"),
    bring=(ID, "说明困难的材料；能查到的不用自己交"),
    place=at(36, "先解决吃住；不影响要工资"),
)  # fmt: skip

PETITION = Door(
    key="petition",
    name="信访",
    short="信访",
    plain="去信访",
    what="别的路都走不了时，可以去信访",
    today="去信访局登记，最多五个人做代表",
    cites="信访条例 22,31",
    asks=(
        Ask(
            "没有进入仲裁、诉讼，也没有生效文书",
            lambda facts, times: not seized(facts) and not facts.title_due_on,
            "已经进入仲裁、诉讼，信访会引导到那里",
            "信访条例 31",
        ),
    ),
    only_without=(
        "inspection",
        "arbitration",
        "suit_after_arbitration",
        "iou_suit",
        "agreement_suit",
        "service_suit",
        "admin_review",
        "enforcement",
    ),
    under_way=lambda facts: f"{chinese_day(facts.petition_on)}信访登记" if facts.petition_on else "",
    until=lambda facts, times: times.due("pet.office", facts.petition_on) if facts.petition_on else None,
    cost=FREE,
    venue=Said("有权处理的机关、单位或者信访部门", "信访条例 22"),
    bring=(ID, "说明经过的材料；多人的推选代表，不超过五人"),
    place=at(90, "应当通过仲裁、诉讼、监察解决的，信访会引导到那里，不作处理"),
    interplay=(Said("多人走访的，推选代表不超过五人", "信访条例 20"),),
)  # fmt: skip

SUPPORT_DOORS: tuple[Door, ...] = (LEGAL_AID, DEPOSIT, FUND, RELIEF, PETITION)
