"""What a due date says about itself: steps, refusals, missing figures, provisional years, two clocks, the ladder."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.law.day_kinds import DayKind
from nuanxin.foundation.law.deadlines import Deadline, due, due_of
from nuanxin.foundation.law.ladder import rung, share_used, step_days
from nuanxin.foundation.law.promises import earliest
from nuanxin.foundation.law.terms import UnknownTerm

LAW = Law.load()
CALENDAR = WorkingCalendar()


def ask(key: str, start: date | datetime, **more: object) -> Deadline:
    return due(key, start=start, place="410721", law=LAW, calendar=CALENDAR, **more)  # type: ignore[arg-type]


def test_the_explanation_names_start_rest_days_make_up_days_and_the_end() -> None:
    answer = ask("insp.accept", date(2026, 2, 13)).as_json()
    assert answer == {
        "due": "2026-02-27",
        "citation": "《关于实施〈劳动保障监察条例〉若干规定》第十八条",
        "explanation": [
            "收到投诉：2026年2月13日（周五），当日不计入，自次日起计算（《中华人民共和国民事诉讼法》第八十五条；"
            "《中华人民共和国民法典》第二百零一条）。",
            "期限：5个工作日（《关于实施〈劳动保障监察条例〉若干规定》第十八条），至受理（受理之日即立案）。",
            "2026年2月14日（周六）为调休上班日，计为工作日。",
            "2026年2月15日（周日）至2026年2月23日（周一）共9天为周末休息日、除夕、春节、调休放假，不计入。",
            "第5个工作日为2026年2月27日（周五）。",
        ],
    }


def test_pause_extension_and_roll_are_explained() -> None:
    lines = "\n".join(
        ask(
            "pet.decide", date(2025, 12, 1), extended=True, pauses=[(date(2025, 12, 10), date(2025, 12, 11))]
        ).explanation
    )
    assert "已批准延长30日（情况复杂，经本机关负责人批准并告知信访人），合计90日。" in lines
    assert "2025年12月10日（周三）至2025年12月11日（周四）共2天为中止期间，不计入。" in lines
    rolled = ask("arb.decide", date(2026, 1, 5)).explanation[-1]
    assert "2026年2月19日（周四）为春节，顺延至其后第一个工作日2026年2月24日（周二）" in rolled
    assert "2026年2月19日（周四）至2026年2月23日（周一）共5天均不计" in rolled
    assert "第二百零三条" in rolled
    assert ask("bl.term", date(2023, 2, 15)).explanation[-1] == "该期限不因休息日移动，为2026年2月15日（周日）。"
    payday = ask("cal.wage_payday_roll", date(2026, 10, 5)).explanation[-1]
    assert "提前至2026年9月30日（周三）" in payday
    assert "《保障农民工工资支付条例》第十四条" in payday


def test_month_end_is_explained() -> None:
    lines = ask("civ.small", date(2025, 12, 31)).explanation
    assert any("该月没有对应日，以月末日为准" in line and "第二百零二条" in line for line in lines)
    assert lines[-1] == "2026年2月28日（周六）是工作日（调休上班日），期限于该日届满。"


def test_an_extension_that_the_law_does_not_allow_is_refused() -> None:
    with pytest.raises(Refusal, match="不能延长") as refused:
        ask("tr.decide", date(2026, 3, 2), extended=True)
    assert "第五条" in refused.value.cites


def test_an_empty_setting_says_what_is_missing() -> None:
    answer = ask("hot.12345", date(2026, 3, 2)).as_json()
    assert answer["due"] is None
    assert "当地12345办理规定" in str(answer["missing"])
    with pytest.raises(UnknownTerm):
        ask("no.such", date(2026, 3, 2))


def test_keys_of_targets_and_of_amounts() -> None:
    target = ask("aid.seed_same_day", date(2026, 3, 2))
    assert target.due == date(2026, 3, 2)
    assert any("服务目标（不是法定期限）" in line for line in target.explanation)
    assert "不是期限" in ask("crim.amount_one", date(2026, 3, 2)).missing
    assert "未录入" in ask("insp.hearing_amount", date(2026, 3, 2)).missing


def test_hours_without_and_with_an_hour_and_in_another_zone() -> None:
    plain = ask("tr.send", date(2026, 2, 14))
    assert plain.due == date(2026, 2, 15)
    assert any("未记录" in caution for caution in plain.cautions)
    utc = datetime(2026, 2, 14, 16, 30, tzinfo=UTC)
    answer = ask("tr.send", utc)
    assert answer.as_json()["due"] == "2026-02-16T00:30+08:00"
    assert ask("insp.accept", utc).due == ask("insp.accept", date(2026, 2, 15)).due


def test_a_backward_pause_is_refused_and_one_on_a_backward_term_is_said() -> None:
    with pytest.raises(BadInput, match="止日早于起日"):
        ask("insp.accept", date(2026, 3, 2), pauses=[(date(2026, 3, 5), date(2026, 3, 4))])
    hearing = ask("insp.hearing.notice", date(2026, 3, 20), pauses=[(date(2026, 3, 12), date(2026, 3, 13))])
    assert hearing.due == ask("insp.hearing.notice", date(2026, 3, 20)).due
    assert any("不适用中止" in caution for caution in hearing.cautions)


def test_a_year_without_notice_makes_it_provisional_until_the_notice_is_entered() -> None:
    loose = ask("insp.accept", date(2026, 12, 30))
    assert loose.provisional
    assert loose.as_json()["provisional"] is True
    entered = WorkingCalendar({date(2027, 1, 1): (DayKind.STATUTORY_HOLIDAY, "元旦")}, announced_years=[2027])
    firm = due("insp.accept", start=date(2026, 12, 30), law=LAW, calendar=entered)
    assert not firm.provisional
    assert (loose.due, firm.due) == (date(2027, 1, 6), date(2027, 1, 7))


def test_doubtful_units_carry_their_caution() -> None:
    assert any("办案规则" in caution for caution in ask("arb.accept", date(2026, 3, 2)).cautions)
    assert "cautions" not in ask("insp.accept", date(2026, 3, 2)).as_json()


def test_breach_counts_to_midnight_and_hours_to_the_minute() -> None:
    day = ask("insp.accept", date(2026, 3, 2))
    assert day.due == date(2026, 3, 9)
    assert not day.breached_on(datetime(2026, 3, 9, 23, 59))
    assert day.breached_on(date(2026, 3, 10))
    hour = ask("tr.send", datetime(2026, 3, 2, 9))
    assert not hour.breached_on(datetime(2026, 3, 3, 9))
    assert hour.breached_on(datetime(2026, 3, 3, 9, 1))
    assert not hour.breached_on(date(2026, 3, 3))
    assert not ask("hot.12345", date(2026, 3, 2)).breached_on(date(2030, 1, 1))


def test_statute_and_promise_stand_beside_each_other() -> None:
    start = date(2026, 3, 2)
    statute = ask("aid.decide", start)
    promise = due_of(LAW.promise("aid.seed_same_day", on=start), start=start, law=LAW, calendar=CALENDAR)
    clocks = earliest(statute, promise)
    assert clocks.shown is promise
    assert clocks.broken_on(date(2026, 3, 2)) == ()
    assert clocks.breach_on(date(2026, 3, 2)) == ""
    assert clocks.broken_on(date(2026, 3, 3)) == (promise,)
    assert "承诺时限" in clocks.breach_on(date(2026, 3, 3))
    assert "法定期限2026-03-09尚未届满" in clocks.breach_on(date(2026, 3, 3))
    assert clocks.broken_on(date(2026, 3, 10)) == (statute, promise)
    assert clocks.breach_on(date(2026, 3, 10)).startswith("已超过法定期限（2026-03-09")
    assert earliest(statute, None).shown is statute
    empty = ask("hot.12345", start)
    assert earliest(empty, promise).shown is promise
    assert earliest(statute, empty).shown is statute
    assert earliest(empty, promise).breach_on(date(2026, 3, 3)).endswith("）")


def test_the_ladder_of_a_ten_day_term() -> None:
    start = date(2026, 3, 2)
    deadline = ask("arb.nonfinal_suit", start)
    assert deadline.due == date(2026, 3, 17)
    assert share_used(start, deadline, date(2026, 3, 2)) == 0
    assert share_used(start, deadline, date(2026, 3, 6)) == Fraction(3, 15)
    steps = step_days(start, deadline)
    assert steps == {50: date(2026, 3, 10), 80: date(2026, 3, 15), 100: date(2026, 3, 18)}
    for step, day in steps.items():
        reached = rung(start, deadline, day + timedelta(days=1))
        assert reached is not None
        assert reached.percent == step
    on_last_day = rung(start, deadline, datetime(2026, 3, 17, 23, 59))
    assert on_last_day is not None
    assert (on_last_day.percent, on_last_day.days_left) == (80, 0)
    assert rung(start, deadline, date(2026, 3, 20)).days_left == -3  # type: ignore[union-attr]


def test_the_ladder_of_hours_of_nothing_and_of_a_missing_date() -> None:
    start = datetime(2026, 3, 2, 8)
    assert share_used(start, ask("tr.send", start), datetime(2026, 3, 2, 20)) == Fraction(1, 2)
    missing = ask("hot.12345", date(2026, 3, 2))
    assert share_used(start, missing, start) is None
    assert rung(start, missing, start) is None
    assert step_days(start, missing) == {}
    payday = ask("cal.wage_payday_roll", date(2026, 3, 2))
    assert share_used(date(2026, 3, 2), payday, date(2026, 3, 2)) == 0
    assert share_used(date(2026, 3, 2), payday, date(2026, 3, 3)) == 1
