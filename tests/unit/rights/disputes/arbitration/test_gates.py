"""What the registers forbid: simple way, panel, collective, postponing, absence, clocks, advance execution, the award, suits."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.foundation.organisations.models import LocalSetting
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.steps import standing_rows, strike_step, take_step
from nuanxin.rights.disputes.arbitration.answers import elements_of, final_test, write_answers
from nuanxin.rights.disputes.arbitration.gates import decision_clock
from nuanxin.rights.disputes.arbitration.missing_papers import chase_papers, receive_paper
from nuanxin.rights.disputes.arbitration.models import ElementAnswer, FileParticipant, Hearing, MissingPaper
from nuanxin.rights.disputes.arbitration.taking_part import arbitrators_of, is_collective
from nuanxin.rights.intake.models import ClueEvent
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import claims, make_clue, on_day
from tests.unit.rights.disputes.arbitration.making import (
    APPLIED,
    HEARD,
    Desk,
    answer_all,
    facts_for,
    hearing,
    make_file,
    papers,
    served,
    step,
    to_hearing,
    walk,
)

pytestmark = pytest.mark.django_db
DEC = date(2023, 12, 6)


@pytest.fixture
def desk(people: People) -> Desk:
    return Desk()


@pytest.fixture
def case(people: People, desk: Desk) -> Case:
    return make_file(people, desk)


def setting(key: str, value: Any) -> None:
    LocalSetting.objects.create(key=key, region_id="410721", value=value, source="文件", valid_from=date(2020, 1, 1))


def refused(case: Case, key: str, desk: Desk, on: date, **facts: Any) -> str:
    before = len(standing_rows(case))
    with pytest.raises(Refusal) as said:
        step(case, key, desk, on, **facts)
    assert len(standing_rows(case)) == before
    return str(said.value)


def test_the_simple_way_says_why_not(case: Case, desk: Desk) -> None:
    step(case, "accept", desk, DEC)
    assert "下落不明" in refused(case, "simplified", desk, DEC, whereabouts_unknown="yes")
    assert "没有录入本省上年度职工年平均工资" in refused(case, "simplified", desk, DEC, clear="no")
    cut = {**facts_for("simplified", DEC), "answer_period": "cut"}
    with pytest.raises(BadInput):
        step(case, "simplified", desk, DEC, **cut)
    setting("wage.province_average_year", 70000)
    step(case, "simplified", desk, DEC, clear="no")  # 30,000 in all is below the average
    three = {"form": "panel", "chief": "齐仲裁", "members": ["鲁仲裁", "宋仲裁"]}
    assert "先转为普通程序" in refused(case, "panel", desk, DEC, **three)
    before = decision_clock(case)
    step(case, "converted", desk, date(2023, 12, 20))
    after = decision_clock(case)
    assert before and after and (before.pk, before.due_on) == (after.pk, after.due_on)
    step(case, "panel", desk, date(2023, 12, 20), **three)
    assert [one.name for one in arbitrators_of(case)] == ["齐仲裁", "鲁仲裁", "宋仲裁"]


def test_the_panel_is_whole_and_nobody_recused_sits(case: Case, desk: Desk) -> None:
    step(case, "accept", desk, DEC)
    assert "另外两名" in refused(case, "panel", desk, DEC, form="panel", members=["鲁仲裁"])
    assert "两个角色" in refused(case, "panel", desk, DEC, clerk="齐仲裁")
    row = step(case, "panel", desk, DEC)
    step(case, "recusal", desk, DEC, granted="yes")
    assert "已经决定回避" in refused(case, "panel", desk, DEC)
    step(case, "panel", desk, DEC, chief="鲁仲裁")
    assert [one.staff for one in arbitrators_of(case)] == [desk.second]
    again = next(one for one in reversed(standing_rows(case)) if one.step == "panel")
    with on_day(date(2023, 12, 7)):
        strike_step(row=again, reason="写错", by=desk.arbitrator, on=date(2023, 12, 7))
    assert [one.name for one in arbitrators_of(case)] == ["齐仲裁"] and row.pk


def test_three_to_five_representatives_of_ten_workers(people: People, desk: Desk) -> None:
    small = make_file(people, desk)
    assert "不足10人" in refused(small, "collective", desk, APPLIED)
    big = make_file(people, desk, clue=make_clue(people, workers=12, employer_name="大公司"))
    assert is_collective(big)
    assert "3至5名" in refused(big, "collective", desk, APPLIED, representatives=["工人0"])
    assert "不是本案申请人" in refused(big, "collective", desk, APPLIED, representatives=["工人0", "工人1", "外人"])
    step(big, "collective", desk, APPLIED)
    walk(big, "accept panel invite", desk, DEC)
    planned = hearing(big, desk, on=date(2023, 12, 20))
    labels = set(planned.bookings.values_list("resource__label", flat=True))
    assert {"工人0", "工人1", "工人2", "齐仲裁", "大公司"} <= labels and "工人3" not in labels
    assert FileParticipant.objects.filter(case=big, role="union").count() == 1


def test_missing_papers_are_chased_until_they_are_in(people: People, desk: Desk) -> None:
    with pytest.raises(BadInput):
        make_file(people, desk, missing=["劳动合同"])
    clue = make_clue(people, employer_name="乙公司")
    case = make_file(people, desk, clue=clue, missing=["劳动合同 2023-12-20", "工资条"], missing_by=date(2024, 1, 20))
    step(case, "missing_notice", desk, APPLIED)
    assert "劳动合同，于2023年12月20日前补交" in str(papers(case)["arbitration_missing_papers"].fields)
    assert [chase_papers(on=day) for day in (date(2023, 12, 20), date(2023, 12, 21), date(2023, 12, 22))] == [0, 1, 0]
    assert chase_papers(on=date(2023, 12, 24)) == 1
    paper = MissingPaper.objects.get(name="劳动合同")
    assert paper.chases == 2 and "劳动合同" in ClueEvent.objects.filter(kind="chase_paper")[0].for_worker
    with on_day(TODAY):
        receive_paper(paper=paper, by=desk.arbitrator, on=TODAY)
        with pytest.raises(Refusal):
            receive_paper(paper=paper, by=desk.arbitrator, on=TODAY)
    assert chase_papers(on=TODAY) == 0


def test_postponing_three_days_before_and_the_row_stays(case: Case, desk: Desk) -> None:
    walk(case, "accept panel", desk, DEC)
    first = hearing(case, desk, on=date(2023, 12, 20))
    assert "更换仲裁庭" in refused(case, "panel", desk, date(2023, 12, 20), chief="鲁仲裁")
    assert "三日前" in refused(case, "postpone_asked", desk, date(2024, 1, 2))
    row = step(case, "postpone_asked", desk, date(2023, 12, 26))
    first.refresh_from_db()
    assert (first.state, first.reason) == ("postponed", "出差")
    assert not first.bookings.filter(released=False).exists()
    with on_day(date(2023, 12, 27)):
        strike_step(row=row, reason="没有准许", by=desk.arbitrator, on=date(2023, 12, 27))
    first.refresh_from_db()
    assert first.state == "planned" and first.bookings.filter(released=False).count() == 6
    step(case, "hearing_cancelled", desk, date(2023, 12, 27))
    assert (
        hearing(case, desk, date(2024, 1, 9), on=date(2023, 12, 27)) and Hearing.objects.filter(case=case).count() == 2
    )


def test_a_postponement_is_not_taken_back_over_another_hearing(people: People, case: Case, desk: Desk) -> None:
    walk(case, "accept panel", desk, DEC)
    hearing(case, desk, on=date(2023, 12, 20))
    row = step(case, "postpone_asked", desk, date(2023, 12, 26))
    other = make_file(people, desk, clue=make_clue(people, workers=1, employer_name="别的公司"))
    walk(other, "accept panel", desk, DEC)
    hearing(other, desk, on=date(2023, 12, 26))
    with on_day(date(2023, 12, 27)), pytest.raises(Refusal, match="第一仲裁庭"):
        strike_step(row=row, reason="没有准许", by=desk.arbitrator, on=date(2023, 12, 27))


def test_nobody_is_heard_in_two_places(people: People, case: Case, desk: Desk) -> None:
    walk(case, "accept panel", desk, DEC)
    hearing(case, desk, on=date(2023, 12, 20))
    other = make_file(people, desk, clue=make_clue(people, workers=1))  # the same employer and worker
    walk(other, "accept", desk, DEC)
    step(other, "panel", desk, DEC, chief="鲁仲裁")
    with pytest.raises(Refusal, match="当事人“新乡甲建筑有限公司”"):
        hearing(other, desk, on=date(2023, 12, 20), room=desk.second_room, starts=time(10), ends=time(12))
    with pytest.raises(Refusal, match="庭审地址"):
        hearing(other, desk, on=date(2023, 12, 20), room=desk.online, starts=time(11), ends=time(12))
    online = hearing(
        other, desk, on=date(2023, 12, 20), room=desk.online, starts=time(11), ends=time(12), link="https://t.example"
    )
    assert "https://t.example" in str(papers(other)["arbitration_hearing_notice"].fields) and online.pk
    with pytest.raises(Refusal, match="结束时间"):
        hearing(case, desk, on=date(2023, 12, 21), starts=time(11), ends=time(11))


def test_held_on_its_day_after_its_own_notice(case: Case, desk: Desk) -> None:
    walk(case, "accept panel", desk, DEC)
    hearing(case, desk, on=date(2023, 12, 20))
    walk(case, "notice_to_worker notice_to_employer hearing_cancelled", desk, date(2023, 12, 20))
    hearing(case, desk, on=date(2023, 12, 21))
    assert "排期是2024年1月3日" in refused(case, "hearing", desk, date(2024, 1, 4))
    assert "没有送达申请人" in refused(case, "hearing", desk, HEARD)
    step(case, "notice_to_worker", desk, date(2023, 12, 21))
    email = served(
        date(2023, 12, 21), "甲公司", method="electronic", consent_on=date(2023, 12, 8), consent_proof="送达地址确认书",
        medium="email", confirmed="no",
    )  # fmt: skip
    step(case, "notice_to_employer", desk, date(2023, 12, 21), **email)
    assert "没有经被申请人确认收悉" in refused(case, "hearing", desk, HEARD, absent="employer")
    step(case, "hearing", desk, HEARD)
    assert Hearing.objects.get(case=case, state="held").recording == "LX-1"


def test_the_clock_stands_still_starts_anew_and_is_extended_once(case: Case, desk: Desk) -> None:
    step(case, "accept", desk, DEC)
    first = decision_clock(case)
    assert first and first.due_on == date(2024, 1, 22)  # the 45th day, 20 January, is a Saturday
    step(case, "suspend", desk, date(2023, 12, 11))
    assert "已在中止中" in refused(case, "suspend", desk, date(2023, 12, 12))
    step(case, "resume", desk, date(2023, 12, 21))
    assert "没有在中止中" in refused(case, "resume", desk, date(2023, 12, 22))
    paused = decision_clock(case)
    assert paused and paused.due_on == date(2024, 1, 30)
    step(case, "clock_reset", desk, date(2024, 1, 2))
    anew = decision_clock(case)
    assert anew and anew.due_on == date(2024, 2, 18)
    with on_day(date(2024, 1, 5)), pytest.raises(NotAllowed):
        take_step(
            case=case,
            step="extend",
            facts=facts_for("extend", date(2024, 1, 5)),
            by=desk.arbitrator,
            on=date(2024, 1, 5),
        )
    step(case, "extend", desk, date(2024, 1, 5))
    longer = decision_clock(case)
    assert longer and longer.due_on and longer.due_on > date(2024, 3, 1)
    assert "才届满" in refused(case, "overdue_suit", desk, TODAY)


def test_late_award_opens_the_court(case: Case, desk: Desk) -> None:
    step(case, "accept", desk, DEC)
    step(case, "overdue_suit", desk, date(2024, 1, 23))
    case.refresh_from_db()
    assert case.closing == "逾期未裁决，当事人起诉"


def test_advance_execution_wants_both_conditions(case: Case, desk: Desk) -> None:
    walk(case, "accept panel", desk, DEC)
    assert "不会严重影响" in refused(case, "advance_execution", desk, DEC, hardship="no")
    step(case, "advance_execution", desk, DEC)
    assert "可以不提供担保" in str(papers(case)["arbitration_advance_execution"].wording)


def test_no_award_while_something_is_open_or_the_minimum_wage_is_missing(people: People, desk: Desk) -> None:
    case = make_file(people, desk)
    to_hearing(case, desk)
    claim = claims(case.clue)[0]
    with on_day(HEARD):
        write_answers(case=case, claim=claim, side="employer", answers={"wages_due": 1}, by=desk.arbitrator, on=HEARD)
    assert "工人0的拖欠工资" in refused(case, "award_final", desk, HEARD)
    with on_day(HEARD):
        write_answers(
            case=case, claim=claim, side="panel", answers={"wages_due": 900_000}, by=desk.arbitrator, on=HEARD
        )
    assert "月最低工资标准" in refused(case, "award_final", desk, HEARD)
    setting("wage.minimum", "2000元/月")
    assert "请作出终局裁决" in refused(case, "award_nonfinal", desk, HEARD)
    step(case, "award_final", desk, HEARD)
    text = str(papers(case)["arbitration_final_award"].wording)
    assert "9,000.00" in text and "驳回工人0关于拖欠工资的其他请求" in text and "中级人民法院申请撤销" in text
    with on_day(HEARD), pytest.raises(Refusal, match="已经裁决"):
        write_answers(case=case, claim=claim, side="worker", answers={"post": "瓦工"}, by=desk.arbitrator, on=HEARD)


def test_mixed_items_make_two_awards(people: People, desk: Desk) -> None:
    setting("wage.minimum", 2000)
    case = make_file(people, desk)
    to_hearing(case, desk)
    with on_day(HEARD):
        for claim in claims(case.clue)[:1]:
            for side in ("worker", "employer"):
                write_answers(
                    case=case, claim=claim, side=side, answers={"severance": 9_000_000}, by=desk.arbitrator, on=HEARD
                )
    assert "分别制作裁决书" in final_test(case, HEARD).conclusion
    walk(case, "award_final award_nonfinal final_to_worker final_to_employer nonfinal_to_worker", desk, HEARD)
    final, other = papers(case)["arbitration_final_award"], papers(case)["arbitration_award"]
    assert final.fields["amount"] == 3_000_000 and other.fields["amount"] == 9_000_000
    assert "没有全部送达双方" in refused(case, "effective", desk, date(2024, 1, 22))


def test_suits_only_by_whom_and_when_the_law_lets(people: People, desk: Desk) -> None:
    setting("wage.minimum", 2000)
    case = make_file(people, desk)
    to_hearing(case, desk)
    walk(case, "award_final final_to_worker final_to_employer", desk, HEARD)
    assert "中级人民法院申请撤销" in refused(case, "suit", desk, date(2024, 1, 8), side="employer")
    assert "2024年1月18日届满" in refused(case, "suit", desk, date(2024, 1, 19))
    assert "2024年2月2日届满" in refused(case, "set_aside", desk, date(2024, 2, 5))
    step(case, "set_aside", desk, date(2024, 1, 20))
    assert "还没有驳回" in refused(case, "effective", desk, date(2024, 1, 22))
    step(case, "set_aside_result", desk, date(2024, 2, 20))
    assert "裁决有效" in refused(case, "revoked", desk, date(2024, 2, 20))
    step(case, "effective", desk, date(2024, 2, 20))


def test_elements_are_rows_and_the_quicker_officer_is_named(people: People, case: Case, desk: Desk) -> None:
    claim = claims(case.clue)[0]
    seen = elements_of(case)[0].seen
    answer_all(case, desk, DEC)
    assert all(row.state != "disputed" for row in elements_of(case)[0].rows)
    with on_day(DEC), pytest.raises(Refusal, match="已有人登记"):
        write_answers(
            case=case, claim=claim, side="employer", answers={"post": "电工"}, by=desk.arbitrator, on=DEC, seen=seen
        )
    with on_day(DEC), pytest.raises(BadInput, match="不是日期"):
        write_answers(case=case, claim=claim, side="worker", answers={"entered_on": "昨天"}, by=desk.arbitrator, on=DEC)
    with on_day(DEC), pytest.raises(Refusal, match="仲裁庭还没有组成"):
        write_answers(case=case, claim=claim, side="panel", answers={"post": "电工"}, by=desk.arbitrator, on=DEC)
    with on_day(DEC), pytest.raises(NotAllowed):
        write_answers(case=case, claim=claim, side="worker", answers={"post": "电工"}, by=people.owner, on=DEC)
    with on_day(DEC):
        write_answers(case=case, claim=claim, side="worker", answers={"wages_due": 500_000}, by=desk.arbitrator, on=DEC)
        write_answers(case=case, claim=claim, side="worker", answers={"wages_due": None}, by=desk.arbitrator, on=DEC)
    rows = ElementAnswer.objects.filter(claim=claim, side="worker", element="wages_due").order_by("pk")
    assert [row.value for row in rows] == [1_000_000, 500_000, None]
    assert [row.replaced_by_id for row in rows] == [rows[1].pk, rows[2].pk, None]
