"""劳动保障监察 and what grows out of it: 总包先行清偿, 复议, 移送公安, 申请法院强制执行处理决定 (law.md §1, §6, §10)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.money import FEN_PER_YUAN
from nuanxin.foundation.law.deadlines import Deadline
from nuanxin.foundation.law.terms import Figure
from nuanxin.rights.advice.declared import Ask, Door, Said, Times, Window, at
from nuanxin.rights.advice.doors.common import FREE, ID, MIGRANT, OTHER_SIDE, OWED, SOMEBODY_OWES, seized
from nuanxin.rights.advice.facts import Facts
from nuanxin.rights.advice.limits import after_relation, within
from nuanxin.rights.advice.truth import Truth, both, either


def _handled(facts: Facts) -> str:
    """Accepted and not at its end; a suit or an arbitration takes it out of inspection's hands."""
    if not facts.accepted_on or facts.inspection_ended_on or seized(facts):
        return ""
    if facts.decision_served_on:
        return f"{chinese_day(facts.decision_served_on)}送达行政处理决定"
    if facts.order_served_on:
        until = f"，限{chinese_day(facts.order_until)}前支付" if facts.order_until else ""
        return f"{chinese_day(facts.order_served_on)}送达责令支付{until}"
    return f"{chinese_day(facts.accepted_on)}受理"


def _answer_by(facts: Facts, times: Times) -> Deadline | None:
    return times.due("insp.invest", facts.accepted_on) if facts.accepted_on else None


def _limit(facts: Facts, times: Times) -> Window:
    name = "监察二年查处时效（欠薪是否仍在持续由监察机构认定）"
    received = facts.received_on
    asked = after_relation("insp.limitation", facts, times, name=name, restarts=False, on=received)
    if received and asked.open:
        return Window(True, f"已于{chinese_day(received)}反映，没有超过二年", deadlines=asked.deadlines)
    return asked


def _inspection_notes(facts: Facts, times: Times) -> tuple[Said, ...]:
    if facts.accepted_on:
        return ()
    start = facts.received_on or facts.today
    by = times.due("insp.accept", start).last_day
    found = (
        [Said(f"{chinese_day(start)}投诉的，监察应在{chinese_day(by)}前决定受理并立案", "若干规定 18")] if by else []
    )
    if facts.over_age:
        found.append(Said("过了退休年龄也可以投诉，不能因此不收", "监察条例 9"))
    return tuple(found)


INSPECTION = Door(
    key="inspection",
    name="劳动保障监察投诉",
    short="监察",
    plain="找劳动监察",
    what="监察会去查，查实了责令单位限期把钱付给您",
    today="去当地人社局劳动监察大队，或者打12333",
    once_reported="您已经在这里反映了，不用再跑，等答复",
    cites="监察条例 9; 调解仲裁法 9",
    asks=(
        Ask(
            "没有申请仲裁、没有起诉",
            lambda facts, times: not seized(facts),
            "已经申请仲裁或者起诉，同一事项监察不再办理",
            "监察条例 21; 调解仲裁法 9",
        ),
        SOMEBODY_OWES,
        Ask(
            "监察没有书面不予受理",
            lambda facts, times: not facts.refused_on,
            "监察已经书面不予受理，不服的可以申请行政复议",
            "若干规定 18",
        ),
        Ask("监察没有结案", lambda facts, times: not facts.inspection_ended_on, "监察已经结案", "监察条例 18"),
    ),
    window=_limit,
    under_way=_handled,
    until=_answer_by,
    notes=_inspection_notes,
    cost=FREE,
    venue=Said("用工所在地（不是单位注册地）县、市的劳动保障监察机构", "监察条例 13"),
    bring=(ID, OTHER_SIDE, OWED),
    place=at(30, "免费、最快，能责令单位限期支付；投诉当天起仲裁时效重新计算"),
    interplay=(
        Said("一旦申请仲裁或者起诉，同一事项监察就不再办理", "监察条例 21"),
        Said("投诉使仲裁时效中断，从投诉当日重新计算", "调解仲裁法 27"),
        Said("举报、投诉材料和日期请保存，以后仲裁时是时效没有过的证据", "调解仲裁法 27"),
    ),
)  # fmt: skip

CONTRACTOR = Door(
    key="contractor_pays",
    name="要求总包单位先行清偿",
    short="总包",
    plain="让工地总包先付",
    what="工地上欠的工资，总包要先付，再去找欠钱的人要",
    today="找项目部劳资专管员，电话在工地大门口的牌子上",
    cites="条例 30,36",
    asks=(
        Ask(
            "是工程建设项目",
            lambda facts, times: facts.project,
            "不是工程建设项目，没有总包先行清偿",
            "条例 30",
            ("project",),
        ),
        MIGRANT,
    ),
    cost=FREE,
    venue=Said("项目部（劳资专管员）；不付的，向项目所在地劳动保障监察机构提出", "条例 28,30"),
    bring=(ID, "进场登记、考勤、工资条、班组名单"),
    place=at(32, "不必先查清谁欠谁：总包先付，再向分包追偿"),
    notes=lambda facts, times: (
        *((Said("包给个人或者没有资质的单位的，由建设单位或者总包清偿", "条例 36"),) if facts.individual_contractor else ()),
        Said("建设单位没有按约定拨付工程款的，在未付工程款限额内先行垫付", "条例 29"),
    ),
    interplay=(Said("工程款、工程量有争议，不能作为不付工资的理由", "条例 35"),),
)  # fmt: skip


def _silent(facts: Facts, times: Times) -> Truth:
    """Refused in writing, or complained and the time for accepting has passed without a word."""
    if facts.refused_on:
        return True
    if facts.accepted_on or not facts.by_worker or not facts.received_on:
        return False
    by = times.due("insp.accept", facts.received_on).last_day
    return None if by is None else facts.today > by


def _review_limit(facts: Facts, times: Times) -> Window:
    known = facts.refused_on
    if known is None and facts.received_on:
        known = times.due("insp.accept", facts.received_on).last_day
    if known is None:
        return Window(None, "不知道何时知道该行为")
    return within("rem.reconsider", known, facts, times, says=f"自{chinese_day(known)}起申请复议的期限")


REVIEW = Door(
    key="admin_review",
    name="申请行政复议（监察不受理、不履职）",
    short="复议",
    plain="告监察不管事（行政复议）",
    what="监察到时间没有答复，或者不收，可以请政府来管",
    today="写一份复议申请，交给县（市、区）政府的行政复议机构",
    cites="复议法 20,23",
    asks=(
        Ask(
            "监察书面不予受理，或者投诉后到期没有答复",
            _silent,
            "监察没有不予受理，也没有逾期不答复",
            "复议法 23; 若干规定 18",
        ),
        Ask("没有申请仲裁、没有起诉", lambda facts, times: not seized(facts), "已经申请仲裁或者起诉", "监察条例 21"),
    ),
    window=_review_limit,
    under_way=lambda facts: f"{chinese_day(facts.review_on)}申请行政复议" if facts.review_on else "",
    until=lambda facts, times: times.due("rem.reconsider_decide.ordinary", facts.review_on) if facts.review_on else None,
    cost=Said("免费", "复议法"),
    venue=Said("该机关的本级人民政府（行政复议机构）", "复议法"),
    bring=(ID, "投诉的回执、短信或者登记编号", "不予受理决定书（有的话）"),
    place=at(26, "不履职要先复议，对复议决定不服才能起诉；期限只有六十日"),
    interplay=(Said("不履行职责的，必须先申请复议，不能直接起诉", "复议法 23"),),
)  # fmt: skip


def _reaches(amount_fen: int | None, figure: Figure | None) -> Truth:
    """Whether the sum reaches the local figure; below the national lowest it does not, above it only a local figure tells."""
    if amount_fen is None or figure is None or figure.least is None:
        return None
    if amount_fen < int(figure.least * FEN_PER_YUAN):
        return False
    return None if figure.warn_only else True


def _large(facts: Facts, times: Times) -> Truth:
    """数额较大: one worker with his months and his sum, or ten together; two to nine are tested one by one (law.md §10)."""
    one, ten = times.figure("crim.amount_one", facts.today), times.figure("crim.amount_ten", facts.today)
    months = times.figure("crim.amount_one.months", facts.today)
    heads = times.figure("crim.amount_ten.persons", facts.today)
    largest = facts.largest_fen if facts.persons != 1 else (facts.largest_fen or facts.amount_fen)
    reached = _reaches(largest, one)
    if reached is None and _reaches(facts.amount_fen, one) is False:
        reached = False  # nobody is owed more than all of them together
    alone = both(_at_least(facts.largest_months, months), reached)
    together = both(_at_least(facts.persons, heads), _reaches(facts.amount_fen, ten))
    return either(alone, together)


def _at_least(number: int | None, figure: Figure | None) -> Truth:
    if number is None or figure is None or figure.value is None:
        return None
    return Decimal(number) >= figure.value


def _not_obeyed(facts: Facts) -> bool:
    """An order or a decision to pay was served and its time is over."""
    pairs: tuple[tuple[date | None, date | None], ...] = (
        (facts.order_served_on, facts.order_until),
        (facts.decision_served_on, facts.decision_until),
    )
    return any(served and until and facts.today > until for served, until in pairs)


REFERRAL = Door(
    key="referral",
    name="移送公安（涉嫌拒不支付劳动报酬罪）",
    short="移送",
    plain="移送公安",
    what="有钱不付、逃跑，责令了还不付，可能犯罪",
    today="请监察核对是否够移送",
    cites="刑法 276-1; 法释3号 3,4; 310号 5",
    asks=(
        Ask(
            "逃匿，或者有能力支付而不支付",
            lambda facts, times: either(facts.fled, facts.able_to_pay),
            "没有逃匿，也没有支付能力，不是“有能力支付而不支付”",
            "刑法 276-1",
            ("able_to_pay",),
        ),
        Ask(
            "数额较大",
            _large,
            "没有达到数额较大：一人三个月以上且达到标准，或者十人以上累计达到标准",
            "法释3号 3",
            ("largest_fen", "largest_months", "persons", "amount_fen"),
        ),
        Ask(
            "经责令支付，期满仍不支付",
            lambda facts, times: _not_obeyed(facts),
            "还没有责令限期支付，或者期限没有过；责令后逾期不付才能移送",
            "刑法 276-1; 法释3号 4",
        ),
    ),
    under_way=lambda facts: f"{chinese_day(facts.referred_on)}移送" if facts.referred_on else "",
    until=lambda facts, times: times.due("tr.police_decide", facts.referred_on) if facts.referred_on else None,
    notes=lambda facts, times: tuple(
        Said(line)
        for key in ("crim.amount_one", "crim.amount_ten")
        for figure in (times.figure(key, facts.today),)
        if figure
        for line in figure.cautions
    ),
    cost=FREE,
    venue=Said("监察机关向同级公安机关移送", "310号 5"),
    bring=("责令支付文书和送达证据", "逐人欠薪数额", "逃匿或者有支付能力的证据"),
    place=at(28, "责令后逾期不付的，不得以罚款代替移送；不影响其他途径同时走"),
    interplay=(Said("移送不终结监察案件，也不影响仲裁、诉讼；立案前付清的可以不追究", "法释3号 6; 310号 11"),),
    for_worker=False,
)  # fmt: skip


def _appeal_over(facts: Facts, times: Times) -> Truth:
    if not facts.decision_served_on:
        return False
    last = times.due("enf.apply_window.suit_period", facts.decision_served_on).last_day
    return None if last is None else facts.today > last


def _enforce_limit(facts: Facts, times: Times) -> Window:
    assert facts.decision_served_on is not None
    start = times.due("enf.apply_window.suit_period", facts.decision_served_on).last_day
    if start is None:
        return Window(None, "起诉期限没有录入")
    return within("enf.apply_window.apply", start, facts, times, says=f"自复议、起诉期满（{chinese_day(start)}）起")


DECISION = Door(
    key="decision_enforcement",
    name="监察机关申请法院强制执行处理决定",
    short="决定执行",
    plain="监察申请法院执行",
    what="监察的处理决定没有执行，由监察申请法院强制执行",
    today="请监察核对期限",
    cites="强制法 53,54",
    asks=(
        Ask(
            "行政处理决定已经送达、履行期已过",
            lambda facts, times: bool(
                facts.decision_served_on and facts.decision_until and facts.today > facts.decision_until
            ),
            "没有行政处理决定，或者履行期没有过",
            "条例 42",
        ),
        Ask("没有申请复议", lambda facts, times: not facts.review_on, "已经申请复议，等复议结果", "强制法 53"),
        Ask("起诉期限已过", _appeal_over, "复议、起诉期限没有过，法院还不受理；其他途径不要等", "强制法 53"),
    ),
    window=_enforce_limit,
    cost=FREE,
    venue=Said("监察机关所在地基层人民法院", "强制法"),
    bring=("处理决定书和送达回证", "催告书和送达证据（催告满十个工作日）"),
    place=at(18, "窗口只有三个月，错过就不能再申请"),
    interplay=(Said("申请前先书面催告，满十个工作日仍不履行才能申请", "强制法 54,69"),),
    for_worker=False,
)  # fmt: skip

INSPECTION_DOORS: tuple[Door, ...] = (INSPECTION, CONTRACTOR, REVIEW, REFERRAL, DECISION)
