"""What the procedure's declaration cannot say: gates that ask the file's own registers, and what follows a step there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.steps import law_at, standing_rows
from nuanxin.rights.cases.steps.effects import Effect, Moment
from nuanxin.rights.disputes.arbitration.answers import asked_fen, begin_elements, elements_of, final_test
from nuanxin.rights.disputes.arbitration.decisions.elements import open_elements
from nuanxin.rights.disputes.arbitration.decisions.simplified import SimpleFacts, may_be_simple
from nuanxin.rights.disputes.arbitration.hearings import State, end_hearing, plan_again, planned_hearing
from nuanxin.rights.disputes.arbitration.local_figures import average_wage
from nuanxin.rights.disputes.arbitration.missing_papers import check_missing, note_missing
from nuanxin.rights.disputes.arbitration.models import Hearing, MissingPaper
from nuanxin.rights.disputes.arbitration.taking_part import (
    check_panel,
    check_representatives,
    compose_panel,
    invite,
    leave_again,
    name_representatives,
)
from nuanxin.rights.intake.models import Clock

HEARING = "劳动争议调解仲裁法第三十五条"
DECIDE = "劳动争议调解仲裁法第四十三条"
FINAL = "劳动争议调解仲裁法第四十七条；法释〔2020〕26号第十九条"


def before(moment: Moment) -> None:
    """Refuse what the registers forbid."""
    if check := _BEFORE.get(moment.step):
        check(moment)


def taken(moment: Moment) -> None:
    """Keep the registers in step."""
    for follow in _TAKEN.get(moment.step, ()):
        follow(moment)


def struck(moment: Moment) -> None:
    """Take back what followed."""
    if moment.step in ("panel", "collective", "invite"):
        leave_again(moment)
    if moment.step == "application":
        MissingPaper.objects.filter(step=moment.row).delete()
    for hearing in Hearing.objects.filter(ended_by=moment.row):
        plan_again(hearing)


def simple_facts(moment: Moment) -> SimpleFacts:
    """What the decision on the simple way stands on: the step's facts, the claims, the province's average wage."""
    said, case = moment.facts, moment.case
    average, missing = average_wage(case.clue.region_id, moment.on)
    yes = {key: said.get(key) == "yes" for key in ("clear", "both_agree", "public_interest", "major_effect", "whereabouts_unknown", "unsuitable")}  # fmt: skip
    return SimpleFacts(
        **yes,
        asked_fen=asked_fen(elements_of(case)),
        average_fen=average,
        average_missing=missing,
        answer_period=str(said.get("answer_period") or "kept"),
        respondent_agreed_on=said.get("respondent_agreed_on"),
    )


def _simple(moment: Moment) -> None:
    test = may_be_simple(simple_facts(moment))
    if test.allowed:
        return
    told = test.bars or ()
    why = "；".join(one.text for one in told) or "三种情形都不符合" + "".join(f"（{one}）" for one in test.missing)
    cites = told[0].cites if told else "劳动人事争议仲裁办案规则第五十六条"
    raise Refusal("不能适用简易处理", why=why, remedy="请按普通程序办理", cites=cites)


def _panel(moment: Moment) -> None:
    check_panel(moment)
    if planned_hearing(moment.case):
        raise Refusal("不能更换仲裁庭", why="已按原仲裁庭排期开庭", remedy="请先办理延期或者取消开庭", cites=HEARING)


def _planned(moment: Moment) -> Hearing:
    hearing = planned_hearing(moment.case)
    if hearing is None:
        raise Refusal("不能办理", why="没有已排期的开庭", remedy="请先确定开庭日期", cites=HEARING)
    return hearing


def _must_be_planned(moment: Moment) -> None:
    _planned(moment)


def _postpone(moment: Moment) -> None:
    day = _planned(moment).starts_at.astimezone(BEIJING).date()
    latest = law_at(moment.case.clue).after(("arb.hearing_notice.postpone",), day)
    asked = moment.facts.get("asked_on")
    if latest and isinstance(asked, date) and asked > latest and moment.facts.get("granted") == "yes":
        why = f"延期应当在开庭三日前请求，最迟{chinese_day(latest)}"
        raise Refusal("不能准许延期", why=why, remedy="确有特殊情形的，由仲裁庭取消原定开庭后另行排期", cites=HEARING)


def _held(moment: Moment) -> None:
    hearing = _planned(moment)
    day = hearing.starts_at.astimezone(BEIJING).date()
    if moment.on != day:
        why = f"排期是{chinese_day(day)}，办理日期是{chinese_day(moment.on)}"
        raise Refusal("不能登记开庭", why=why, remedy="日期有变的，先办理延期或者取消", cites=HEARING)
    served = {row.step: row for row in standing_rows(moment.case) if row.pk > hearing.step_id}
    for key, side in (("notice_to_worker", "申请人"), ("notice_to_employer", "被申请人")):
        if key not in served:
            raise Refusal("不能登记开庭", why=f"这次开庭的通知没有送达{side}", remedy="请先登记送达", cites=HEARING)
    if moment.facts.get("absent") == "employer" and not _confirmed(served["notice_to_employer"]):
        why = "简便方式发出的开庭通知没有经被申请人确认收悉"
        raise Refusal("不能缺席审理", why=why, remedy="请重新依法送达", cites="劳动人事争议仲裁办案规则第六十条")


def _confirmed(row: CaseStep) -> bool:
    return bool(row.facts.get("method") != "electronic" or row.facts.get("confirmed") == "yes")


def _absent_applicant(moment: Moment) -> None:
    _planned(moment)
    row = next(row for row in reversed(standing_rows(moment.case)) if row.step == "notice_to_worker")
    if not _confirmed(row):
        why = "简便方式发出的开庭通知没有经申请人确认收悉"
        raise Refusal("不能按撤回处理", why=why, remedy="请重新依法送达", cites="劳动人事争议仲裁办案规则第六十条")


def _suspended(case: Case) -> bool:
    last = [row.step for row in standing_rows(case) if row.step in ("suspend", "resume")]
    return bool(last) and last[-1] == "suspend"


def _suspend(moment: Moment) -> None:
    if _suspended(moment.case):
        raise Refusal("不能再次中止", why="案件已在中止中", remedy="请先恢复审理")


def _resume(moment: Moment) -> None:
    if not _suspended(moment.case):
        raise Refusal("不能恢复审理", why="案件没有在中止中", remedy="请核对步骤")


def decision_clock(case: Case) -> Clock | None:
    """The clock of the award, running or the last that ran."""
    rows = Clock.objects.filter(clue=case.clue, term="arb.decide", about=f"case:{case.pk}")
    return rows.filter(stopped_on__isnull=True).first() or rows.order_by("-pk").first()


def _convert(moment: Moment) -> None:
    """Before the time runs out; the clock is not touched: it runs from the original acceptance."""
    clock = decision_clock(moment.case)
    if clock and clock.due_on and moment.on > clock.due_on and not _suspended(moment.case):
        why = f"仲裁期限已于{chinese_day(clock.due_on)}届满"
        raise Refusal("不能转为普通程序", why=why, remedy="请尽快裁决", cites="劳动人事争议仲裁办案规则第六十一条")


def _overdue(moment: Moment) -> None:
    clock = decision_clock(moment.case)
    sued = moment.facts.get("sued_on")
    if clock is None or clock.due_on is None or _suspended(moment.case):
        raise Refusal("不能登记逾期起诉", why="审理期限正在扣除或者无法计算", remedy="请核对期限", cites=DECIDE)
    if not isinstance(sued, date) or sued <= clock.due_on:
        why = f"仲裁期限{chinese_day(clock.due_on)}才届满"
        raise Refusal("不能登记逾期起诉", why=why, remedy="期满仍未裁决的才可以起诉", cites=DECIDE)


def _advance(moment: Moment) -> None:
    lacking = [
        text
        for key, text in (("clear", "当事人之间权利义务关系不明确"), ("hardship", "不先予执行不会严重影响申请人的生活"))
        if moment.facts.get(key) != "yes"
    ]
    if lacking:
        raise Refusal(
            "不能裁决先予执行",
            why="；".join(lacking),
            remedy="两项条件须同时具备",
            cites="劳动争议调解仲裁法第四十四条",
        )


def _settled(moment: Moment) -> None:
    waiting = [
        f"{worker.name}的{row.element.label}"
        for worker in elements_of(moment.case)
        for row in open_elements(worker.rows)
    ]
    if waiting:
        shown = "、".join(waiting[:6]) + ("等" if len(waiting) > 6 else "")
        why = f"有争议的要素还没有认定：{shown}"
        raise Refusal(
            "不能作出裁决", why=why, remedy="请在“要素表”登记仲裁庭认定", cites="劳动争议调解仲裁法第四十六条"
        )


def _award(final: bool) -> Effect:
    def check(moment: Moment) -> None:
        _settled(moment)
        tested = final_test(moment.case, moment.on)
        if tested.unknown:
            why = "；".join(dict.fromkeys(one.why for one in tested.unknown))
            raise Refusal("不能确定是否终局", why=why, remedy="补齐后再作出裁决", cites=FINAL)
        if tested.items and not (tested.final if final else tested.not_final):
            name, other = ("终局裁决", "非终局裁决") if final else ("非终局裁决", "终局裁决")
            why = f"没有一项请求属于{name}：{tested.conclusion}"
            raise Refusal(f"不能作出{name}", why=why, remedy=f"请作出{other}", cites=FINAL)

    return check


def _suit(moment: Moment) -> None:
    """Within fifteen days; the employer has no suit against a final award."""
    rows = {row.step: row for row in standing_rows(moment.case)}
    side, sued = str(moment.facts.get("side")), moment.facts.get("sued_on")
    if side == "employer" and "award_nonfinal" not in rows:
        why = "终局裁决，用人单位只能自收到之日起三十日内向中级人民法院申请撤销"
        raise Refusal(
            "不能登记起诉", why=why, remedy="请办理“用人单位申请撤销终局裁决”", cites="劳动争议调解仲裁法第四十九条"
        )
    served = rows.get(f"nonfinal_to_{side}") or rows.get(f"final_to_{side}")
    if served is None:
        raise Refusal("不能登记起诉", why="裁决书还没有送达起诉人", remedy="请先登记送达")
    _within(moment, served, "arb.nonfinal_suit", sued, "不能登记起诉")


def _set_aside(moment: Moment) -> None:
    served = next(row for row in reversed(standing_rows(moment.case)) if row.step == "final_to_employer")
    _within(moment, served, "arb.final_employer", moment.facts.get("asked_on"), "不能登记撤销申请")


def _within(moment: Moment, served: CaseStep, term: str, day: object, doing: str) -> None:
    start = date.fromisoformat(served.facts["served_on"])
    last = law_at(moment.case.clue).after((term,), start)
    if not isinstance(day, date) or day < start or (last and day > last):
        told = f"，{chinese_day(last)}届满" if last else ""
        why = f"不在收到裁决书（{chinese_day(start)}）之后的法定期限内{told}"
        raise Refusal(doing, why=why, remedy="请核对日期", cites="劳动争议调解仲裁法第四十八条至第五十条")


def _effective(moment: Moment) -> None:
    rows = {row.step: row for row in standing_rows(moment.case)}
    for award in ("final", "nonfinal"):
        if f"award_{award}" in rows and not {f"{award}_to_worker", f"{award}_to_employer"} <= rows.keys():
            raise Refusal("不能登记生效", why="裁决书没有全部送达双方", remedy="请先登记送达", cites=HEARING)
    asked = "set_aside" in rows
    result = rows.get("set_aside_result")
    if asked and (result is None or result.facts.get("result") != "rejected"):
        why = "法院还没有驳回用人单位的撤销申请"
        raise Refusal("不能登记生效", why=why, remedy="请等待法院裁定", cites="劳动争议调解仲裁法第四十九条")


def _revoked(moment: Moment) -> None:
    row = next(row for row in reversed(standing_rows(moment.case)) if row.step == "set_aside_result")
    if row.facts.get("result") != "revoked":
        why = "法院驳回了撤销申请，裁决有效"
        raise Refusal("不能办理", why=why, remedy="请登记裁决生效", cites="劳动争议调解仲裁法第四十九条")


def _hold_hearing(moment: Moment) -> None:
    assert moment.row is not None
    end_hearing(_planned(moment), State.HELD, moment.row, recording=str(moment.facts.get("recording") or ""))


def _free_hearing(state: Hearing.State) -> Effect:
    def follow(moment: Moment) -> None:
        assert moment.row is not None
        if state == State.POSTPONED and moment.facts.get("granted") != "yes":
            return
        end_hearing(_planned(moment), state, moment.row, reason=str(moment.facts.get("reason") or ""))

    return follow


def _free_any(moment: Moment) -> None:
    """The file ended: a hearing that still waited is not held."""
    hearing = planned_hearing(moment.case)
    if hearing and moment.row:
        end_hearing(hearing, State.CANCELLED, moment.row, reason=f"案件终结：{moment.facts.get('reason') or ''}")


_BEFORE: Mapping[str, Callable[[Moment], None]] = {
    "application": check_missing,
    "simplified": _simple,
    "converted": _convert,
    "panel": _panel,
    "collective": check_representatives,
    "postpone_asked": _postpone,
    "hearing_cancelled": _must_be_planned,
    "hearing": _held,
    "applicant_default": _absent_applicant,
    "suspend": _suspend,
    "resume": _resume,
    "overdue_suit": _overdue,
    "advance_execution": _advance,
    "award_final": _award(True),
    "award_nonfinal": _award(False),
    "suit": _suit,
    "set_aside": _set_aside,
    "effective": _effective,
    "revoked": _revoked,
}
_TAKEN: Mapping[str, tuple[Callable[[Moment], None], ...]] = {
    "application": (note_missing, begin_elements),
    "panel": (compose_panel,),
    "collective": (name_representatives,),
    "invite": (invite,),
    "hearing": (_hold_hearing,),
    "postpone_asked": (_free_hearing(State.POSTPONED),),
    "hearing_cancelled": (_free_hearing(State.CANCELLED),),
    "mediation_effective": (_free_any,),
    **dict.fromkeys(("withdrawn", "applicant_default", "overdue_suit"), (_free_any,)),
}
